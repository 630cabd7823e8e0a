// One passkey by itself: where it signs in, as whom, and what can be done with it. Escape or the arrow back leads to where it was opened.

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { PasskeyView } from '../messages/card-protocol';
import { Icon } from '../ui/icons';
import { errorWords, t } from '../ui/words';
import { passkeyTitle } from './ApprovalFacts';
import type { Acts } from './acts';
import { Readable } from './Caller';
import { unreadable } from './DamagedEntry';
import type { Host } from './host';
import { PasskeyFacts } from './PasskeyFacts';
import { isMac, pressOf } from './press';
import { RenamePasskey } from './RenamePasskey';
import { useDocumentKeys } from './use-document-keys';
import type { SaidApi } from './use-said';

interface Props {
  readonly host: Host;
  readonly id: string;
  readonly acts: Acts;
  readonly say: SaidApi['say'];
  /** Opens the card of an account of the same site. */
  readonly onAccount: (account: PasskeyView['accounts'][number]) => void;
  /** It was renamed: list and undo are to be asked for again. */
  readonly onChanged: () => void;
  /** No copy of it can be read. */
  readonly onDamaged: () => void;
  readonly onBack: () => void;
}

export function PasskeyCard({ host, id, acts, say, onAccount, onChanged, onDamaged, onBack }: Props) {
  const [passkey, setPasskey] = useState<PasskeyView | null>(null);
  const [renaming, setRenaming] = useState(false);
  const main = useRef<HTMLElement>(null);

  const load = useCallback(async (): Promise<void> => {
    const reply = await host.ask('passkeys/card', { id });
    if (reply.ok) setPasskey(reply.value);
    else if (reply.error.code === 'not-found') onBack();
    else if (unreadable.has(reply.error.code)) onDamaged();
    else say(errorWords(reply.error), false);
  }, [host, id]);
  useEffect(() => void load(), [load]);
  useEffect(
    () =>
      host.onPush(({ push }) => {
        if (push === 'items-changed') void load();
      }),
    [host, load],
  );
  useEffect(() => {
    if (!renaming) main.current?.focus();
  }, [renaming, passkey === null]);

  const onKey = (event: KeyboardEvent): void => {
    const { key, command } = pressOf(event, '', isMac());
    if (event.altKey || event.defaultPrevented) return;
    const typing = event.target instanceof Element && event.target.matches('input');
    if (key === 'Escape') {
      if (renaming) setRenaming(false);
      else onBack();
    } else if (renaming || typing) return;
    else if (key === 'ArrowLeft') onBack();
    else if (command && key.toLowerCase() === 'z') void acts.undo().then(load);
    else if (key === 'e' && !command) setRenaming(true);
    else return;
    event.preventDefault();
  };
  useDocumentKeys(onKey);

  if (passkey === null) return <main class="panel card" ref={main} tabIndex={-1} aria-busy="true" />;
  const { rpId, rpName, userName, displayName } = passkey;
  return (
    <main
      class="panel card"
      data-testid="passkey-card"
      data-id={passkey.id}
      data-mode={renaming ? 'edit' : 'view'}
      ref={main}
      tabIndex={-1}
    >
      <div class="card-names">
        <h2 data-part="user-name" data-value={userName}>
          {passkeyTitle(passkey)}
        </h2>
        <p data-part="display-name" data-value={displayName}>
          {displayName !== userName && userName !== '' && displayName}
        </p>
      </div>
      <div class="card-code passkey-place">
        <Icon name="passkey" />
        <p>
          <b data-part="rp-id" data-value={rpId} dir="ltr">
            {rpId}
          </b>
          <Readable of={rpId} />
        </p>
      </div>
      {renaming ? (
        <RenamePasskey
          host={host}
          passkey={passkey}
          onCancel={() => setRenaming(false)}
          onSaved={async (name) => {
            setRenaming(false);
            say(t('undoEdited', name), true, true);
            await load();
            onChanged();
          }}
        />
      ) : (
        <>
          <p class="note">{t('passkeyHowTo')}</p>
          <PasskeyFacts passkey={passkey} onAccount={onAccount} />
          <div class="pair">
            <button type="button" data-testid="passkey-rename" onClick={() => setRenaming(true)}>
              {t('passkeyRename')}
            </button>
            <button
              type="button"
              class="dangerous"
              data-testid="passkey-delete"
              onClick={() => {
                void acts.trash({ id, issuer: rpName, account: userName, rpId });
                onBack();
              }}
            >
              {t('passkeyDelete')}
            </button>
          </div>
        </>
      )}
    </main>
  );
}
