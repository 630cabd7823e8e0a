import { type Bytes, concat } from '../bytes';

/** SHA-256, 32 bytes. */
export const sha256 = async (subtle: SubtleCrypto, bytes: Bytes): Promise<Bytes> => new Uint8Array(await subtle.digest('SHA-256', bytes));

/** HKDF-SHA-256 (RFC 5869). `secret` is zeroed by its owner, not here. */
export async function hkdf(subtle: SubtleCrypto, secret: Bytes, salt: Bytes, info: Bytes, length: number): Promise<Bytes> {
  const key = await subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  return new Uint8Array(await subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, key, 8 * length));
}

/** HMAC-SHA-256 (RFC 2104), 32 bytes. */
export async function hmac(subtle: SubtleCrypto, secret: Bytes, ...parts: readonly Bytes[]): Promise<Bytes> {
  const key = await subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return new Uint8Array(await subtle.sign('HMAC', key, concat(...parts)));
}
