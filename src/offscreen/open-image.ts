// An image file as a data URL → pixels, bounded before anything is decoded.

import { fromBase64 } from '../core/bytes';
import { readImageHeader } from '../core/qr/image-header';
import { MAX_TRY_PIXELS } from '../core/qr/ladder';
import type { Raster } from '../core/qr/raster';
import { fail, ok, type Result } from '../core/result';

/** What one decoded picture may need: 4 bytes each. A phone's photograph has 12 to 24 million. */
const MAX_IMAGE_PIXELS = 40_000_000;
const DATA_URL = /^data:image\/(?:png|jpeg|webp|gif);base64,/;

/** `not-an-image`: no PNG, JPEG, WebP or GIF, or a broken one. `too-large`: more pixels than we decode. */
export async function openImage(dataUrl: string): Promise<Result<Raster, 'not-an-image' | 'too-large'>> {
  const head = DATA_URL.exec(dataUrl)?.[0];
  if (head === undefined) return fail('not-an-image');
  const bytes = fromBase64(dataUrl.slice(head.length));
  if (!bytes.ok) return fail('not-an-image');
  const header = readImageHeader(bytes.value);
  if (header === null) return fail('not-an-image');
  if (header.width * header.height > MAX_IMAGE_PIXELS) return fail('too-large');
  try {
    return ok(pixels(await createImageBitmap(new Blob([bytes.value], { type: header.type }))));
  } catch {
    return fail('not-an-image');
  }
}

/** Shrunk while drawing, with the browser's good filter, to what the ladder takes at most. */
function pixels(bitmap: ImageBitmap): Raster {
  const factor = Math.min(1, Math.sqrt(MAX_TRY_PIXELS / (bitmap.width * bitmap.height)));
  const width = Math.max(1, Math.floor(bitmap.width * factor));
  const height = Math.max(1, Math.floor(bitmap.height * factor));
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2d context');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  return { data, width, height };
}
