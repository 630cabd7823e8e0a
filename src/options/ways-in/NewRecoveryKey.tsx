// A recovery key: made, put on paper, and typed back from it. Only then does it open anything.

import { useState } from 'preact/hooks';
import { shownRecoveryKey } from '../../core/vault/recovery-key';
import type { SlotReplies } from '../../messages/slots-protocol';
import { dayWords } from '../../ui/dates';
import { Field } from '../../ui/Field';
import { QrSquare } from '../../ui/QrSquare';
import { SecretForm } from '../../ui/SecretForm';
import { errorWords, t } from '../../ui/words';
import { type ActProps, Panel } from './Panel';

type Made = SlotReplies['slots/new-recovery-key'];

export function NewRecoveryKey({ host, onDone, onCancel }: ActProps) {
  const [password, setPassword] = useState('');
  const [made, setMade] = useState<Made | null>(null);
  const make = async (typed: string): Promise<string | null> => {
    const reply = await host.ask('slots/new-recovery-key', { password: typed });
    if (!reply.ok) return errorWords(reply.error);
    setPassword(typed);
    setMade(reply.value);
    return null;
  };
  const keep = async (name: string, recoveryKey: string): Promise<string | null> => {
    const reply = await host.ask('slots/add-recovery-key', { password, name, recoveryKey });
    if (!reply.ok) return errorWords(reply.error);
    onDone(t('wayRecoveryKeyAdded'));
    return null;
  };
  return (
    <Panel title={t('wayAddRecoveryKey')} lead={t('wayRecoveryKeyLead')} testid="panel-recovery" onCancel={onCancel}>
      {made === null ? (
        <SecretForm act="again" lead={t('wayRecoveryKeyAsk')} submit={t('wayRecoveryKeyMake')} onSecret={make} />
      ) : (
        <>
          <KeySheet made={made} />
          <TypeBack shown={made.text} onKeep={keep} />
        </>
      )}
    </Panel>
  );
}

function KeySheet({ made }: { readonly made: Made }) {
  const groups = made.text.split('-');
  return (
    <div class="key-sheet" data-testid="key-sheet">
      <h4>{t('keySheetTitle')}</h4>
      <div class="key-sheet-body">
        <QrSquare qr={made.qr} label={t('keySheetQr')} />
        <ol class="key-groups" dir="ltr" data-testid="recovery-key" data-key={made.text}>
          {groups.map((group, i) => (
            <li key={`${i}-${group}`}>
              <code>{group}</code>
            </li>
          ))}
        </ol>
      </div>
      <p class="note">{t('keySheetLead', dayWords(Date.now()))}</p>
      <p class="note">{t('keySheetHow')}</p>
      <button type="button" data-testid="key-sheet-print" onClick={() => print()}>
        {t('recoverySheetPrint')}
      </button>
    </div>
  );
}

interface TypeBackProps {
  readonly shown: string;
  readonly onKeep: (name: string, recoveryKey: string) => Promise<string | null>;
}

/** The first group that differs, from 1; null: none does. Look-alikes count as what they were meant to be. */
function wrongGroup(typed: string, shown: string): number | null {
  const [mine, theirs] = [shownRecoveryKey(typed).split('-'), shown.split('-')];
  const at = Array.from({ length: Math.max(mine.length, theirs.length) }).findIndex((_, i) => mine[i] !== theirs[i]);
  return at < 0 ? null : Math.min(at + 1, theirs.length);
}

/** The proof that the paper is right. */
function TypeBack({ shown, onKeep }: TypeBackProps) {
  const [name, setName] = useState('');
  return (
    <SecretForm
      kind="recovery"
      act="typed-back"
      label={t('recoveryKeyTypeBack')}
      submit={t('recoveryKeyKeep')}
      onSecret={async (typed) => {
        const group = wrongGroup(typed, shown);
        return group === null ? onKeep(name.trim(), typed) : errorWords({ code: 'mistyped-group', detail: String(group) });
      }}
    >
      <Field label={t('wayName')} hint={t('wayKeyNameHint')} value={name} onValue={setName} testid="recovery-key-name" autofocus />
    </SecretForm>
  );
}
