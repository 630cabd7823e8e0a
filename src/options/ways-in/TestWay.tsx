// Proves that a way in opens the vault, and touches nothing. Better found out now than when it is needed.

import { useEffect, useState } from 'preact/hooks';
import type { SentSecret, SlotView } from '../../messages/slots-protocol';
import { SecretForm } from '../../ui/SecretForm';
import { errorWords, t } from '../../ui/words';
import { type ActProps, Panel } from './Panel';
import { wayName } from './way-names';

interface Props extends ActProps {
  readonly slot: SlotView;
}

export function TestWay({ host, slot, onDone, onCancel }: Props) {
  const test = async (secret: SentSecret): Promise<string | null> => {
    const reply = await host.ask('slots/test', { secret });
    if (!reply.ok) return errorWords(reply.error);
    if (reply.value.id !== slot.id) return t('wayTestOther');
    onDone(t('wayTestWell', wayName(slot)));
    return null;
  };
  const { passkey } = slot;
  return (
    <Panel title={t('wayTestNamed', wayName(slot))} lead={t('wayTestLead')} testid="panel-test" onCancel={onCancel}>
      {slot.type === 'password' && (
        <SecretForm act="test" submit={t('wayTest')} onSecret={(password) => test({ type: 'password', password })} />
      )}
      {slot.type === 'recovery' && (
        <SecretForm kind="recovery" act="test" submit={t('wayTest')} onSecret={(recoveryKey) => test({ type: 'recovery', recoveryKey })} />
      )}
      {passkey !== null && (
        <AskAuthenticator
          ask={async () => {
            const used = await host.passkeys.use([passkey]);
            return used.ok ? test({ type: 'passkey', ...used.value }) : errorWords(used.error);
          }}
        />
      )}
    </Panel>
  );
}

function AskAuthenticator({ ask }: { readonly ask: () => Promise<string | null> }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    setProblem(await ask());
    setBusy(false);
  };
  // the press on Test was the question: the browser's dialog comes at once
  useEffect(() => void run(), []);
  return (
    <>
      <p class="form-problem" role="alert" data-testid="way-problem">
        {problem}
      </p>
      <button type="button" class="primary" data-testid="test-passkey" disabled={busy} aria-busy={busy} onClick={() => void run()}>
        {t(busy ? 'wayPasskeyBusy' : 'wayTestAgain')}
      </button>
    </>
  );
}
