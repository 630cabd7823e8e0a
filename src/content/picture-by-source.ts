// The picture that a right click was on, by the address that the browser names.

import type { CandidateImage } from '../messages/views';
import { lookAtPicture } from './find-qr';

/** null where it is not there any more, or nothing like a code is drawn in it. */
export async function pictureBySource(roots: readonly (Document | ShadowRoot)[], src: string): Promise<CandidateImage | null> {
  for (const root of roots) {
    const shown = [...root.querySelectorAll('img')].find((image) => image.currentSrc === src || image.src === src);
    if (shown !== undefined) return (await lookAtPicture(shown)).image;
  }
  return null;
}
