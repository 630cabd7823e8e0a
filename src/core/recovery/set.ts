// Which code of a set goes next, and what becomes of it.

import type { UnixMs } from '../env';
import type { Origin, RecoverySet } from '../item';
import { fail, ok, type Result } from '../result';

/** From so many on a person should get new ones. */
export const FEW_LEFT = 2;

export interface PickedCode {
  /** Position in the set, from 0. */
  readonly index: number;
  readonly text: string;
  /** Unused codes once this one is spent. */
  readonly left: number;
}

/** `no-codes-left`. `recovery-code-used`, `no-such-code`: about the one whose number the page asks for. */
export type PickError = 'no-codes-left' | 'recovery-code-used' | 'no-such-code';

export const unusedCodes = (set: Pick<RecoverySet, 'codes'>): number => set.codes.filter(({ usedAt }) => usedAt === null).length;

/** The first unused code, or the one with that number (from 1). `out`: positions that were sent and not yet reported on. */
export function pickCode(set: RecoverySet, ordinal: number | null, out: ReadonlySet<number>): Result<PickedCode, PickError> {
  const left = unusedCodes(set);
  if (ordinal !== null) {
    const asked = set.codes[ordinal - 1];
    if (asked === undefined) return fail('no-such-code', String(ordinal));
    return asked.usedAt === null
      ? ok({ index: ordinal - 1, text: asked.text, left: left - 1 })
      : fail('recovery-code-used', String(ordinal));
  }
  const index = set.codes.findIndex(({ usedAt }, at) => usedAt === null && !out.has(at));
  const code = set.codes[index];
  return code === undefined ? fail('no-codes-left') : ok({ index, text: code.text, left: left - 1 });
}

/** null where there is no such code, or nothing would change. `on`: where it went, as far as that may be remembered. */
export function markCode(set: RecoverySet, index: number, used: boolean, now: UnixMs, on: Origin | null): RecoverySet | null {
  const code = set.codes[index];
  if (code === undefined || (code.usedAt !== null) === used) return null;
  const marked = { text: code.text, usedAt: used ? now : null, usedOn: used ? on : null };
  return { ...set, codes: set.codes.map((one, at) => (at === index ? marked : one)), changedAt: now };
}
