// Three steps to an open vault: create it once, unlock it by a password, open it with the key.

import type { Bytes } from '../bytes';
import type { Env } from '../env';
import { fail, ok, type Result } from '../result';
import { sha256 } from './hash';
import { encodeHeader, type Header } from './header';
import type { Kdf } from './kdf';
import { ROOT_LABEL } from './labels';
import { type Root, rootToCbor } from './manifest';
import { OpenVault } from './open-vault';
import { findHeaders, type OpenFailure, openAll, vaultIdText } from './opening';
import { createSealer, seal, type VaultKey } from './seal';
import { type CommitFailure, HEADER_KEY, ROOT_KEY, type VaultStore } from './store';
import { createHeader, type UnlockFailure as SlotFailure, unwrapWithPassword, unwrapWithPrf, unwrapWithRecoveryKey } from './unlocking';

export type CreateFailure = 'vault-exists' | 'trouble' | 'bad-secret' | CommitFailure;

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

/** The headers worth trying: the database's, then another copy's where it differs. */
async function withHeaders(
  env: Env,
  store: VaultStore,
  open: (header: Header) => Promise<Result<VaultKey, SlotFailure>>,
): Promise<Result<VaultKey, UnlockFailure>> {
  const state = await store.load();
  if (state.kind === 'none') return fail('no-vault');
  if (state.kind === 'trouble') return fail('trouble', state.problem);
  const headers = await findHeaders(env, store);
  if (!headers.ok) return headers;
  let first: Result<VaultKey, SlotFailure> | null = null;
  for (const { header } of headers.value) {
    const opened = await open(header);
    if (opened.ok) return opened;
    first ??= opened;
  }
  return first ?? fail('damaged-header');
}

/** Writes nothing, whatever comes of it. */
export const unlock = (env: Env, kdf: Kdf, store: VaultStore, password: string): Promise<Result<VaultKey, UnlockFailure>> =>
  withHeaders(env, store, (header) => unwrapWithPassword(env, kdf, header, password));

export const unlockWithPrf = (
  env: Env,
  store: VaultStore,
  credentialId: Bytes,
  prfOutput: Bytes,
): Promise<Result<VaultKey, UnlockFailure>> => withHeaders(env, store, (header) => unwrapWithPrf(env, header, credentialId, prfOutput));

export const unlockWithRecoveryKey = (env: Env, store: VaultStore, recoveryKey: Bytes): Promise<Result<VaultKey, UnlockFailure>> =>
  withHeaders(env, store, (header) => unwrapWithRecoveryKey(env, header, recoveryKey));

/** Beyond the key: reads the root and the index pages, nothing else. */
export async function openVault(env: Env, store: VaultStore, vaultKey: VaultKey): Promise<Result<OpenVault, OpenFailure>> {
  const opened = await openAll(env, store, vaultKey);
  return opened.ok ? ok(new OpenVault(opened.value)) : opened;
}
