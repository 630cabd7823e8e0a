// Sites where the person always wants the browser's own passkeys. In clear, as all settings are: it says where nothing is wanted of
// the vault, nothing of what is in it.

import * as v from 'valibot';
import type { Origin } from '../../core/item';
import { coversOrigin } from '../../core/matching/host-list';
import { browser } from '../../platform/browser';
import { readLocal } from '../../platform/local-value';
import { readPolicy } from '../../platform/policy';

const KEY = 'browserPasskeys';
/** A longer list is no list of a person. */
const MOST = 1_000;

const shape = v.pipe(v.array(v.pipe(v.string(), v.maxLength(2048))), v.maxLength(MOST));

/** Exact origins, as the browser named them when the choice was made. */
export async function browserPasskeySites(): Promise<readonly Origin[]> {
  const stored = v.safeParse(shape, (await readLocal(KEY)) ?? []);
  return stored.success ? stored.output : [];
}

export async function usesBrowserPasskeys(origin: Origin): Promise<boolean> {
  const [sites, { sitesOff }] = await Promise.all([browserPasskeySites(), readPolicy()]);
  return sites.includes(origin) || coversOrigin(sitesOff, origin);
}

export async function rememberBrowserPasskeys(origin: Origin): Promise<void> {
  const others = (await browserPasskeySites()).filter((site) => site !== origin);
  await browser.storage.local.set({ [KEY]: [...others, origin].slice(-MOST).toSorted() });
}

export async function forgetBrowserPasskeys(origin: Origin): Promise<void> {
  await browser.storage.local.set({ [KEY]: (await browserPasskeySites()).filter((site) => site !== origin) });
}
