// What was deleted or replaced, with the days that are left. Going for good is asked about where it happens.

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { TrashedRow } from '../messages/card-protocol';
import { errorWords, t, tCount } from '../ui/words';
import type { Host } from './host';
import { isMac, pressOf } from './press';
import type { SaidApi } from './use-said';

/** Rows asked for at a time. */
const AT_ONCE = 50;

interface Props {
  readonly host: Host;
  readonly say: SaidApi['say'];
  readonly onChanged: () => void;
  readonly onBack: () => void;
}

const kinds = { otp: 'trashKindAccount', recovery: 'trashKindRecovery', passkey: 'trashKindPasskey' } as const;

const nameOf = ({ issuer, account }: TrashedRow): string => issuer || account || t('accountUnnamed');

/** Tells two of one site apart, and a passkey from the codes it goes with. */
const fullNameOf = (row: TrashedRow): string =>
  [nameOf(row), row.issuer === '' ? '' : row.account, row.kind === 'otp' ? '' : t(kinds[row.kind])].filter(Boolean).join(', ');

export function Trash({ host, say, onChanged, onBack }: Props) {
  const [rows, setRows] = useState<readonly TrashedRow[] | null>(null);
  const [total, setTotal] = useState(0);
  const [limit, setLimit] = useState(AT_ONCE);
  /** What is asked about: an item's id, or everything. */
  const [asking, setAsking] = useState<string | null>(null);
  const main = useRef<HTMLElement>(null);

  const load = useCallback(async (): Promise<void> => {
    const found: TrashedRow[] = [];
    for (let offset = 0; offset < limit; offset += AT_ONCE) {
      const reply = await host.ask('trash/list', { offset, limit: AT_ONCE });
      if (!reply.ok) return say(errorWords(reply.error), false);
      found.push(...reply.value.rows);
      setTotal(reply.value.total);
      if (found.length >= reply.value.total) break;
    }
    setRows(found);
  }, [host, limit]);

  useEffect(() => void load(), [load]);
  useEffect(
    () =>
      host.onPush(({ push }) => {
        if (push === 'items-changed') void load();
      }),
    [host, load],
  );
  useEffect(() => main.current?.focus(), []);

  const asked = useRef(asking);
  asked.current = asking;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' && pressOf(event, '', isMac()).key !== 'ArrowLeft') return;
      event.preventDefault();
      if (asked.current === null) onBack();
      else setAsking(null);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [onBack]);

  const done = async (words: string, failure: { readonly code: string } | null): Promise<void> => {
    setAsking(null);
    say(failure === null ? words : errorWords(failure), failure === null);
    await load();
    onChanged();
    main.current?.focus();
  };
  const restore = async (row: TrashedRow): Promise<void> => {
    const reply = await host.ask('trash/restore', { id: row.id });
    await done(t('trashRestored', fullNameOf(row)), reply.ok ? null : reply.error);
  };
  const remove = async (row: TrashedRow): Promise<void> => {
    const reply = await host.ask('trash/delete', { id: row.id });
    await done(t('trashDeleted', fullNameOf(row)), reply.ok ? null : reply.error);
  };
  const empty = async (): Promise<void> => {
    const reply = await host.ask('trash/empty', {});
    await done(reply.ok ? tCount('trashEmptied', reply.value.deleted) : '', reply.ok ? null : reply.error);
  };

  return (
    <main class="panel trash" data-testid="trash" ref={main} tabIndex={-1} aria-busy={rows === null}>
      <p class="note">{t('trashLead')}</p>
      {rows !== null && rows.length === 0 && <p data-testid="trash-none">{t('trashNone')}</p>}
      {total > 0 &&
        (asking === 'all' ? (
          <Question words={tCount('trashEmptyAsk', total)} testid="trash-empty" onYes={empty} onNo={() => setAsking(null)} />
        ) : (
          <button type="button" class="link more" data-testid="trash-empty" onClick={() => setAsking('all')}>
            {t('trashEmpty')}
          </button>
        ))}
      <ul class="trash-rows">
        {rows?.map((row) => (
          <li key={row.id} data-testid="trash-row" data-id={row.id} data-kind={row.kind}>
            <p class="trash-name">
              <b>{nameOf(row)}</b> {row.issuer !== '' && <span>{row.account}</span>}
            </p>
            <p class="note">
              {t(kinds[row.kind])} · {tCount('trashDays', row.daysLeft)}
            </p>
            {asking === row.id ? (
              <Question
                words={t('trashDeleteAsk', fullNameOf(row))}
                testid="trash-delete"
                onYes={() => remove(row)}
                onNo={() => setAsking(null)}
              />
            ) : (
              <div class="pair">
                <button
                  type="button"
                  class="small"
                  data-testid="trash-restore"
                  aria-label={t('trashRestoreNamed', fullNameOf(row))}
                  onClick={() => restore(row)}
                >
                  {t('trashRestore')}
                </button>
                <button
                  type="button"
                  class="small dangerous"
                  data-testid="trash-delete"
                  aria-label={t('trashDeleteNamed', fullNameOf(row))}
                  onClick={() => setAsking(row.id)}
                >
                  {t('trashDelete')}
                </button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {rows !== null && rows.length < total && (
        <button type="button" class="wide" data-testid="trash-more" onClick={() => setLimit(limit + AT_ONCE)}>
          {t('trashMore')}
        </button>
      )}
    </main>
  );
}

interface QuestionProps {
  readonly words: string;
  readonly testid: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/** Keeping has the focus: an Enter that came too early deletes nothing. */
export function Question({ words, testid, onYes, onNo }: QuestionProps) {
  const keep = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => keep.current?.focus(), []);
  return (
    <div class="trash-ask" role="alert">
      <p class="reason">{words}</p>
      <div class="pair">
        <button type="button" class="small" ref={keep} data-testid={`${testid}-no`} onClick={onNo}>
          {t('trashKeep')}
        </button>
        <button type="button" class="small dangerous" data-testid={`${testid}-yes`} onClick={onYes}>
          {t('trashDeleteYes')}
        </button>
      </div>
    </div>
  );
}
