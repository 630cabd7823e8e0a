// On the first run: for somebody for whom it is not the first. What looks like one may be a vault that the browser has lost.

import type { ComponentChildren } from 'preact';
import { t } from './words';

interface Props {
  /** Where there is no room for more than the question. */
  readonly short?: boolean;
  /** The way to the restore. */
  readonly children: ComponentChildren;
}

export function EarlierVault({ short = false, children }: Props) {
  return (
    <div class="earlier" data-testid="earlier-vault">
      <h2>{t('hadVaultTitle')}</h2>
      {!short && <p>{t('hadVaultLead')}</p>}
      <p>{children}</p>
    </div>
  );
}
