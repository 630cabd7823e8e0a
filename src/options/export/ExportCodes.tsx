// Google Authenticator's QR codes, one at a time.

import { useState } from 'preact/hooks';
import type { QrModules } from '../../messages/export-protocol';
import { t } from '../../ui/words';

interface Props {
  readonly pages: readonly QrModules[];
  readonly onDone: () => void;
}

/** ISO/IEC 18004 §6.3.8, in modules. */
const QUIET = 4;

export function ExportCodes({ pages, onDone }: Props) {
  const [at, setAt] = useState(0);
  const page = pages[at];
  if (page === undefined) return null;
  const side = page.size + 2 * QUIET;
  const words = t('exportCodeOf', String(at + 1), String(pages.length));
  return (
    <div class="export-codes" data-testid="export-codes" data-page={at + 1} data-pages={pages.length}>
      <svg viewBox={`0 0 ${side} ${side}`} role="img" aria-label={words} data-testid="export-code">
        <rect width={side} height={side} fill="#fff" />
        <path d={pathOf(page)} fill="#000" shape-rendering="crispEdges" />
      </svg>
      <p role="status">
        <strong>{words}</strong> {t('exportCodeHow')}
      </p>
      <div class="export-steps">
        <button type="button" disabled={at === 0} onClick={() => setAt(at - 1)}>
          {t('exportCodeBack')}
        </button>
        <button type="button" class="primary" data-testid="export-next" onClick={() => (at + 1 < pages.length ? setAt(at + 1) : onDone())}>
          {t(at + 1 < pages.length ? 'exportCodeNext' : 'exportCodeDone')}
        </button>
      </div>
    </div>
  );
}

const pathOf = ({ size, modules }: QrModules): string =>
  Array.from(modules, (dark, i) => (dark === '1' ? `M${(i % size) + QUIET} ${Math.floor(i / size) + QUIET}h1v1h-1z` : '')).join('');
