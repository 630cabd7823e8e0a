// A vault on two copies in memory, with a key derivation that costs nothing.

import { concat } from '../../src/core/bytes';
import type { Item } from '../../src/core/item';
import type { Result } from '../../src/core/result';
import { sha256 } from '../../src/core/vault/hash';
import type { Kdf } from '../../src/core/vault/kdf';
import type { OpenVault } from '../../src/core/vault/open-vault';
import { createVault, openVault } from '../../src/core/vault/vault';
import { MemoryProfile } from './memory-store';
import { type TestEnv, testEnv } from './test-env';

export const PASSWORD = 'correct horse battery staple';

/** SHA-256 in place of Argon2id: fast, and as deterministic. */
export const quickKdf: Kdf = (password, salt) => sha256(globalThis.crypto.subtle, concat(password, salt));

export function value<T>(result: Result<T, string>): T {
  if (!result.ok) throw new Error(`${result.error.code} ${result.error.detail ?? ''}`);
  return result.value;
}

export const codeOf = (result: Result<unknown, string>): string | null => (result.ok ? null : result.error.code);

export interface World {
  readonly env: TestEnv;
  readonly profile: MemoryProfile;
  readonly vaultKey: Uint8Array<ArrayBuffer>;
  readonly vault: OpenVault;
}

export async function newWorld(items: (env: TestEnv) => readonly Item[] = () => [], seed = 1): Promise<World> {
  const env = testEnv(seed);
  const profile = new MemoryProfile();
  const store = profile.start();
  const vaultKey = value(await createVault(env, quickKdf, store, PASSWORD));
  const vault = value(await openVault(env, store, vaultKey));
  const list = items(env);
  if (list.length > 0) value(await vault.commit(list.map((put) => ({ put }))));
  return { env, profile, vaultKey, vault };
}

/** As after a browser restart. */
export const reopen = async ({ env, profile, vaultKey }: World): Promise<OpenVault> =>
  value(await openVault(env, profile.start(), vaultKey));
