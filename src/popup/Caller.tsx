// Who asks: the site in large letters, the caller's origin as the browser names it, and the page around it.

import type { ComponentChildren } from 'preact';
import type { Origin } from '../core/item';
import { readableHost } from '../ui/site-name';
import { t } from '../ui/words';

interface Props {
  readonly origin: Origin;
  /** Empty where that page hides its name. */
  readonly topOrigin: Origin | null;
  /** The origin says nothing that the large letters do not. */
  readonly plain?: boolean;
  readonly children: ComponentChildren;
}

export function Caller({ origin, topOrigin, plain, children }: Props) {
  return (
    <div class="confirm-site">
      {children}
      {plain !== true && (
        <span class="mono" data-part="origin" data-value={origin} dir="ltr">
          {origin}
        </span>
      )}
      <Readable of={origin} />
      {topOrigin !== null && topOrigin !== origin && (
        <span data-part="top-origin">
          {topOrigin === '' ? (
            t('confirmInsideUnknown')
          ) : (
            <>
              {t('confirmInside')} <bdi class="mono">{topOrigin}</bdi>
            </>
          )}
        </span>
      )}
    </div>
  );
}

/** What an encoded name reads as: beside it, never instead. `of`: an origin or a host. */
export function Readable({ of }: { readonly of: string }) {
  const readable = readableHost(of);
  return readable === null ? null : (
    <span data-part="unicode">
      {t('callerReads')} <bdi>{readable}</bdi>
    </span>
  );
}
