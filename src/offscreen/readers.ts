// The two QR readers, behind one interface: zxing (WebAssembly) finds more and is ten times as fast, jsQR works where wasm is off.

import jsQR from 'jsqr';
import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import { MAX_TRY_PIXELS } from '../core/qr/ladder';
import type { Reader } from '../core/qr/read';

/** jsQR needs seconds for a megapixel of noise. */
const JSQR_MAX_PIXELS = 400_000;
/** All rungs, and more than the ladder ever has. */
const ALL = 100;

/** `wasm`: the bytes of zxing_reader.wasm. Rejects where WebAssembly is not allowed. Never loads anything from the network. */
export async function zxingReader(wasm: ArrayBuffer): Promise<Reader> {
  // Without its own locateFile the library would ask a CDN.
  await prepareZXingModule({ overrides: { wasmBinary: wasm, locateFile: (name: string) => name }, fireImmediately: true });
  return {
    name: 'zxing',
    maxPixels: MAX_TRY_PIXELS,
    maxTries: ALL,
    tiles: false,
    async read(image) {
      // Denoising closes the gaps of codes that are drawn as tables or dots; it is only tried on what is not read otherwise.
      const options = { formats: ['QRCode'], tryHarder: true, tryInvert: true, tryRotate: true, tryDenoise: true } satisfies ReaderOptions;
      const results = await readBarcodes(image as ImageData, options);
      return results.filter((result) => result.isValid && result.text !== '').map((result) => result.text);
    },
  };
}

/** `first`: nobody else reads, so it climbs the whole ladder. */
export function jsqrReader(first: boolean): Reader {
  return {
    name: 'jsqr',
    maxPixels: JSQR_MAX_PIXELS,
    maxTries: first ? ALL : 6,
    tiles: first,
    read(image) {
      const code = jsQR(image.data, image.width, image.height, { inversionAttempts: 'attemptBoth' });
      return code === null || code.data === '' ? [] : [code.data];
    },
  };
}
