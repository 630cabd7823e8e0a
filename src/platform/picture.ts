// One picture of a frame, asked of the script of ours that is there.

import * as v from 'valibot';
import type { ContentPush, PictureReply } from '../messages/push';
import type { CandidateImage } from '../messages/views';
import { browser } from './browser';
import type { FrameTarget } from './frames';

const finite = v.pipe(v.number(), v.finite());
const shape = v.variant('how', [
  v.strictObject({ how: v.literal('pixels'), dataUrl: v.pipe(v.string(), v.startsWith('data:image/'), v.maxLength(6 * 1024 * 1024)) }),
  v.strictObject({ how: v.literal('crop'), x: finite, y: finite, width: finite, height: finite, ratio: finite }),
]) satisfies v.GenericSchema<unknown, CandidateImage>;

/** null where nobody of ours listens, or the picture is not there. */
export async function pictureIn({ tabId, frameId, documentId }: FrameTarget, src: string): Promise<PictureReply> {
  const options = documentId === null ? { frameId } : { frameId, documentId };
  try {
    const reply: unknown = await browser.tabs.sendMessage(tabId, { push: 'picture', src } satisfies ContentPush, options);
    const image = v.safeParse(shape, reply);
    return image.success ? image.output : null;
  } catch {
    return null;
  }
}
