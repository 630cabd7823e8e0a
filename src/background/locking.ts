// Everything that locks the vault before its deadline: the person, nobody being there, the system's own lock. What waits to be backed up
// goes first, while the key is there.

import { idleInterval, locksOn, type Presence } from '../core/vault/lock';
import type { Settings } from '../messages/views';
import type { AutoBackups } from './auto-backup';
import type { VaultService } from './vault-service';

export interface Locking {
  now(): Promise<void>;
  /** The browser says who is there. */
  presence(presence: Presence): Promise<void>;
  settingsChanged(): Promise<void>;
}

interface Parts {
  readonly vault: Pick<VaultService, 'open' | 'lock'>;
  readonly backups: Pick<AutoBackups, 'beforeLock'>;
  readonly settings: () => Promise<Pick<Settings, 'idleLockMinutes' | 'lockWithSystem'>>;
  readonly setIdleInterval: (seconds: number) => void;
}

export function createLocking({ vault, backups, settings, setIdleInterval }: Parts): Locking {
  async function now(): Promise<void> {
    // A vault whose time is up locks at this look, without a backup.
    if ((await vault.open()).ok) await backups.beforeLock();
    await vault.lock();
  }
  return {
    now,
    async presence(presence) {
      if (locksOn(presence, await settings())) await now();
    },
    async settingsChanged() {
      setIdleInterval(idleInterval(await settings()));
    },
  };
}
