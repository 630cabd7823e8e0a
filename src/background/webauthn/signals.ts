// What a site says of its passkeys unasked. It is believed for its own rpId only, never answered, and nothing of it is final: a passkey
// that the site no longer knows goes to the trash, and comes back by itself when the site lists it again within the 30 days.
// Deviation: WebAuthn L3 §5.1.11.1 lets an authenticator remove it; a slip of a server must not cost a person their key.

import * as v from 'valibot';
import { equalBytes } from '../../core/bytes';
import type { Env } from '../../core/env';
import type { ItemId, Passkey } from '../../core/item';
import type { OpenVault } from '../../core/vault/open-vault';
import type { Change } from '../../core/vault/plan';
import { fromTrash, toTrash } from '../../core/vault/trash';
import { checkRpId } from '../../core/webauthn/rp-id';
import type { BridgeSender } from '../../messages/audiences';
import { type Signal, type SignalOptions, signalOptions } from '../../messages/signal-options';
import type { VaultService } from '../vault-service';

/** Sealed beside the items: ids of passkeys that a signal put into the trash. */
const HIDDEN = 'passkeysHiddenBySites';
const LONGEST_NAME = 256;
/** Writes of the vault that one origin may cause in a minute. */
const MOST = 10;
const WITHIN_MS = 60_000;

export type Signals = (sender: BridgeSender, signal: Signal, options: unknown) => Promise<void>;

interface Parts {
  readonly env: Env;
  readonly vault: Pick<VaultService, 'open' | 'change'>;
  readonly allowed: (origin: string) => Promise<boolean>;
  /** Passkeys were changed. */
  readonly changed: () => void;
}

export function createSignals({ env, vault, allowed, changed }: Parts): Signals {
  const acted = new Map<string, readonly number[]>();

  function tooMany(origin: string): boolean {
    const recent = (acted.get(origin) ?? []).filter((at) => env.now() - at < WITHIN_MS);
    acted.set(origin, [...recent, env.now()].slice(-MOST));
    return recent.length >= MOST;
  }

  async function hiddenBefore(open: OpenVault): Promise<readonly ItemId[]> {
    const found = v.safeParse(v.array(v.string()), await open.readExtra(HIDDEN).then((read) => (read.ok ? read.value : [])));
    return found.success ? found.output.filter((id) => (open.entry(id)?.trashedAt ?? null) !== null) : [];
  }

  return async (sender, signal, raw) => {
    const { origin } = sender;
    if (origin === null || !sender.active || sender.incognito || !(await allowed(origin))) return;
    const options = v.safeParse(signalOptions[signal], raw);
    if (!options.success || !checkRpId(origin, options.output.rpId).ok) return;
    const open = await vault.open();
    if (!open.ok) return;
    const passkeys = await passkeysOf(open.value, options.output.rpId);
    const hidden = await hiddenBefore(open.value);
    const edited = passkeys.flatMap((passkey) => edit(signal, options.output, passkey, hidden, env.now()) ?? []);
    if (edited.length === 0 || tooMany(origin)) return;
    const puts = edited.map((put): Change => ({ put, expectRevision: open.value.revisionOf(put.id) }));
    const still = new Set(hidden);
    if (signal !== 'currentUserDetails')
      for (const { id, trashedAt } of edited) {
        if (trashedAt === null) still.delete(id);
        else still.add(id);
      }
    const done = await vault.change([...puts, { extra: HIDDEN, value: still.size === 0 ? null : [...still] }]);
    if (done.ok) changed();
  };
}

async function passkeysOf(open: OpenVault, rpId: string): Promise<readonly Passkey[]> {
  const ids = open.index().flatMap((entry) => (entry.kind === 'passkey' && entry.rpId === rpId ? [entry.id] : []));
  return (await open.readMany(ids)).flatMap((item) => (item.ok && item.value.kind === 'passkey' ? [item.value] : []));
}

/** The passkey as the signal leaves it; null: as it is. */
function edit(signal: Signal, raw: SignalOptions<Signal>, passkey: Passkey, hidden: readonly ItemId[], now: number): Passkey | null {
  if (signal === 'unknownCredential') {
    const { credentialId } = raw as SignalOptions<'unknownCredential'>;
    return passkey.trashedAt === null && equalBytes(passkey.credentialId, credentialId) ? toTrash(passkey, now) : null;
  }
  const { userId } = raw as SignalOptions<'allAcceptedCredentials' | 'currentUserDetails'>;
  if (!equalBytes(passkey.userHandle, userId)) return null;
  if (signal === 'allAcceptedCredentials') {
    const { allAcceptedCredentialIds } = raw as SignalOptions<'allAcceptedCredentials'>;
    const accepted = allAcceptedCredentialIds.some((id) => equalBytes(id, passkey.credentialId));
    if (passkey.trashedAt === null) return accepted ? null : toTrash(passkey, now);
    return accepted && hidden.includes(passkey.id) ? fromTrash(passkey, now) : null;
  }
  const details = raw as SignalOptions<'currentUserDetails'>;
  const [userName, displayName] = [details.name.slice(0, LONGEST_NAME), details.displayName.slice(0, LONGEST_NAME)];
  if (passkey.trashedAt !== null || (passkey.userName === userName && passkey.displayName === displayName)) return null;
  return { ...passkey, userName, displayName, changedAt: now };
}
