// From a password to the keys of a KDBX file.

import { type Bytes, concat, utf8 } from '../bytes';
import { digest } from './foreign-cipher';
import type { ImportEnv } from './import-env';
import type { KdbxHeader, KdbxKdf } from './kdbx-header';

export interface KdbxKeys {
  readonly content: Bytes;
  /** 64 bytes, of which each block's MAC key is made; version 4. */
  readonly macBase: Bytes;
}

export async function keysOf(header: KdbxHeader, password: string, env: ImportEnv): Promise<KdbxKeys> {
  const { subtle } = env;
  const composite = await digest(subtle, 'SHA-256', await digest(subtle, 'SHA-256', utf8(password)));
  const transformed = await transform(header.kdf, composite, env);
  const seeded = concat(header.masterSeed, transformed);
  return {
    content: await digest(subtle, 'SHA-256', seeded),
    macBase: await digest(subtle, 'SHA-512', concat(seeded, Uint8Array.of(1))),
  };
}

async function transform(kdf: KdbxKdf, composite: Bytes, env: ImportEnv): Promise<Bytes> {
  if (kdf.kind !== 'aes') {
    const { memoryKib, passes, lanes } = kdf;
    return env.argon2(kdf.kind, composite, kdf.salt, { memoryKib, passes, lanes, length: 32 });
  }
  const key = await env.subtle.importKey('raw', kdf.seed, 'AES-CBC', false, ['encrypt']);
  const halves = [composite.slice(0, 16), composite.slice(16)];
  const done = await Promise.all(halves.map((half) => repeat(env.subtle, key, half, kdf.rounds)));
  return digest(env.subtle, 'SHA-256', concat(...done));
}

/** Blocks encrypted in one call. */
const AT_ONCE = 65_536;

/** AES applied `rounds` times over. CBC over zeros, with the block as IV, is exactly that, block after block. */
async function repeat(subtle: SubtleCrypto, key: CryptoKey, block: Bytes, rounds: number): Promise<Bytes> {
  let at = block;
  for (let left = rounds; left > 0; left -= AT_ONCE) {
    const count = Math.min(left, AT_ONCE);
    const out = new Uint8Array(await subtle.encrypt({ name: 'AES-CBC', iv: at }, key, new Uint8Array(16 * count)));
    at = out.slice(16 * (count - 1), 16 * count);
  }
  return at;
}
