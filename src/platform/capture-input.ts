// What a person hands over as a file, a drop or a paste → a question to the background. For pages of ours: it needs a canvas.

import { readImageHeader } from '../core/qr/image-header';
import { fail, ok, type Result } from '../core/result';
import type { CaptureEnd } from '../messages/capture-protocol';
import type { Reply } from '../messages/routes';
import type { Ask } from './page-messages';

/** Bytes of a file that travels as it is; the worker host takes 5 MB of Base64. */
const AS_IT_IS = 3.5 * 1024 * 1024;
const MAX_FILE = 64 * 1024 * 1024;
/** The worker host's own limit, checked before anybody decodes it. */
const MAX_PIXELS = 40_000_000;
/** Longest side of a large photograph that travels, in px. */
const MAX_SIDE = 2000;
/** Images in one go. */
const MAX_IMAGES = 32;

/** `not-an-image`: no PNG, JPEG, GIF or WebP. `too-large`: over 64 MB or 40 million pixels. */
export async function imageDataUrl(file: Blob): Promise<Result<string, 'not-an-image' | 'too-large'>> {
  if (file.size > MAX_FILE) return fail('too-large');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const header = readImageHeader(bytes);
  if (header === null) return fail('not-an-image');
  if (header.width * header.height > MAX_PIXELS) return fail('too-large');
  if (bytes.length <= AS_IT_IS) return ok(`data:${header.type};base64,${base64Of(bytes)}`);
  try {
    const image = await createImageBitmap(file);
    const url = drawn(image, image.width, image.height);
    image.close();
    return url === null ? fail('not-an-image') : ok(url);
  } catch {
    return fail('not-an-image');
  }
}

/** A picture or a film's current frame as JPEG; null where there is nothing to draw. */
export function drawn(source: CanvasImageSource, width: number, height: number): string | null {
  const scale = Math.min(1, MAX_SIDE / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  if (context === null || canvas.width === 0 || canvas.height === 0) return null;
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/jpeg', 0.92);
}

/** One after another; what the first could not tell, another may. */
export async function takeImages(ask: Ask, files: readonly Blob[]): Promise<Reply<CaptureEnd>> {
  const more = files.length > 1;
  let end: Reply<CaptureEnd> = { ok: false, error: { code: 'nothing-found' } };
  for (const file of files.slice(0, MAX_IMAGES)) {
    const url = file.type.startsWith('text/') ? null : await imageDataUrl(file);
    const reply: Reply<CaptureEnd> =
      url === null ? await takeText(ask, await file.text()) : url.ok ? await ask('capture/image', { dataUrl: url.value, more }) : url;
    if (reply.ok || !end.ok) end = reply;
  }
  return end;
}

export const takeText = (ask: Ask, text: string): Promise<Reply<CaptureEnd>> => ask('capture/text', { text: text.slice(0, 1024 * 1024) });

/** Text that is more than one link for the form's field: several, or an export. */
export const isSeveral = (text: string): boolean => /otpauth-migration:\/\//i.test(text) || (text.match(/otpauth:\/\//gi)?.length ?? 0) > 1;

/** The camera, as a stream to show; `camera-refused`: the person or the browser said no; `camera-missing`: there is none, or it is in use. */
export async function openCamera(): Promise<Result<MediaStream, 'camera-refused' | 'camera-missing'>> {
  try {
    return ok(await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } }, audio: false }));
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    return fail(name === 'NotAllowedError' || name === 'SecurityError' ? 'camera-refused' : 'camera-missing');
  }
}

function base64Of(bytes: Uint8Array): string {
  let binary = '';
  for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(binary);
}
