// The chip for passkey autofill, injected into the one document whose page waits for it.

import { browser } from './browser';
import { type FrameTarget, injectOffers } from './frames';

/** Injecting twice does no harm. */
export async function injectPasskeyField(target: FrameTarget): Promise<void> {
  if (!(await injectOffers(target))) return;
  const where =
    target.documentId !== null && __TARGET__ === 'chromium' ? { documentIds: [target.documentId] } : { frameIds: [target.frameId] };
  await browser.scripting.executeScript({
    target: { tabId: target.tabId, ...where } as { tabId: number; frameIds: number[] },
    files: ['/passkey-field.js'],
    injectImmediately: true,
  });
}
