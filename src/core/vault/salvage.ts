// The last resort: a vault whose root or manifest is lost in every copy. Each record still proves itself under its own label, once its
// revision is guessed. What comes out is authentic but may be an older version, or an item that was deleted: for a person to look
// through, never to be opened as the vault.

import { type Bytes, fromBase64 } from '../bytes';
import type { Env } from '../env';
import type { Item, ItemId, ItemKind } from '../item';
import { fail, ok, type Result } from '../result';
import { decodeHeader, type Header } from './header';
import { ITEM_SCHEMA, readItem } from './item-codec';
import type { Kdf } from './kdf';
import { recordLabel } from './labels';
import { createSealer, type Sealer, unseal } from './seal';
import type { RawExport } from './store';
import { unwrapWithPassword } from './unlocking';

export interface Salvage {
  /** The newest version found of each item. */
  readonly items: readonly Item[];
  /** Records of which no copy could be opened. */
  readonly lost: readonly ItemId[];
}

/** A TOTP account used every day for years: each code sent is a revision. */
const MOST_REVISIONS = 4096;
const KINDS: readonly ItemKind[] = ['otp', 'recovery', 'passkey'];

async function openByTrial(sealer: Sealer, id: ItemId, bytes: Bytes, most: number): Promise<{ item: Item; revision: number } | null> {
  for (let revision = 1; revision <= most; revision++) {
    for (const kind of KINDS) {
      const item = await unseal(sealer, recordLabel(id, kind, { revision, schema: ITEM_SCHEMA }), bytes, readItem);
      if (item.ok) return { item: item.value, revision };
    }
  }
  return null;
}

const decoded = (text: string): Bytes | null => {
  const bytes = fromBase64(text);
  return bytes.ok ? bytes.value : null;
};

/** Every header that still decodes, with the password tried on each. */
async function unlockAny(
  env: Env,
  kdf: Kdf,
  raw: RawExport,
  password: string,
): Promise<Result<{ header: Header; key: Bytes }, 'no-header' | 'wrong-password'>> {
  let seen = false;
  for (const { objects } of raw.copies) {
    for (const [key, text] of Object.entries(objects)) {
      const bytes = /(^|\/)header$/.test(key) ? decoded(text) : null;
      const header = bytes === null ? null : await decodeHeader(env.subtle, bytes);
      if (header?.ok !== true) continue;
      seen = true;
      const opened = await unwrapWithPassword(env, kdf, header.value, password);
      if (opened.ok) return ok({ header: header.value, key: opened.value });
    }
  }
  return fail(seen ? 'wrong-password' : 'no-header');
}

/** From every byte that the store could still read (`exportRaw`) and the password. */
export async function salvage(
  env: Env,
  kdf: Kdf,
  raw: RawExport,
  password: string,
  mostRevisions: number = MOST_REVISIONS,
): Promise<Result<Salvage, 'no-header' | 'wrong-password'>> {
  const unlocked = await unlockAny(env, kdf, raw, password);
  if (!unlocked.ok) return unlocked;
  const sealer = await createSealer(env.subtle, unlocked.value.key, unlocked.value.header.vaultId);
  unlocked.value.key.fill(0);
  const candidates = new Map<ItemId, Set<string>>();
  for (const { objects } of raw.copies) {
    for (const [key, text] of Object.entries(objects)) {
      const id = /(?:^|\/)record\/([0-9a-f]{32})$/.exec(key)?.[1];
      if (id !== undefined) candidates.set(id, (candidates.get(id) ?? new Set()).add(text));
    }
  }
  const items: Item[] = [];
  const lost: ItemId[] = [];
  for (const [id, texts] of candidates) {
    let best: { item: Item; revision: number } | null = null;
    for (const text of texts) {
      const bytes = decoded(text);
      const opened = bytes === null ? null : await openByTrial(sealer, id, bytes, mostRevisions);
      if (opened !== null && (best === null || opened.revision > best.revision)) best = opened;
    }
    if (best === null) lost.push(id);
    else items.push(best.item);
  }
  return ok({ items, lost });
}
