// The picture that the person pointed at, out of the frame where it is shown: its own pixels, else a piece of the visible tab. Its
// address is only compared with, never asked for.

import type { Origin } from '../core/item';
import { documentIn } from '../platform/frame-document';
import { injectDetector } from '../platform/frames';
import { pictureIn } from '../platform/picture';
import { cropOfTab, wholeTab } from '../platform/tab-pixels';

export interface PickedImage {
  readonly dataUrl: string;
  readonly origin: Origin | null;
}

export async function imageInFrame(tabId: number, frameId: number, srcUrl: string): Promise<PickedImage | null> {
  const target = await documentIn(tabId, frameId);
  if (target === null) return null;
  const { documentId, origin } = target;
  await injectDetector(target);
  const found = await pictureIn({ tabId, frameId, documentId }, srcUrl);
  // A crop whose place is not known, or a picture that our script did not find: it is on screen, as it was clicked.
  const dataUrl = found?.how === 'pixels' ? found.dataUrl : ((found && (await cropOfTab(tabId, found))) ?? (await wholeTab(tabId)));
  return dataUrl === null ? null : { dataUrl, origin };
}
