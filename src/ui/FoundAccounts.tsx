// The accounts that a capture found, by name: nothing is taken that the person has not left ticked.

import { useEffect, useState } from 'preact/hooks';
import { useArmed } from './use-armed';
import { keyOf, t, tCount } from './words';

export interface FoundEntry {
  readonly key: string;
  readonly issuer: string;
  readonly account: string;
  readonly state: 'new' | 'known' | 'second' | 'unsupported';
  /** Why it cannot be kept: an error code. */
  readonly reason: string | null;
  readonly warnings: readonly string[];
  readonly periodAssumed: boolean;
}

interface Props {
  readonly accounts: readonly FoundEntry[];
  readonly parts: readonly { readonly have: number; readonly of: number }[];
  readonly busy: boolean;
  readonly problem: string | null;
  readonly onAdd: (keys: readonly string[]) => void;
  readonly onDrop: () => void;
}

const canAdd = ({ state }: FoundEntry): boolean => state === 'new' || state === 'second';

export function FoundAccounts({ accounts, parts, busy, problem, onAdd, onDrop }: Props) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  // a key names another entry once the tray was emptied
  const keys = accounts.map(({ key, issuer, account }) => `${key} ${issuer} ${account}`).join('\n');
  useEffect(() => setLeft(new Set()), [keys.split('\n')[0]]);
  const taken = accounts.filter((entry) => canAdd(entry) && !left.has(entry.key));
  // a page can open this under a click that was meant for the page
  const { armed, accepts } = useArmed(keys);
  const missing = parts.filter(({ have, of }) => have < of);
  const flip = (key: string): void => {
    const next = new Set(left);
    if (!next.delete(key)) next.add(key);
    setLeft(next);
  };
  return (
    <section class="found" data-testid="found" aria-labelledby="found-title">
      <h2 id="found-title">{tCount('foundTitle', accounts.length)}</h2>
      {parts.map(({ have, of }, index) => (
        <div key={index} class="found-parts" data-testid="found-parts">
          <p role="status">
            <strong>{t('foundParts', String(have), String(of))}</strong> {have < of && t('foundPartsNext')}
          </p>
          <progress value={have} max={of} aria-label={t('foundParts', String(have), String(of))} />
        </div>
      ))}
      <ul class="found-list">
        {accounts.map((entry) => (
          <li key={entry.key} class={canAdd(entry) ? '' : 'found-off'}>
            <label>
              <input
                type="checkbox"
                data-testid="found-account"
                data-state={entry.state}
                value={entry.key}
                disabled={!canAdd(entry) || busy}
                checked={canAdd(entry) && !left.has(entry.key)}
                onChange={() => flip(entry.key)}
              />
              <span class="found-names">
                <span class="found-issuer">{entry.issuer || entry.account || t('accountUnnamed')}</span>
                {entry.issuer !== '' && <span class="found-account">{entry.account}</span>}
                {notesOf(entry).map((note) => (
                  <span key={note} class="note">
                    {note}
                  </span>
                ))}
              </span>
            </label>
          </li>
        ))}
      </ul>
      {accounts.some(({ periodAssumed }) => periodAssumed) && <p class="tip">{t('foundPeriod')}</p>}
      <p class="form-problem" role="alert" data-testid="found-problem">
        {problem}
      </p>
      <div class="pair">
        <button type="button" class="wide" data-testid="found-drop" disabled={busy} onClick={onDrop}>
          {t('foundDrop')}
        </button>
        <button
          type="button"
          class={armed ? 'primary wide' : 'primary wide arming'}
          data-testid="found-add"
          data-armed={armed}
          disabled={busy || taken.length === 0}
          aria-disabled={!armed}
          aria-busy={busy}
          onClick={(event) => accepts(event) && onAdd(taken.map(({ key }) => key))}
        >
          {missing.length > 0 ? t('foundAddNow') : tCount('foundAdd', taken.length)}
        </button>
      </div>
    </section>
  );
}

function notesOf({ state, reason, warnings }: FoundEntry): readonly string[] {
  if (state === 'known') return [t('foundKnown')];
  if (state === 'unsupported') return [t(keyOf('error', reason ?? 'unsupported-type'))];
  const said = warnings.map((code) => t(keyOf('warning', code))).filter((words) => !words.startsWith('warning'));
  return state === 'second' ? [t('foundSecond'), ...said] : said;
}
