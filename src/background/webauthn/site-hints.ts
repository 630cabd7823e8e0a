// Which sites have passkeys in the vault, readable while it is locked: HMAC-SHA-256 of each rpId under a random key of this installation.
// The key lies beside the hashes, so a thief of the profile can test guesses; a person who minds turns the list off. Without it a
// locked vault stays silent. docs/vault-format.md §11.

import * as v from 'valibot';
import { type Bytes, base64, fromBase64, utf8 } from '../../core/bytes';
import type { Env } from '../../core/env';
import type { OpenVault } from '../../core/vault/open-vault';
import { browser } from '../../platform/browser';
import { readLocal } from '../../platform/local-value';

const KEY = 'passkeySites';

const shape = v.object({ key: v.pipe(v.string(), v.maxLength(64)), sites: v.array(v.pipe(v.string(), v.maxLength(64))) });

export interface SiteHints {
  /** Does this site have passkeys here? False where nothing is known. */
  has(rpId: string): Promise<boolean>;
  /** Makes the list say what the vault says; null: there is no vault any more. */
  follow(vault: OpenVault | null): Promise<void>;
}

/** `wanted`: the person's setting. Where it is off the list is deleted. */
export function createSiteHints(env: Pick<Env, 'random' | 'subtle'>, wanted: () => Promise<boolean>): SiteHints {
  let turn: Promise<unknown> = Promise.resolve();
  /** What the list was made from: an edit that touches no passkey costs nothing. */
  let written: string | null = null;

  async function stored(): Promise<{ readonly key: Bytes; readonly sites: readonly string[] } | null> {
    const found = v.safeParse(shape, await readLocal(KEY));
    const key = found.success ? fromBase64(found.output.key) : null;
    return found.success && key?.ok === true ? { key: key.value, sites: found.output.sites } : null;
  }

  async function hasher(key: Bytes): Promise<(rpId: string) => Promise<string>> {
    const hmac = await env.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    return async (rpId) => base64(new Uint8Array(await env.subtle.sign('HMAC', hmac, utf8(rpId))));
  }

  async function write(vault: OpenVault | null): Promise<void> {
    if (vault === null || !(await wanted())) {
      written = null;
      await browser.storage.local.remove(KEY);
      return;
    }
    const rpIds = new Set(vault.index().flatMap((entry) => (entry.kind === 'passkey' && entry.trashedAt === null ? [entry.rpId] : [])));
    const made = [...rpIds].toSorted().join('\n');
    if (made === written) return;
    const before = await stored();
    const key = before?.key ?? env.random(32);
    const hash = await hasher(key);
    // Sorted by hash: the order of the vault is nobody's business.
    const sites = (await Promise.all([...rpIds].map(hash))).toSorted();
    if (before === null || before.sites.join() !== sites.join()) await browser.storage.local.set({ [KEY]: { key: base64(key), sites } });
    written = made;
  }

  return {
    async has(rpId) {
      await turn.catch(() => undefined);
      const list = await stored();
      return list !== null && list.sites.length > 0 && list.sites.includes(await (await hasher(list.key))(rpId));
    },
    follow(vault) {
      const mine = turn.then(() => write(vault));
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}
