// Argon2id (RFC 9106): hash-wasm where WebAssembly runs, else @noble/hashes with the same parameters and the same bytes, some four
// times slower (Edge's enhanced security, Tor Browser's safer level, Lockdown Mode).

import { argon2idAsync } from '@noble/hashes/argon2.js';
import { argon2id } from 'hash-wasm';
import type { Kdf } from '../core/vault/kdf';

const LENGTH = 32;

export const argon2Wasm: Kdf = async (password, salt, { memoryKib, iterations, parallelism }) => {
  const out = await argon2id({ password, salt, iterations, parallelism, memorySize: memoryKib, hashLength: LENGTH, outputType: 'binary' });
  return new Uint8Array(out);
};

/** Gives way every 50 ms, so that the worker still answers. */
export const argon2Script: Kdf = async (password, salt, { memoryKib, iterations, parallelism }) => {
  const options = { m: memoryKib, t: iterations, p: parallelism, dkLen: LENGTH, asyncTick: 50 };
  return new Uint8Array(await argon2idAsync(password, salt, options));
};

export const argon2: Kdf = async (password, salt, parameters) => {
  try {
    return await argon2Wasm(password, salt, parameters);
  } catch {
    return argon2Script(password, salt, parameters);
  }
};
