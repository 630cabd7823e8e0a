// Sites on which the person wants no offers. The popup, commands and menus still work there. In clear, as all settings are: it says
// where nothing is wanted, nothing of the vault.

import * as v from 'valibot';
import type { Origin } from '../core/item';
import { coversOrigin } from '../core/matching/host-list';
import { parseOrigin } from '../core/matching/site';
import { browser } from '../platform/browser';
import { readLocal } from '../platform/local-value';
import { readPolicy } from '../platform/policy';

const KEY = 'neverOffer';
/** A longer list is no list of a person. */
const MOST = 1_000;

const shape = v.pipe(v.array(v.pipe(v.string(), v.maxLength(300))), v.maxLength(MOST));

/** Registrable domains; whole origins where there is none. */
export async function neverOfferSites(): Promise<readonly string[]> {
  const stored = v.safeParse(shape, (await readLocal(KEY)) ?? []);
  return stored.success ? stored.output : [];
}

export async function isNeverOffered(origin: Origin): Promise<boolean> {
  const [sites, { sitesOff }] = await Promise.all([neverOfferSites(), readPolicy()]);
  return (sites.length > 0 && sites.includes(neverOfferName(origin))) || coversOrigin(sitesOff, origin);
}

/** Whether the site is on the list afterwards. */
export async function toggleNeverOffer(origin: Origin): Promise<boolean> {
  const name = neverOfferName(origin);
  const sites = await neverOfferSites();
  const listed = sites.includes(name);
  await browser.storage.local.set({ [KEY]: listed ? sites.filter((site) => site !== name) : [...sites, name].slice(-MOST).toSorted() });
  return !listed;
}

export async function offerAgain(name: string): Promise<readonly string[]> {
  const sites = (await neverOfferSites()).filter((site) => site !== name);
  await browser.storage.local.set({ [KEY]: sites });
  return sites;
}

/** How a site is listed. */
export function neverOfferName(origin: Origin): string {
  const site = parseOrigin(origin);
  return site.ok ? (site.value.domain ?? origin) : origin;
}
