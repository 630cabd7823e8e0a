// The dedicated Worker that reads QR codes: image file in, texts out. It may be ended at any moment; it keeps nothing. Built as one
// script of its own at the package's root, since it can share no chunk.

import { isSetupText, type Reader, readQr } from '../core/qr/read';
import { fail } from '../core/result';
import { openImage } from './open-image';
import { jsqrReader, zxingReader } from './readers';
import type { DecodeAnswer, DecodeJob, DecodeReady } from './worker-messages';

/** Between two tries; the host ends a try that takes longer. */
const SOFT_DEADLINE_MS = 1200;

interface WorkerScope {
  readonly location: { readonly href: string };
  postMessage(message: DecodeReady | DecodeAnswer): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<DecodeJob>) => void): void;
}
const scope = self as unknown as WorkerScope;

async function prepareReaders(): Promise<readonly Reader[]> {
  try {
    const response = await fetch(new URL('zxing_reader.wasm', scope.location.href));
    return [await zxingReader(await response.arrayBuffer()), jsqrReader(false)];
  } catch {
    // WebAssembly is off (Edge's enhanced security, Tor's safer level).
    return [jsqrReader(true)];
  }
}

async function decode(dataUrl: string, readers: readonly Reader[]): Promise<DecodeAnswer['result']> {
  const end = performance.now() + SOFT_DEADLINE_MS;
  const image = await openImage(dataUrl);
  if (!image.ok) return image;
  try {
    return await readQr(image.value, readers, { expired: () => performance.now() > end, wanted: isSetupText });
  } catch {
    return fail('no-code');
  }
}

const readers = prepareReaders();
readers.then((ready) => scope.postMessage({ ready: true, readers: ready.map((reader) => reader.name) }));

scope.addEventListener('message', async ({ data }) => {
  scope.postMessage({ id: data.id, result: await decode(data.dataUrl, await readers) });
});
