// What an organisation may decide for its people, as the browser's administrator writes it: docs/managed.md. What is missing or odd is
// left to the person.

import * as v from 'valibot';
import type { Settings } from './views';

export interface Policy {
  /** Minutes; null: the person's choice alone. */
  readonly longestAutoLockMinutes: number | null;
  /** false: nothing leaves for other programs. */
  readonly exports: boolean;
  readonly backupRequired: boolean;
  /** Host names, each with all below it. */
  readonly sitesOff: readonly string[];
}

const MOST = 1_000;

const shape = v.object({
  longestAutoLockMinutes: v.fallback(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(240))), null),
  exports: v.fallback(v.boolean(), true),
  backupRequired: v.fallback(v.boolean(), false),
  // One odd entry must not open all the other sites.
  sitesOff: v.fallback(
    v.pipe(
      v.array(v.unknown()),
      v.transform((hosts) => hosts.filter((host): host is string => typeof host === 'string' && host.length <= 253).slice(0, MOST)),
    ),
    [],
  ),
}) satisfies v.GenericSchema<unknown, Policy>;

/** Of what the browser has stored; anything but an object decides nothing. */
export const policyOf = (stored: unknown): Policy => {
  const parsed = v.safeParse(shape, stored);
  return parsed.success ? parsed.output : v.parse(shape, {});
};

/** The person's choices within what is allowed. */
export const within = ({ longestAutoLockMinutes: longest }: Policy, chosen: Settings): Settings =>
  longest === null ? chosen : { ...chosen, autoLockMinutes: Math.min(chosen.autoLockMinutes, longest) };
