// The picture that the person pointed at, out of the frame where it is shown: its own pixels, else a piece of the visible tab. Its
// address is only compared with, never asked for.

import type { Origin } from '../core/item';
import { documentIn } from '../platform/frame-document';
import { injectDetector } from '../platform/frames';
import { pictureIn } from '../platform/picture';
import { cropOfTab } from '../platform/tab-pixels';

export interface PickedImage {
  /** null: its place in the tab is not known, but it is on screen, as it was clicked. */
  readonly dataUrl: string | null;
  readonly origin: Origin | null;
}

export async function imageInFrame(tabId: number, frameId: number, srcUrl: string): Promise<PickedImage | null> {
  const target = await documentIn(tabId, frameId);
  if (target === null) return null;
  const { documentId, origin } = target;
  await injectDetector(target);
  const found = await pictureIn({ tabId, frameId, documentId }, srcUrl);
  if (found === null) return { dataUrl: null, origin };
  return { dataUrl: found.how === 'pixels' ? found.dataUrl : await cropOfTab(tabId, found), origin };
}
