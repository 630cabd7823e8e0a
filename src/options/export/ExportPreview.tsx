// What a program can take, what stays behind and why, and what is lost on the way.

import type { Loss } from '../../core/formats/export/target';
import type { ExportReplies } from '../../messages/export-protocol';
import { t, tCount } from '../../ui/words';

const whys: readonly (readonly [Loss, string])[] = [
  ['hotp', 'exportLossHotp'],
  ['steam', 'exportLossSteam'],
  ['digits', 'exportLossDigits'],
  ['period', 'exportLossPeriod'],
  ['algorithm', 'exportLossAlgorithm'],
  ['names', 'exportLossNames'],
  ['passkey', 'exportLossPasskey'],
  ['passkey-kind', 'exportLossPasskeyKind'],
  ['recovery', 'exportLossRecovery'],
];
const fields = { note: 'exportFieldNote', tags: 'exportFieldTags', sites: 'exportFieldSites' } as const;

export function ExportPreview({ preview: { carried, left, loses } }: { readonly preview: ExportReplies['export/preview'] }) {
  return (
    <div class="export-preview" data-testid="export-preview" data-carried={carried} data-left={left.length}>
      <p>
        <strong>{tCount('exportCarried', carried)}</strong>
      </p>
      {loses.length > 0 && <p class="note">{t('exportLoses', loses.map((field) => t(fields[field])).join(', '))}</p>}
      {whys.map(([why, key]) => {
        const behind = left.filter((one) => one.why === why);
        if (behind.length === 0) return null;
        return (
          <details key={why} data-testid={`export-left-${why}`}>
            <summary>{tCount(key, behind.length)}</summary>
            <ul class="import-lines">
              {behind.map(({ issuer, account }, i) => (
                <li key={i}>{[issuer, account].filter((name) => name !== '').join(' · ')}</li>
              ))}
            </ul>
          </details>
        );
      })}
    </div>
  );
}
