// The shadow: the same sealed objects in storage.local, another engine in other files. One set() is applied as a whole by both
// browsers, so the marker never runs ahead of what lies beside it. All of it is ciphertext: content scripts can read this area in
// Firefox, and in Chromium too until its access level is set.

import { type Bytes, base64, fromBase64 } from '../../core/bytes';
import { browser } from '../browser';
import { asMarker, type Shadow } from './copies';
import { within } from './within';

const PREFIX = 'vault/';
const MARKER = `${PREFIX}marker`;
const OTHER = `${PREFIX}other`;

/** Firefox keeps this area in IndexedDB too: one garbled page of it may leave a read open for ever. */
const READ_WITHIN_MS = 5_000;
const ALL_WITHIN_MS = 15_000;

const prefixOf = (vaultId: string): string => `${PREFIX}${vaultId}/`;

async function allKeys(): Promise<string[]> {
  const area = browser.storage.local as { getKeys?: () => Promise<string[]> };
  const keys =
    area.getKeys === undefined
      ? Object.keys(await within(ALL_WITHIN_MS, browser.storage.local.get(null)))
      : await browser.storage.local.getKeys();
  return keys.filter((key) => key.startsWith(PREFIX));
}

function bytesOf(value: unknown): Bytes | null {
  const bytes = typeof value === 'string' ? fromBase64(value) : null;
  return bytes?.ok === true ? bytes.value : null;
}

/** Chromium 140 and later; Firefox has no such thing, and what lies there can stand being read. */
export async function keepFromContentScripts(): Promise<void> {
  const area = browser.storage.local as { setAccessLevel?: (level: { accessLevel: 'TRUSTED_CONTEXTS' }) => Promise<void> };
  await area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}

export const localShadow: Shadow = {
  async marker() {
    return asMarker((await within(READ_WITHIN_MS, browser.storage.local.get(MARKER)))[MARKER]);
  },

  async hasTrace() {
    return (await allKeys()).length > 0;
  },

  async keys(vaultId) {
    const prefix = prefixOf(vaultId);
    return (await allKeys()).filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  },

  async read(vaultId, keys) {
    const prefix = prefixOf(vaultId);
    const stored = await within(READ_WITHIN_MS, browser.storage.local.get(keys.map((key) => prefix + key)));
    return keys.map((key) => bytesOf(stored[prefix + key]));
  },

  async write(marker, { puts, deletes }) {
    const prefix = prefixOf(marker.vaultId);
    const values: Record<string, unknown> = { [MARKER]: marker };
    for (const [key, bytes] of puts) values[prefix + key] = base64(bytes);
    // null reads as missing: the deletion is part of the one atomic write, clearing it away is not.
    for (const key of deletes) values[prefix + key] = null;
    await browser.storage.local.set(values);
    if (deletes.length > 0) await browser.storage.local.remove(deletes.map((key) => prefix + key)).catch(() => undefined);
  },

  async setAside(other) {
    await browser.storage.local.set({ [OTHER]: other });
  },

  async discardOthers(vaultId) {
    const own = prefixOf(vaultId);
    await browser.storage.local.remove((await allKeys()).filter((key) => key !== MARKER && !key.startsWith(own)));
  },

  async dump() {
    const all = await within(ALL_WITHIN_MS, browser.storage.local.get(null));
    const ours = Object.entries(all).flatMap(([key, value]) =>
      key.startsWith(PREFIX) && typeof value === 'string' ? [[key.slice(PREFIX.length), value] as const] : [],
    );
    return Object.fromEntries(ours);
  },

  async clear() {
    await browser.storage.local.remove(await allKeys());
  },

  async renew() {
    await browser.storage.local.clear();
  },
};
