// An entry that no copy can give any more: what happened, the one thing to do next, and the others below it.

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { DamagedView } from '../messages/card-protocol';
import { momentWords } from '../ui/dates';
import { Icon } from '../ui/icons';
import { saveFile } from '../ui/save-file';
import { errorWords, t } from '../ui/words';
import type { Host } from './host';
import { Question } from './Trash';
import { useDocumentKeys } from './use-document-keys';
import type { SaidApi } from './use-said';

/** What a card is answered whose record no copy has. */
export const unreadable: ReadonlySet<string> = new Set(['damaged', 'missing']);

interface Props {
  readonly host: Host;
  readonly id: string;
  readonly say: SaidApi['say'];
  /** It can be read again, or is gone. */
  readonly onChanged: () => void;
  readonly onBack: () => void;
}

export function DamagedEntry({ host, id, say, onChanged, onBack }: Props) {
  const [entry, setEntry] = useState<DamagedView | null>(null);
  const [asking, setAsking] = useState(false);
  const main = useRef<HTMLElement>(null);

  const end = (words: string): void => {
    say(words, true);
    onChanged();
    onBack();
  };
  const load = useCallback(async (): Promise<void> => {
    const reply = await host.ask('damaged/view', { id });
    if (!reply.ok) return reply.error.code === 'not-found' ? onBack() : say(errorWords(reply.error), false);
    if (reply.value === null) end(t('damagedReadable'));
    else setEntry(reply.value);
  }, [host, id]);
  useEffect(() => void load(), [load]);
  // a backup was restored on the page that this one leads to
  useEffect(() => host.onPush(({ push }) => push === 'items-changed' && void load()), [host, load]);
  useEffect(() => {
    if (!asking) main.current?.focus();
  }, [asking, entry === null]);
  useDocumentKeys((event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    if (asking) setAsking(false);
    else onBack();
  });

  if (entry === null) return <main class="panel card" ref={main} tabIndex={-1} aria-busy="true" />;
  const name = entry.issuer || entry.account || t('accountUnnamed');
  const goBack = async (): Promise<void> => {
    const reply = await host.ask('damaged/go-back', { id });
    if (reply.ok) end(t('damagedWentBack', name));
    else say(errorWords(reply.error), false);
  };
  const remove = async (): Promise<void> => {
    const reply = await host.ask('damaged/remove', { id });
    if (reply.ok) end(t('trashDeleted', name));
    else say(errorWords(reply.error), false);
  };
  const saveRaw = async (): Promise<void> => {
    const reply = await host.ask('vault/raw', {});
    if (!reply.ok) return say(errorWords(reply.error), false);
    saveFile(reply.value.fileName, reply.value.content);
    say(t('troubleRawSaved', reply.value.fileName), true);
  };
  return (
    <main class="panel card" data-testid="damaged" data-id={entry.id} ref={main} tabIndex={-1}>
      <div class="card-names">
        <h2>{name}</h2>
        {entry.issuer !== '' && <p>{entry.account}</p>}
      </div>
      <p class="reason damaged-reason">
        <Icon name="warning" />
        <span>{t('damagedLead')}</span>
      </p>
      {entry.before !== null && (
        <div class="stack">
          <p>{t('damagedBefore', momentWords(entry.before))}</p>
          <button type="button" class="primary wide" data-testid="damaged-go-back" onClick={() => void goBack()}>
            {t('damagedGoBack')}
          </button>
        </div>
      )}
      <div class="stack">
        <p>{t(entry.before === null ? 'damagedRestore' : 'damagedRestoreToo')}</p>
        <button
          type="button"
          class={entry.before === null ? 'primary wide' : 'wide'}
          data-testid="damaged-restore"
          onClick={() => host.openOptions('restore')}
        >
          {t('troubleRestore')}
        </button>
      </div>
      {asking ? (
        <Question words={t('damagedRemoveAsk', name)} testid="damaged-remove" onYes={() => void remove()} onNo={() => setAsking(false)} />
      ) : (
        <div class="pair">
          <button type="button" data-testid="damaged-raw" onClick={() => void saveRaw()}>
            {t('troubleRaw')}
          </button>
          <button type="button" class="dangerous" data-testid="damaged-remove" onClick={() => setAsking(true)}>
            {t('damagedRemove')}
          </button>
        </div>
      )}
    </main>
  );
}
