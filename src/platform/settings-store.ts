// Settings in storage.local, in clear: nothing of the vault is among them. Read through a decoder; what is missing or odd is the
// default.

import * as v from 'valibot';
import { within } from '../messages/policy';
import type { Settings } from '../messages/views';
import { browser } from './browser';
import { readLocal } from './local-value';
import { readPolicy } from './policy';

const shape = v.object({
  autoLockMinutes: v.fallback(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(240)), 15),
  longestOpenHours: v.fallback(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(24)), 12),
  idleLockMinutes: v.fallback(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(240)), 10),
  lockWithSystem: v.fallback(v.boolean(), true),
  confirmInWindow: v.fallback(v.boolean(), false),
  pageOffers: v.fallback(v.boolean(), true),
  promptNotices: v.fallback(v.boolean(), false),
  passkeyBridge: v.fallback(v.boolean(), true),
  passkeySiteHints: v.fallback(v.boolean(), true),
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), 'system'),
  listOrder: v.fallback(v.picklist(['own', 'name', 'recent', 'often']), 'own'),
});

const key = 'settings';

/** The person's choices, within what the browser's administrator allows. */
export async function readSettings(): Promise<Settings> {
  const [chosen, policy] = await Promise.all([readChosen(), readPolicy()]);
  return within(policy, chosen);
}

async function readChosen(): Promise<Settings> {
  const stored: unknown = await readLocal(key);
  const parsed = v.safeParse(shape, stored ?? {});
  return parsed.success ? parsed.output : v.parse(shape, {});
}

/** null where there is no such setting or the value is out of its bounds; nothing is stored then. */
export async function changeSetting(name: string, value: string | number | boolean): Promise<Settings | null> {
  const current = await readChosen();
  if (!Object.hasOwn(current, name)) return null;
  const next = { ...current, [name]: value };
  const parsed = v.safeParse(shape, next);
  if (!parsed.success || parsed.output[name as keyof Settings] !== value) return null;
  await browser.storage.local.set({ [key]: parsed.output });
  return within(await readPolicy(), parsed.output);
}
