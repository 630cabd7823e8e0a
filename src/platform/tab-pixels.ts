// A box of the visible tab as PNG, for images whose pixels the page's origin may not read. In memory only; nothing else of the
// screenshot is kept.

import { browser } from './browser';

export interface TabBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** devicePixelRatio of the page: CSS px → pixels of the screenshot. */
  readonly ratio: number;
}

const quietZone = 16;
const longestSide = 1000;

/** null where the tab is not the visible one of its window, or the box lies outside. */
export async function cropOfTab(tabId: number, box: TabBox): Promise<string | null> {
  const shot = await visibleTab(tabId);
  if (shot === null) return null;
  const left = Math.max(0, (box.x - quietZone) * box.ratio);
  const top = Math.max(0, (box.y - quietZone) * box.ratio);
  const width = Math.min(shot.width - left, (box.width + 2 * quietZone) * box.ratio);
  const height = Math.min(shot.height - top, (box.height + 2 * quietZone) * box.ratio);
  return width < 16 || height < 16 ? null : pngOf(shot, left, top, width, height);
}

/** The whole visible tab, for a capture that the person asks for in the popup. */
export async function wholeTab(tabId: number): Promise<string | null> {
  const shot = await visibleTab(tabId);
  return shot === null ? null : pngOf(shot, 0, 0, shot.width, shot.height);
}

async function visibleTab(tabId: number): Promise<ImageBitmap | null> {
  try {
    const tab = await browser.tabs.get(tabId);
    if (!tab.active || tab.windowId === undefined) return null;
    const dataUrl = await browser.tabs.captureVisibleTab(tab.windowId, { format: 'png' });
    return await createImageBitmap(pngBlob(dataUrl));
  } catch {
    return null;
  }
}

/** By hand: `fetch` of a data URL is refused by our own connect-src. */
function pngBlob(dataUrl: string): Blob {
  const bytes = Uint8Array.from(atob(dataUrl.slice(dataUrl.indexOf(',') + 1)), (char) => char.charCodeAt(0));
  return new Blob([bytes], { type: 'image/png' });
}

async function pngOf(shot: ImageBitmap, left: number, top: number, width: number, height: number): Promise<string | null> {
  const scale = Math.min(1, longestSide / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.drawImage(shot, left, top, width, height, 0, 0, canvas.width, canvas.height);
  shot.close();
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
  let binary = '';
  for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return `data:image/png;base64,${btoa(binary)}`;
}
