// The first message of libsodium's crypto_secretstream_xchacha20poly1305, without additional data.

import { poly1305 } from '@noble/ciphers/_poly1305.js';
import { chacha20, hchacha } from '@noble/ciphers/chacha.js';
import { type Bytes, concat, equalBytes } from '../bytes';

const HEADER = 24;
const MAC = 16;
const BLOCK = 64;

/** `sealed` is the encrypted tag ‖ ciphertext ‖ MAC. Null: wrong key, or altered. */
export function openSecretStream(key: Bytes, header: Bytes, sealed: Bytes): Bytes | null {
  if (header.length !== HEADER || sealed.length < 1 + MAC) return null;
  const subkey = subkeyOf(key, header.subarray(0, 16));
  const nonce = concat(Uint8Array.of(1, 0, 0, 0), header.subarray(16));
  const stream = (counter: number, data: Bytes): Uint8Array => chacha20(subkey, nonce, data, undefined, counter);

  const tagBlock = new Uint8Array(BLOCK);
  tagBlock[0] = sealed[0] as number;
  const decryptedTag = stream(1, tagBlock);
  // The MAC sees the block with its first byte as it was sent.
  const macBlock = Uint8Array.from(decryptedTag);
  macBlock[0] = sealed[0] as number;

  const message = sealed.slice(1, sealed.length - MAC);
  // libsodium's padding, which differs from RFC 8439's.
  const padding = new Uint8Array((0x10 - BLOCK + message.length) & 0xf);
  const lengths = new Uint8Array(16);
  new DataView(lengths.buffer).setUint32(8, BLOCK + message.length, true);
  const mac = poly1305(concat(macBlock, message, padding, lengths), stream(0, new Uint8Array(32)));
  return equalBytes(mac, sealed.subarray(sealed.length - MAC)) ? Uint8Array.from(stream(2, message)) : null;
}

const SIGMA = Uint32Array.of(0x61707865, 0x3320646e, 0x79622d32, 0x6b206574);

function subkeyOf(key: Bytes, input: Bytes): Bytes {
  const words = (bytes: Bytes): Uint32Array => new Uint32Array(Uint8Array.from(bytes).buffer);
  const out = new Uint32Array(8);
  hchacha(SIGMA, words(key), words(input), out);
  return new Uint8Array(out.buffer);
}
