// What the files hold, sorted by what would become of it. Nothing is added that is not ticked.

import { useEffect, useState } from 'preact/hooks';
import { t, tCount } from '../../ui/words';
import { ImportRow } from './ImportRow';
import type { Row } from './use-import';

interface Props {
  readonly rows: readonly Row[];
  /** Rows name their file. */
  readonly several: boolean;
  readonly busy: boolean;
  readonly onAdd: (packed: readonly string[]) => void;
  readonly onDrop: () => void;
}

const groups = [
  ['new', 'importNew'],
  ['second', 'importSecond'],
  ['same-key', 'importSameKey'],
  ['refused', 'importUnsupported'],
  ['duplicate', 'importKnown'],
] as const;

/** Rows that a group shows before it is asked for all. */
const SHOWN = 100;

/** The same key with other numbers is seldom a second account: that has to be said. */
const beginsTicked = ({ verdict }: Row): boolean => verdict === 'new' || verdict === 'second';
const canAdd = ({ verdict }: Row): boolean => beginsTicked({ verdict } as Row) || verdict === 'same-key';

export function ImportPreview({ rows, several, busy, onAdd, onDrop }: Props) {
  const [flipped, setFlipped] = useState<ReadonlySet<string>>(new Set());
  const [whole, setWhole] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => setFlipped(new Set()), [rows]);
  const isTicked = (row: Row): boolean => canAdd(row) && beginsTicked(row) !== flipped.has(row.key);
  const taken = rows.filter(isTicked);
  const flip = (key: string): void => {
    const next = new Set(flipped);
    if (!next.delete(key)) next.add(key);
    setFlipped(next);
  };
  const counts = Object.fromEntries(groups.map(([verdict]) => [`data-${verdict}`, rows.filter((row) => row.verdict === verdict).length]));
  return (
    <section class="card found" data-testid="import-preview" aria-labelledby="import-preview-title" {...counts}>
      <h2 id="import-preview-title">{tCount('importFound', rows.length)}</h2>
      {groups.map(([verdict, title]) => {
        const all = rows.filter((row) => row.verdict === verdict);
        if (all.length === 0) return null;
        const shown = whole.has(verdict) ? all : all.slice(0, SHOWN);
        return (
          <details key={verdict} class="import-group" open={verdict !== 'duplicate'} data-testid={`import-group-${verdict}`}>
            <summary>{tCount(title, all.length)}</summary>
            <ul class="found-list">
              {shown.map((row) => (
                <ImportRow
                  key={row.key}
                  row={row}
                  source={several ? row.source : null}
                  ticked={isTicked(row)}
                  disabled={busy || !canAdd(row)}
                  onFlip={() => flip(row.key)}
                />
              ))}
            </ul>
            {shown.length < all.length && (
              <button type="button" class="link" onClick={() => setWhole(new Set([...whole, verdict]))}>
                {tCount('importShowAll', all.length)}
              </button>
            )}
          </details>
        );
      })}
      {taken.length === 0 && (
        <p class="note" role="status" data-testid="import-nothing">
          {t('importNothing')}
        </p>
      )}
      <div class="pair">
        <button type="button" class="wide" data-testid="import-drop" disabled={busy} onClick={onDrop}>
          {t('foundDrop')}
        </button>
        <button
          type="button"
          class="primary wide"
          data-testid="import-add"
          disabled={busy || taken.length === 0}
          aria-busy={busy}
          onClick={() => onAdd(taken.flatMap(({ entry }) => entry.packed ?? []))}
        >
          {tCount('importAdd', taken.length)}
        </button>
      </div>
    </section>
  );
}
