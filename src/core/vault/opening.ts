// From a vault key to everything an open vault keeps in memory. Each part is judged by the hash that the root gives it; what is wrong
// is put right from the other copy, rebuilt, or named.

import { type Bytes, equalBytes } from '../bytes';
import type { Env } from '../env';
import type { ItemId } from '../item';
import { fail, ok, type Result } from '../result';
import type { DamagedRecord } from './damage';
import { sha256 } from './hash';
import { decodeHeader, FORMAT, type Header } from './header';
import { idOfBytes } from './item-id';
import { ROOT_LABEL } from './labels';
import { type LeafEntry, type Root, readRoot } from './manifest';
import { Objects } from './objects';
import { createSealer, unseal, type VaultKey } from './seal';
import { type Reading, readLeafObject, readPageObjects, rebuildPage, type Sheet } from './sheet';
import { HEADER_KEY, leafKey, pageKey, ROOT_KEY, type StoreNotice, type VaultStore } from './store';

export type OpenFailure = 'no-vault' | 'trouble' | 'damaged-header' | 'newer-format' | 'damaged-root';

export interface Opened {
  readonly reading: Reading;
  readonly header: Header;
  readonly root: Root;
  readonly sheets: Sheet[];
  readonly where: Map<ItemId, number>;
  readonly damage: DamagedRecord[];
  readonly notices: readonly StoreNotice[];
  /** Written by a newer Countersign that lets us read: nothing may be committed. */
  readonly readOnly: boolean;
}

interface FoundHeader {
  readonly header: Header;
  readonly bytes: Bytes;
}

/** The header objects that decode, the database's first. */
export async function findHeaders(env: Env, store: VaultStore): Promise<Result<readonly FoundHeader[], 'damaged-header' | 'newer-format'>> {
  const [[primary], [copies]] = await Promise.all([store.read([HEADER_KEY]), store.copies([HEADER_KEY])]);
  const found: FoundHeader[] = [];
  let failure: 'damaged-header' | 'newer-format' = 'damaged-header';
  for (const bytes of [primary ?? null, ...(copies ?? [])]) {
    if (bytes === null || found.some((one) => equalBytes(one.bytes, bytes))) continue;
    const header = await decodeHeader(env.subtle, bytes);
    if (header.ok) found.push({ header: header.value, bytes });
    else if (header.error.code === 'newer-format') failure = 'newer-format';
  }
  return found.length > 0 ? ok(found) : fail(failure);
}

/** The root of the generation that the marker names, else the newest that opens. */
async function findRoot(reading: Reading, generation: number): Promise<Root | null> {
  const [[primary], [copies]] = await Promise.all([reading.store.read([ROOT_KEY]), reading.store.copies([ROOT_KEY])]);
  let best: Root | null = null;
  for (const bytes of [primary ?? null, ...(copies ?? [])]) {
    if (bytes === null) continue;
    const root = await unseal(reading.sealer, ROOT_LABEL, bytes, readRoot);
    if (!root.ok) continue;
    if (root.value.generation === generation) return root.value;
    if (best === null || root.value.generation > best.generation) best = root.value;
  }
  return best;
}

async function openSheets(reading: Reading, root: Root, damage: DamagedRecord[]): Promise<Sheet[]> {
  const pages = await readPageObjects(reading, root.pages, root.generation);
  return Promise.all(
    root.leaves.map(async (seen, n): Promise<Sheet> => {
      const page = pages[n];
      const whole = { leaf: null, leafRebuilt: false, pageRebuilt: false, lost: false };
      if (page?.ok === true) return { ...whole, page: page.value };
      const leaf = await readLeafObject(reading, n, seen, root.generation);
      if (leaf.ok) {
        damage.push({ key: pageKey(n), id: null, problem: 'damaged' });
        return { ...whole, leaf: leaf.value, page: await rebuildPage(reading, leaf.value, root.generation), pageRebuilt: true };
      }
      damage.push({ key: leafKey(n), id: null, problem: 'damaged' }, { key: pageKey(n), id: null, problem: 'damaged' });
      return { ...whole, leaf: [] as readonly LeafEntry[], page: [], lost: true };
    }),
  );
}

export async function openAll(env: Env, store: VaultStore, vaultKey: VaultKey): Promise<Result<Opened, OpenFailure>> {
  const state = await store.load();
  if (state.kind === 'none') return fail('no-vault');
  if (state.kind === 'trouble') return fail('trouble', state.problem);
  const headers = await findHeaders(env, store);
  if (!headers.ok) return headers;
  const vaultId = headers.value[0]?.header.vaultId as Bytes;
  const reading: Reading = {
    env,
    store,
    sealer: await createSealer(env.subtle, vaultKey, vaultId),
    objects: new Objects(env.subtle, store),
  };
  const found = await findRoot(reading, state.generation);
  if (found === null) return fail('damaged-root');
  const damage: DamagedRecord[] = [];
  if (found.generation !== state.generation) damage.push({ key: ROOT_KEY, id: null, problem: 'rolled-back' });
  // Commits follow the store's generation, whatever the root says.
  const root: Root = { ...found, generation: state.generation };
  let header = headers.value[0]?.header as Header;
  const right = await headerOfRoot(env, headers.value, root);
  if (right === null) damage.push({ key: HEADER_KEY, id: null, problem: 'changed' });
  else header = right.header;
  if (right !== null && right !== headers.value[0]) {
    await store.repair({ where: 'database', generation: state.generation, puts: new Map([[HEADER_KEY, right.bytes]]), deletes: [] });
  }
  const sheets = await openSheets(reading, root, damage);
  const where = new Map<ItemId, number>();
  for (const [n, { page }] of sheets.entries()) for (const { id } of page) where.set(id, n);
  const readOnly = header.format > FORMAT;
  return ok({ reading, header, root, sheets, where, damage, notices: state.notices, readOnly });
}

/**
 * Is `used`, whose slot gave this key, the header that the vault last wrote? With one header there is nothing to tell it from. A header of
 * another copy counts only where the root of this very generation opens with its key and names it: after a change of the key an old copy
 * would otherwise open as an old vault.
 */
export async function isTheVaults(
  env: Env,
  store: VaultStore,
  vaultKey: VaultKey,
  generation: number,
  found: readonly FoundHeader[],
  used: FoundHeader,
): Promise<boolean> {
  if (found.length < 2) return true;
  const sealer = await createSealer(env.subtle, vaultKey, used.header.vaultId);
  const root = await findRoot({ env, store, sealer, objects: new Objects(env.subtle, store) }, generation);
  const right = root === null ? null : await headerOfRoot(env, found, root);
  if (used === found[0]) return right === null || right === used;
  return root?.generation === generation && right === used;
}

async function headerOfRoot(env: Env, found: readonly FoundHeader[], root: Root): Promise<FoundHeader | null> {
  for (const one of found) if (equalBytes(await sha256(env.subtle, one.bytes), root.headerHash)) return one;
  return null;
}

/** As the store's marker writes it. */
export const vaultIdText = (header: Header): string => idOfBytes(header.vaultId);
