// On top of the list while the page in front would take a passkey: one press signs in. Nobody waits; it goes with the page.

import { useState } from 'preact/hooks';
import type { Approval, PasskeyChoice } from '../messages/approval-protocol';
import { Icon } from '../ui/icons';
import { useArmed } from '../ui/use-armed';
import { errorWords, t } from '../ui/words';
import { passkeyLine, passkeyTitle } from './ApprovalFacts';
import type { Host } from './host';
import type { SaidApi } from './use-said';

interface Props {
  readonly host: Host;
  readonly approval: Approval;
  readonly say: SaidApi['say'];
  /** More is to be asked first. */
  readonly onPick: (passkeyId: string) => void;
}

export function PasskeyHere({ host, approval, say, onPick }: Props) {
  const [busy, setBusy] = useState(false);
  const { armed, accepts } = useArmed(JSON.stringify(approval));
  const signIn = async (passkey: PasskeyChoice): Promise<void> => {
    // an embedded page is named before it gets anything
    if (approval.verify || approval.topOrigin !== null) return onPick(passkey.id);
    setBusy(true);
    const reply = await host.ask('approval/answer', {
      id: approval.id,
      choice: 'vault',
      passkeyId: passkey.id,
      replaceId: null,
      remember: false,
      password: null,
    });
    setBusy(false);
    if (!reply.ok) return say(errorWords(reply.error), false);
    if (reply.value.ok && host.form !== 'tab') return host.close();
    say(reply.value.key === '' ? (reply.value.args[0] ?? '') : t(reply.value.key, ...reply.value.args), reply.value.ok);
  };
  if (approval.passkeys.length === 0) return null;
  return (
    <section class="passkey-here" data-testid="passkey-here" aria-labelledby="passkey-here-title">
      <h2 id="passkey-here-title">{t('passkeyHere', approval.rpId)}</h2>
      <ul>
        {approval.passkeys.map((passkey) => (
          <li key={passkey.id}>
            <button
              type="button"
              class={armed ? 'wide' : 'wide arming'}
              data-testid="passkey-here-use"
              data-id={passkey.id}
              data-armed={armed}
              aria-disabled={!armed || busy}
              onClick={(event) => {
                if (accepts(event) && !busy) void signIn(passkey);
              }}
            >
              <Icon name="passkey" />
              <span class="passkey-here-name">{passkeyTitle(passkey)}</span>
              <span class="passkey-here-more">{passkeyLine(passkey)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
