// Key derivations of other programs' exports (research/formats.md §6): hash-wasm, else @noble/hashes with the same bytes, some four
// times slower. Only in the import worker, which can be ended.

import { argon2dAsync, argon2idAsync } from '@noble/hashes/argon2.js';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { argon2d, argon2id, scrypt } from 'hash-wasm';
import type { ImportEnv } from '../core/formats/import-env';

type Derive = Pick<ImportEnv, 'argon2' | 'scrypt'>;

/** hash-wasm takes no empty password; no program's export has one either. */
const inWasm: Derive = {
  async argon2(variant, password, salt, { memoryKib, passes, lanes, length }) {
    const options = { password, salt, iterations: passes, parallelism: lanes, memorySize: memoryKib, hashLength: length } as const;
    return new Uint8Array(await (variant === 'argon2d' ? argon2d : argon2id)({ ...options, outputType: 'binary' }));
  },
  async scrypt(password, salt, { n, r, p, length }) {
    return new Uint8Array(
      await scrypt({ password, salt, costFactor: n, blockSize: r, parallelism: p, hashLength: length, outputType: 'binary' }),
    );
  },
};

const inScript: Derive = {
  async argon2(variant, password, salt, { memoryKib, passes, lanes, length }) {
    const run = variant === 'argon2d' ? argon2dAsync : argon2idAsync;
    return new Uint8Array(await run(password, salt, { t: passes, m: memoryKib, p: lanes, dkLen: length, maxmem: 2 ** 31 }));
  },
  async scrypt(password, salt, { n, r, p, length }) {
    return new Uint8Array(await scryptAsync(password, salt, { N: n, r, p, dkLen: length, maxmem: 2 ** 30 }));
  },
};

export const foreignKdf: Derive = {
  argon2: (...request) => inWasm.argon2(...request).catch(() => inScript.argon2(...request)),
  scrypt: (...request) => inWasm.scrypt(...request).catch(() => inScript.scrypt(...request)),
};
