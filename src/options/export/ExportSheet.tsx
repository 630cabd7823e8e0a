// Keys and unused recovery codes on paper: to be typed by hand when everything else is lost.

import type { SheetEntry } from '../../messages/export-protocol';
import { dayWords } from '../../ui/dates';
import { t } from '../../ui/words';

interface Props {
  readonly entries: readonly SheetEntry[];
  readonly onDone: () => void;
}

export function ExportSheet({ entries, onDone }: Props) {
  return (
    <section class="card recovery-sheet export-sheet" data-testid="export-sheet">
      <h2>{t('exportSheetTitle')}</h2>
      <p class="note">{t('exportSheetLead', dayWords(Date.now()))}</p>
      {entries.map((entry, i) => (
        <div key={i} class="export-entry">
          <p>
            <strong>{entry.issuer || entry.account}</strong> {entry.issuer === '' ? '' : entry.account}
          </p>
          {entry.key !== '' && <code dir="ltr">{entry.key}</code>}
          {entry.settings !== null && <p class="note">{settingsOf(entry.settings)}</p>}
          {entry.codes.map((code) => (
            <code key={code} dir="ltr" class="export-code">
              {code}
            </code>
          ))}
        </div>
      ))}
      <div class="export-steps">
        <button type="button" onClick={onDone}>
          {t('exportSheetDone')}
        </button>
        <button type="button" class="primary" data-testid="export-print" onClick={() => print()}>
          {t('recoverySheetPrint')}
        </button>
      </div>
    </section>
  );
}

function settingsOf({ type, algorithm, digits, number }: NonNullable<SheetEntry['settings']>): string {
  if (type === 'steam') return 'Steam';
  return t(type === 'hotp' ? 'exportSettingsHotp' : 'exportSettingsTotp', algorithm, String(digits), String(number));
}
