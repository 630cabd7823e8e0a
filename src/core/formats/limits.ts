// What we agree to open: research/formats.md §0.6 and §6. A file decides about none of these.

import { Unreadable } from './failure';

export const MAX_FILE_BYTES = 64 * 1024 * 1024;
export const MAX_ENTRIES = 10_000;
export const MAX_JSON_DEPTH = 64;
export const MAX_ZIP_MEMBERS = 1000;
/** All members of a ZIP together, inflated. */
export const MAX_INFLATED_BYTES = 64 * 1024 * 1024;

const MAX_MEMORY_KIB = 1024 * 1024;
const MAX_ARGON2_PASSES = 10_000;
/** KiB × passes: 64 passes at most over the most memory. KeePass writes over a hundred passes over little (117 × 16 MiB met). */
const MAX_ARGON2_WORK = 64 * MAX_MEMORY_KIB;
const MAX_LANES = 16;
export const MAX_PBKDF2_ROUNDS = 10_000_000;
export const MAX_AES_KDF_ROUNDS = 100_000_000;
const MAX_SCRYPT_BYTES = 256 * 1024 * 1024;

const refuse = (detail: string): never => {
  throw new Unreadable('import-absurd-cost', detail);
};

const isCount = (value: number, most: number): boolean => Number.isSafeInteger(value) && value >= 1 && value <= most;

/** Argon2: memory in KiB, passes, lanes. */
export function checkArgon2Cost(memoryKib: number, passes: number, lanes: number): void {
  if (!isCount(memoryKib, MAX_MEMORY_KIB)) refuse('memory');
  if (!isCount(passes, MAX_ARGON2_PASSES)) refuse('passes');
  if (!isCount(lanes, MAX_LANES)) refuse('lanes');
  if (memoryKib * passes > MAX_ARGON2_WORK) refuse('work');
  if (memoryKib < 8 * lanes) refuse('memory');
}

export function checkScryptCost(n: number, r: number, p: number): void {
  if (!isCount(n, 2 ** 30) || (n & (n - 1)) !== 0 || n < 2) refuse('n');
  if (!isCount(r, 1024) || !isCount(p, 64) || n * r * 128 > MAX_SCRYPT_BYTES) refuse('memory');
}

export function checkRounds(rounds: number, most = MAX_PBKDF2_ROUNDS): void {
  if (!isCount(rounds, most)) refuse('rounds');
}
