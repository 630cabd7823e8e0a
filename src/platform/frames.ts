// Frames of a tab as the browser itself lists them (webNavigation: exact, no history warning beside host access).

import type { Origin } from '../core/item';
import { originOfUrl } from '../messages/audiences';
import type { ContentPush, ContentPushReply } from '../messages/push';
import { browser } from './browser';

export interface FrameTarget {
  readonly tabId: number;
  readonly frameId: number;
  readonly documentId: string | null;
}

/**
 * URLs of the frames above this one, nearest first, top last; null where the frame is gone. The caller turns them into origins:
 * a frame without an address of its own (about:blank, srcdoc) stays in the list as it is.
 */
export async function ancestorUrls(tabId: number, frameId: number): Promise<readonly string[] | null> {
  if (frameId === 0) return [];
  const frames = await browser.webNavigation.getAllFrames({ tabId });
  const byId = new Map((frames ?? []).map((frame) => [frame.frameId, frame]));
  const urls: string[] = [];
  let frame = byId.get(frameId);
  while (frame !== undefined && frame.parentFrameId !== -1) {
    frame = byId.get(frame.parentFrameId);
    if (frame === undefined) return null;
    urls.push(frame.url);
  }
  return frame === undefined ? null : urls;
}

/** Frames of the tab, top first. */
export async function framesOf(tabId: number): Promise<readonly { readonly frameId: number; readonly url: string }[]> {
  const frames = await browser.webNavigation.getAllFrames({ tabId });
  return (frames ?? []).map(({ frameId, url }) => ({ frameId, url })).sort((a, b) => a.frameId - b.frameId);
}

/** Says one thing to one document; null where it is gone, was replaced, or nobody of ours listens there. */
export async function tellFrame(target: FrameTarget, push: ContentPush): Promise<ContentPushReply> {
  try {
    // documentId pins the answer to the document that asked: a navigation in between must not receive its code.
    const options = target.documentId === null ? { frameId: target.frameId } : { frameId: target.frameId, documentId: target.documentId };
    return ((await browser.tabs.sendMessage(target.tabId, push, options)) as ContentPushReply | undefined) ?? null;
  } catch {
    return null;
  }
}

/** Injects the detector into that very document. False where the browser does not let us. */
export const injectDetector = (target: FrameTarget): Promise<boolean> => inject(target, '/detector.js');

/** Injects chips and filling beside the detector: before it is told of offers or of a code to fill. */
export const injectOffers = (target: FrameTarget): Promise<boolean> => inject(target, '/offers.js');

/** Injects the overlay in which a person draws a frame around a QR code. */
export const injectRegion = (target: FrameTarget): Promise<boolean> => inject(target, '/region.js');

/** Where access is *on click* only, Chromium keeps an injection waiting for a click on the icon, for ever: no answer is a no. */
const INJECTED_WITHIN_MS = 3_000;

const after = (ms: number): Promise<null> => new Promise((resolve) => setTimeout(resolve, ms, null));

/** null where the browser does not let us, or lets us wait for ever. */
export const answeredInTime = <T>(injecting: Promise<T>): Promise<T | null> =>
  Promise.race([injecting, after(INJECTED_WITHIN_MS)]).catch(() => null);

/** That very document where the browser knows documents by name, else whatever is in its frame. */
export function placeOf({ tabId, frameId, documentId }: FrameTarget): { readonly tabId: number; readonly frameIds: number[] } {
  const where = documentId !== null && __TARGET__ === 'chromium' ? { documentIds: [documentId] } : { frameIds: [frameId] };
  return { tabId, ...where } as { tabId: number; frameIds: number[] };
}

/** Injecting twice does no harm: both scripts see that they are there. */
async function inject(target: FrameTarget, file: string): Promise<boolean> {
  const injecting = browser.scripting.executeScript({ target: placeOf(target), files: [file], injectImmediately: true });
  return (await answeredInTime(injecting)) !== null;
}

/** Origin of the tab's own document, for ranking the list; what is released is decided by the frame that the browser names. */
export async function originOfTab(tabId: number): Promise<Origin | null> {
  try {
    return originOfUrl((await browser.tabs.get(tabId)).url ?? '');
  } catch {
    return null;
  }
}
