// A site's mark, else the first letter of its name. Decoration: the name stands beside it.

import type { Origin } from '../core/item';
import { brandOf } from './brands';

const graphemes = new Intl.Segmenter();

interface Props {
  readonly sites: readonly Origin[];
  readonly name: string;
}

export function SiteMark({ sites, name }: Props) {
  const brand = brandOf(sites);
  return (
    <span class="site-mark" aria-hidden="true" data-brand={brand?.title}>
      {brand === null ? (
        firstLetter(name)
      ) : (
        <svg viewBox="0 0 24 24" role="presentation">
          <path d={brand.path} />
        </svg>
      )}
    </span>
  );
}

/** Of the first word; an emoji or a letter with its accents is not cut in two. */
export function firstLetter(name: string): string {
  for (const { segment } of graphemes.segment(name.normalize('NFC')))
    if (/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(segment)) return segment.toLocaleUpperCase();
  return '·';
}
