// Key derivations that cost nothing, so that what comes before and behind them can be fuzzed a hundred thousand times. What a file asks
// for is counted, and held against the bounds once more: a derivation of absurd cost is a fault, as a throw is.

import { createHash } from 'node:crypto';
import type { Bytes } from '../../src/core/bytes';
import type { ImportEnv } from '../../src/core/formats/import-env';
import type { Kdf } from '../../src/core/vault/kdf';

/** The most that anybody's file may cost, as docs/threat-model.md promises it; not taken from the code that is tried. */
const MOST = { memoryKib: 1024 * 1024, work: 64 * 1024 * 1024, lanes: 16, scryptBytes: 256 * 1024 * 1024, rounds: 10_000_000 };

let asked = 0;

/** How many derivations were asked for since the last call. */
export function derivationsAsked(): number {
  const count = asked;
  asked = 0;
  return count;
}

/** @throws where that costs more than any file may. */
function count(what: string, ...bounds: readonly (readonly [value: number, most: number])[]): void {
  asked++;
  const over = bounds.find(([value, most]) => !(Number.isSafeInteger(value) && value >= 1 && value <= most));
  if (over !== undefined) throw new Error(`a derivation of absurd cost: ${what} ${over[0]} of ${over[1]}`);
}

/** SHA-512, as long as it must be, in the thread that asks. */
function derived(length: number, ...parts: readonly Uint8Array[]): Bytes {
  const digest = createHash('sha512').update(Buffer.concat(parts)).digest();
  return Uint8Array.from({ length }, (_, i) => digest[i % digest.length] ?? 0);
}

/** In place of the vault's own Argon2id. */
export const countedKdf: Kdf = async (password, salt, { memoryKib, iterations, parallelism }) => {
  count('Argon2id', [memoryKib, MOST.memoryKib], [iterations, 20], [parallelism, MOST.lanes]);
  return derived(32, password, salt);
};

const foreign: Pick<ImportEnv, 'argon2' | 'scrypt'> = {
  async argon2(variant, password, salt, { memoryKib, passes, lanes, length }) {
    count(variant, [memoryKib, MOST.memoryKib], [memoryKib * passes, MOST.work], [lanes, MOST.lanes], [length, 1024]);
    return derived(length, password, salt);
  },
  async scrypt(password, salt, { n, r, p, length }) {
    count('scrypt', [n * r * 128, MOST.scryptBytes], [p, 64], [length, 1024]);
    return derived(length, password, salt);
  },
};

/** PBKDF2 with one round, whatever was asked for. */
function rounds(algorithm: unknown): unknown {
  if (typeof algorithm !== 'object' || algorithm === null || !('iterations' in algorithm)) return algorithm;
  count('PBKDF2', [Number(algorithm.iterations), MOST.rounds]);
  return { ...algorithm, iterations: 1 };
}

/** KeePass's AES-KDF: no other reader encrypts. What comes out is as long as it would be. */
async function encrypted(_: unknown, __: unknown, { length }: Uint8Array): Promise<ArrayBuffer> {
  count('AES-KDF', [length, 1 << 20]);
  return new ArrayBuffer(length + 16);
}

/** What reads foreign files, without what makes it slow. */
export const countedEnv = (subtle: SubtleCrypto): ImportEnv => ({
  ...foreign,
  subtle: new Proxy(subtle, {
    get(target, name) {
      if (name === 'encrypt') return encrypted;
      const method = target[name as keyof SubtleCrypto] as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => method.apply(target, String(name).startsWith('derive') ? args.map(rounds) : args);
    },
  }),
});

/** SHA-256 without a thread of its own: reading one mistyped recovery key takes a thousand of them. */
export const hashingHere = {
  digest: async (_: unknown, data: Uint8Array) => Uint8Array.from(createHash('sha256').update(data).digest()).buffer,
} as unknown as SubtleCrypto;
