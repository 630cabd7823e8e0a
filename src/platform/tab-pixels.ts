// A box of the visible tab as PNG, for images whose pixels the page's origin may not read. In memory only; nothing else of the
// screenshot is kept.

import { browser } from './browser';
import { foreignFramesIn } from './foreign-frames';

export interface TabBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** devicePixelRatio of the page: CSS px → pixels of the screenshot. */
  readonly ratio: number;
}

/** Two pictures of one moment. */
export interface TabPicture {
  readonly whole: string;
  /** Without what frames of other sites show. null: all of it may be theirs, as no script of ours may look where they lie. */
  readonly own: string | null;
}

const quietZone = 16;
const longestSide = 1000;

/** null where the tab is not the visible one of its window, or the box lies outside. */
export async function cropOfTab(tabId: number, box: TabBox): Promise<string | null> {
  const shot = await visibleTab(tabId);
  return shot === null ? null : drawnThenClosed(shot, (screen) => pngOf(screen, placeOf(screen, box)));
}

/** The whole visible tab, or a box of it, for a capture that the person asks for. `reached`: a script of ours may run there. */
export async function pictureOfTab(tabId: number, box: TabBox | null, reached: boolean): Promise<TabPicture | null> {
  const frames = reached ? await foreignFramesIn(tabId) : null;
  const shot = await visibleTab(tabId);
  if (shot === null) return null;
  return drawnThenClosed(shot, async (screen) => {
    const place = box === null ? { left: 0, top: 0, width: screen.width, height: screen.height } : placeOf(screen, box);
    const whole = await pngOf(screen, place);
    if (whole === null || frames === null) return whole === null ? null : { whole, own: null };
    if (frames.boxes.length === 0) return { whole, own: whole };
    const scale = screen.width / frames.width;
    const scaled = frames.boxes.map(({ x, y, width, height }) => ({
      left: x * scale,
      top: y * scale,
      width: width * scale,
      height: height * scale,
    }));
    return { whole, own: await pngOf(screen, place, scaled) };
  });
}

/** Pixels of the screenshot. */
interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function placeOf(shot: ImageBitmap, box: TabBox): Place {
  const left = Math.max(0, (box.x - quietZone) * box.ratio);
  const top = Math.max(0, (box.y - quietZone) * box.ratio);
  const width = Math.min(shot.width - left, (box.width + 2 * quietZone) * box.ratio);
  const height = Math.min(shot.height - top, (box.height + 2 * quietZone) * box.ratio);
  return { left, top, width, height };
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

async function drawnThenClosed<T>(shot: ImageBitmap, draw: (shot: ImageBitmap) => Promise<T>): Promise<T> {
  try {
    return await draw(shot);
  } finally {
    shot.close();
  }
}

/** `hidden`: painted over. */
async function pngOf(shot: ImageBitmap, { left, top, width, height }: Place, hidden: readonly Place[] = []): Promise<string | null> {
  if (width < 16 || height < 16) return null;
  const scale = Math.min(1, longestSide / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.drawImage(shot, left, top, width, height, 0, 0, canvas.width, canvas.height);
  context.fillStyle = '#888';
  // A pixel more on each side, as a box may end between two.
  for (const box of hidden)
    context.fillRect((box.left - left) * scale - 1, (box.top - top) * scale - 1, box.width * scale + 2, box.height * scale + 2);
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
  let binary = '';
  for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return `data:image/png;base64,${btoa(binary)}`;
}
