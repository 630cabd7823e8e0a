// One entry of a preview: its names, what would become of it, and what should be known before.

import { errorWords, keyOf, t } from '../../ui/words';
import type { Row } from './use-import';

interface Props {
  readonly row: Row;
  readonly source: string | null;
  readonly ticked: boolean;
  readonly disabled: boolean;
  readonly onFlip: () => void;
}

export function ImportRow({ row, source, ticked, disabled, onFlip }: Props) {
  const { entry, verdict } = row;
  const names = (
    <span class="found-names">
      <span class="found-issuer">{entry.issuer || entry.account || t('accountUnnamed')}</span>
      {entry.issuer !== '' && entry.account !== '' && <span class="found-account">{entry.account}</span>}
      {notesOf(row, source).map((note) => (
        <span key={note} class="note">
          {note}
        </span>
      ))}
    </span>
  );
  const box = verdict !== 'refused' && verdict !== 'duplicate';
  return (
    <li class={box ? '' : 'found-off'} data-testid="import-entry" data-verdict={verdict} data-reason={entry.reason ?? undefined}>
      {box ? (
        <label>
          <input type="checkbox" checked={ticked} disabled={disabled} onChange={onFlip} />
          {names}
        </label>
      ) : (
        <div class="import-off">{names}</div>
      )}
    </li>
  );
}

function notesOf({ entry, verdict }: Row, source: string | null): readonly string[] {
  const notes: string[] = [];
  if (entry.reason !== null) notes.push(errorWords({ code: entry.reason, ...(entry.detail === null ? {} : { detail: entry.detail }) }));
  if (entry.kind === 'passkey') notes.push(t('importPasskey'));
  if (entry.kind === 'recovery') notes.push(t('importRecovery'));
  if (verdict === 'second') notes.push(t('foundSecond'));
  if (verdict === 'same-key') notes.push(t('importSameKeyNote'));
  notes.push(...entry.warnings.map((code) => t(keyOf('warning', code))));
  if (source !== null) notes.push(source);
  return notes;
}
