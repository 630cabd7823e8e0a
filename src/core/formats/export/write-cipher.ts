// The writing side of `foreign-cipher.ts`.

import type { Bytes } from '../../bytes';

/** Ciphertext and its 16-byte tag. */
export async function sealGcm(
  subtle: SubtleCrypto,
  key: Bytes,
  iv: Bytes,
  data: Bytes,
  additionalData: Bytes = new Uint8Array(),
): Promise<{ readonly data: Bytes; readonly tag: Bytes }> {
  const imported = await subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']);
  const sealed = new Uint8Array(await subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, imported, data));
  return { data: sealed.slice(0, -16), tag: sealed.slice(-16) };
}

export async function sealCbc(subtle: SubtleCrypto, key: Bytes, iv: Bytes, data: Bytes): Promise<Bytes> {
  const imported = await subtle.importKey('raw', key, 'AES-CBC', false, ['encrypt']);
  return new Uint8Array(await subtle.encrypt({ name: 'AES-CBC', iv }, imported, data));
}
