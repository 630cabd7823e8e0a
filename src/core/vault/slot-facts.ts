// What a person wants to know of a slot and a thief should not: its name, and when it last opened the vault. Sealed beside the items,
// so that a slot's head, which lies in clear, says neither.

import { hex } from '../bytes';
import type { UnixMs } from '../env';
import type { CborValue } from './cbor';
import type { Header } from './header';

/** The extra's name. */
export const SLOT_FACTS = 'slots';

export interface SlotFacts {
  /** As the person called it; empty: its kind says enough. */
  readonly name: string;
  readonly lastUsed: UnixMs | null;
}

/** By the slot's id, 16 hex digits. */
export type AllSlotFacts = ReadonlyMap<string, SlotFacts>;

export const slotFactsToCbor = (facts: AllSlotFacts): CborValue =>
  new Map([...facts].map(([id, { name, lastUsed }]) => [id, [name, lastUsed]]));

/** What does not have the shape is passed over: a name lost is no reason to refuse anything. */
export function readSlotFacts(value: unknown): AllSlotFacts {
  const facts = new Map<string, SlotFacts>();
  if (!(value instanceof Map)) return facts;
  for (const [id, one] of value) {
    const [name, lastUsed] = Array.isArray(one) ? one : [];
    if (typeof id !== 'string' || typeof name !== 'string') continue;
    facts.set(id, { name, lastUsed: Number.isSafeInteger(lastUsed) ? (lastUsed as number) : null });
  }
  return facts;
}

/** Of the slots that are there, and of no other. */
export function keptFacts(facts: AllSlotFacts, header: Header): AllSlotFacts {
  const there = new Set(header.slots.flatMap(({ head }) => (head === null ? [] : [hex(head.id)])));
  return new Map([...facts].filter(([id]) => there.has(id)));
}

export function withFacts(facts: AllSlotFacts, id: string, change: Partial<SlotFacts>): AllSlotFacts {
  return new Map(facts).set(id, { ...(facts.get(id) ?? { name: '', lastUsed: null }), ...change });
}
