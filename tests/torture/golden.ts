// Vaults of every format that ever landed, as objects to lay into a profile; and one of a format that is yet to come.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { base64 } from '../../src/core/bytes';
import { openVault } from '../../src/core/vault/vault';
import { fromJson, type GoldenVault } from '../support/golden-vault';
import { MemoryProfile } from '../support/memory-store';
import { testEnv } from '../support/test-env';
import { value } from '../support/vault-world';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../vectors/vault');

export interface Golden {
  readonly name: string;
  readonly vault: GoldenVault;
}

export const goldenVaults = (): Golden[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({
      name: name.replace('.json', ''),
      vault: fromJson(JSON.parse(readFileSync(path.join(folder, name), 'utf8'))) as GoldenVault,
    }));

/** Everything that was written is there, as it was; what later versions know beside it may be too. */
export function holds(now: unknown, then: unknown): boolean {
  if (now instanceof Uint8Array && then instanceof Uint8Array) return Buffer.compare(now, then) === 0;
  if (typeof then !== 'object' || then === null) return now === then;
  return Object.entries(then).every(([name, inner]) => holds((now as Record<string, unknown> | null)?.[name], inner));
}

/** Both copies hold it, as they would. */
export function profileOf({ objects, vaultId, generation }: GoldenVault): MemoryProfile {
  const profile = new MemoryProfile();
  for (const [key, bytes] of Object.entries(objects)) {
    profile.database.objects.set(key, bytes.slice());
    profile.shadow.objects.set(`${vaultId}/${key}`, bytes.slice());
  }
  profile.database.marker = { vaultId, generation };
  profile.shadow.marker = { vaultId, generation };
  return profile;
}

/** The same vault as a later version of the program would leave it. `readableBy`: the oldest format that may still read it. */
export async function ofLaterFormat(golden: GoldenVault, readableBy: number): Promise<MemoryProfile> {
  const profile = profileOf(golden);
  const vault = value(await openVault(testEnv(), profile.start(), golden.vaultKey));
  value(await vault.commit([{ header: { ...vault.header, format: vault.header.format + 1, readableBy } }]));
  return profile;
}

/** Runs in a page of the extension, with no background: no vault is left of either copy. */
export async function clearVault(): Promise<void> {
  for (const { name } of await indexedDB.databases())
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name ?? '');
      request.onsuccess = () => resolve();
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error('the database is in use'));
    });
  const keys = Object.keys(await chrome.storage.local.get(null));
  await chrome.storage.local.remove(keys.filter((key) => key.startsWith('vault/')));
}

/** Runs in a page of the extension: writes both copies as files of this browser. */
export async function layDown(objects: readonly (readonly [string, string])[], vaultId: string, generation: number): Promise<void> {
  const marker = { vaultId, generation };
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('vault-1', 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('objects');
      request.result.createObjectStore('marker');
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const transaction = database.transaction(['objects', 'marker'], 'readwrite', { durability: 'strict' });
  for (const [key, text] of objects)
    transaction.objectStore('objects').put(
      Uint8Array.from(atob(text), (one) => one.charCodeAt(0)),
      key,
    );
  transaction.objectStore('marker').put(marker, 'marker');
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  database.close();
  const shadow = Object.fromEntries(objects.map(([key, text]) => [`vault/${vaultId}/${key}`, text]));
  await chrome.storage.local.set({ ...shadow, 'vault/marker': marker });
}

export const asTexts = (profile: MemoryProfile): [string, string][] =>
  [...profile.database.objects].map(([key, bytes]) => [key, base64(bytes)]);
