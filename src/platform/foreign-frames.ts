// Where frames of other sites lie in a tab, asked of the script of ours in its top frame.

import * as v from 'valibot';
import type { ContentPush, FramesReply } from '../messages/push';
import { browser } from './browser';
import { injectDetector } from './frames';

const finite = v.pipe(v.number(), v.finite());
const box = v.strictObject({ x: finite, y: finite, width: finite, height: finite });
const shape = v.strictObject({
  width: v.pipe(finite, v.minValue(1)),
  boxes: v.pipe(v.array(box), v.maxLength(200)),
}) satisfies v.GenericSchema<unknown, NonNullable<FramesReply>>;

/** null where no script of ours may run. */
export async function foreignFramesIn(tabId: number): Promise<FramesReply> {
  if (!(await injectDetector({ tabId, frameId: 0, documentId: null }))) return null;
  try {
    const reply: unknown = await browser.tabs.sendMessage(tabId, { push: 'frames' } satisfies ContentPush, { frameId: 0 });
    const frames = v.safeParse(shape, reply);
    return frames.success ? frames.output : null;
  } catch {
    return null;
  }
}
