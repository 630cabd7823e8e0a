// QR-like pictures of the page as PNG data URLs, or as a box of the tab where the page's pixels cannot be read.

import type { CandidateImage } from '../messages/views';
import { cropOf } from './find-qr-crop';
import { drawable, flatten, isBlank, isTwoTone } from './find-qr-pixels';

export interface QrLook {
  /** false: no two-tone pattern. null: unreadable here, `image` is a crop or null. */
  readonly twoTone: boolean | null;
  readonly image: CandidateImage | null;
  /** Nothing is drawn there yet: look again. */
  readonly pending: boolean;
}

const NOTHING: QrLook = { twoTone: false, image: null, pending: false };

/** Longest side of what travels, in px. */
const MAX_SIDE = 1000;
/** Smaller pictures are enlarged without smoothing, so that a module keeps several pixels. */
const SMALL_SIDE = 240;

/** Looks at one img, canvas or svg. Never throws. */
export async function lookAtPicture(element: Element): Promise<QrLook> {
  const source = await drawable(element);
  if (source === 'pending') return { ...NOTHING, pending: true };
  if (source === 'unreadable') return crop(element);
  const scale = scaleOf(Math.max(source.width, source.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(source.width * scale);
  canvas.height = Math.round(source.height * scale);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return NOTHING;
  context.imageSmoothingEnabled = scale < 1;
  context.drawImage(source.image, 0, 0, canvas.width, canvas.height);
  try {
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
    if (isBlank(pixels)) return { ...NOTHING, pending: element.localName === 'canvas' };
    flatten(pixels);
    if (!isTwoTone(pixels)) return NOTHING;
    context.putImageData(pixels, 0, 0);
    return { twoTone: true, image: { how: 'pixels', dataUrl: canvas.toDataURL('image/png') }, pending: false };
  } catch {
    // The picture comes from another origin and taints the canvas (HTML Standard, origin-clean flag).
    return crop(element);
  }
}

function scaleOf(side: number): number {
  if (side > MAX_SIDE) return MAX_SIDE / side;
  return side < SMALL_SIDE ? Math.ceil(SMALL_SIDE / side) : 1;
}

function crop(element: Element): QrLook {
  return { twoTone: null, image: cropOf(element), pending: false };
}
