// Three steps to an open vault: create it once, unlock it by a password, open it with the key.

import type { Bytes } from '../bytes';
import type { Env } from '../env';
import { fail, ok, type Result } from '../result';
import { sha256 } from './hash';
import { encodeHeader } from './header';
import type { Kdf } from './kdf';
import { ROOT_LABEL } from './labels';
import { type Root, rootToCbor } from './manifest';
import { OpenVault } from './open-vault';
import { findHeaders, isTheVaults, type OpenFailure, openAll, vaultIdText } from './opening';
import { createSealer, seal, type VaultKey } from './seal';
import { type CommitFailure, HEADER_KEY, ROOT_KEY, type VaultStore } from './store';
import { createHeader, openSlot, type Secret, type UnlockFailure as SlotFailure, type Through } from './unlocking';

export type CreateFailure = 'vault-exists' | 'trouble' | 'bad-secret' | 'too-many-slots' | CommitFailure;

/** Only where no trace of a vault exists. */
export async function createVault(env: Env, kdf: Kdf, store: VaultStore, password: string): Promise<Result<VaultKey, CreateFailure>> {
  const state = await store.load();
  if (state.kind !== 'none') return fail(state.kind === 'ready' ? 'vault-exists' : 'trouble');
  const vaultKey = env.random(32);
  const header = await createHeader(env, kdf, vaultKey, password);
  if (!header.ok) return header;
  const headerBytes = await encodeHeader(env.subtle, header.value);
  const root: Root = {
    generation: 1,
    headerHash: await sha256(env.subtle, headerBytes),
    facts: { createdAt: env.now(), lastBackupAt: null, changesSinceBackup: 0 },
    leaves: [],
    pages: [],
    extras: new Map(),
  };
  const sealer = await createSealer(env.subtle, vaultKey, header.value.vaultId);
  const written = await store.commit({
    vaultId: vaultIdText(header.value),
    expectGeneration: null,
    generation: 1,
    puts: new Map([
      [HEADER_KEY, headerBytes],
      [ROOT_KEY, await seal(env, sealer, ROOT_LABEL, rootToCbor(root))],
    ]),
    deletes: [],
  });
  return written.ok ? ok(vaultKey) : written;
}

export type UnlockFailure = SlotFailure | 'no-vault' | 'trouble' | 'damaged-header' | 'newer-format';

/**
 * The headers worth trying: the database's, then another copy's where it differs. Where they differ, the root says which is the vault's:
 * a slot that was removed must not open from a copy that was not yet told, or from an old header that somebody put back.
 */
export async function unlockWith(env: Env, kdf: Kdf, store: VaultStore, secret: Secret): Promise<Result<Through, UnlockFailure>> {
  const state = await store.load();
  if (state.kind === 'none') return fail('no-vault');
  if (state.kind === 'trouble') return fail('trouble', state.problem);
  const headers = await findHeaders(env, store);
  if (!headers.ok) return headers;
  let first: Result<Through, SlotFailure> | null = null;
  for (const found of headers.value) {
    const opened = await openSlot(env, kdf, found.header, secret);
    if (opened.ok && (await isTheVaults(env, store, opened.value.vaultKey, state.generation, headers.value, found))) return opened;
    if (opened.ok) opened.value.vaultKey.fill(0);
    first ??= opened.ok ? fail('wrong-password') : opened;
  }
  return first ?? fail('damaged-header');
}

async function keyFrom(env: Env, kdf: Kdf, store: VaultStore, secret: Secret): Promise<Result<VaultKey, UnlockFailure>> {
  const opened = await unlockWith(env, kdf, store, secret);
  return opened.ok ? ok(opened.value.vaultKey) : opened;
}

/** Writes nothing, whatever comes of it. */
export const unlock = (env: Env, kdf: Kdf, store: VaultStore, password: string): Promise<Result<VaultKey, UnlockFailure>> =>
  keyFrom(env, kdf, store, { type: 'password', password });

const noKdf: Kdf = () => Promise.reject(new Error('no password was given'));

export const unlockWithPrf = (
  env: Env,
  store: VaultStore,
  credentialId: Bytes,
  prfOutput: Bytes,
): Promise<Result<VaultKey, UnlockFailure>> => keyFrom(env, noKdf, store, { type: 'passkey', credentialId, prfOutput });

export const unlockWithRecoveryKey = (env: Env, store: VaultStore, recoveryKey: Bytes): Promise<Result<VaultKey, UnlockFailure>> =>
  keyFrom(env, noKdf, store, { type: 'recovery', recoveryKey });

/** Beyond the key: reads the root and the index pages, nothing else. */
export async function openVault(env: Env, store: VaultStore, vaultKey: VaultKey): Promise<Result<OpenVault, OpenFailure>> {
  const opened = await openAll(env, store, vaultKey);
  return opened.ok ? ok(new OpenVault(opened.value)) : opened;
}
