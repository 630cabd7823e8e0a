// Backups out and in, the raw bytes of a vault that does not open, and the end of a vault. Each asks for the password again.

import type { Env } from '../core/env';
import { fail, ok, type Result } from '../core/result';
import { openBackup, sealBackup } from '../core/vault/backup';
import type { Kdf } from '../core/vault/kdf';
import type { PageReplies } from '../messages/page-protocol';
import type { VaultService } from './vault-service';

type SavedFile = PageReplies['vault/backup'];
type Restored = PageReplies['vault/restore'];

export interface BackupService {
  /** Every item that can be read; sealed under the vault's own password. `damaged`: some could not, and the file would lack them. */
  save(password: string): Promise<Result<SavedFile>>;
  /** Where there is no vault the file becomes one, under its password; else it is merged into the open one, adding only. */
  restore(content: string, password: string): Promise<Result<Restored>>;
  /** `password` null only where the vault cannot be opened at all. */
  wipe(password: string | null): Promise<Result<null>>;
  raw(): Promise<Result<SavedFile>>;
}

export function createBackupService(env: Env, kdf: Kdf, vault: VaultService): BackupService {
  const day = (): string => new Date(env.now()).toISOString().slice(0, 10);

  return {
    async save(password) {
      const key = await vault.verify(password);
      if (!key.ok) return key;
      key.value.fill(0);
      const open = await vault.open();
      if (!open.ok) return open;
      const read = await open.value.readMany(open.value.index().map(({ id }) => id));
      const items = read.flatMap((item) => (item.ok ? [item.value] : []));
      const now = env.now();
      const text = await sealBackup(env, kdf, password, { vaultId: open.value.header.vaultId, createdAt: now, items });
      if (!text.ok) return text;
      await vault.change([{ backedUpAt: now }]);
      return ok({ fileName: `countersign-backup-${day()}.txt`, content: text.value });
    },

    async restore(content, password) {
      const { vault: state } = await vault.state();
      if (state === 'locked' || state === 'trouble') return fail(state);
      const backup = await openBackup(env, kdf, content, password);
      if (!backup.ok) return backup;
      const becameVault = state === 'none';
      if (becameVault) {
        const created = await vault.create(password);
        if (!created.ok) return created;
      }
      const merged = await vault.merge(backup.value.items);
      // The file that the vault was made from is its backup.
      if (merged.ok && becameVault) await vault.change([{ backedUpAt: backup.value.createdAt }]);
      return merged.ok ? ok({ ...merged.value, failed: 0, becameVault }) : merged;
    },

    async wipe(password) {
      const { vault: state } = await vault.state();
      if (password === null) return state === 'trouble' ? vault.wipe() : fail('wrong-password');
      const key = await vault.verify(password);
      if (!key.ok) return key;
      key.value.fill(0);
      return vault.wipe();
    },

    async raw() {
      return ok({ fileName: `countersign-raw-${day()}.json`, content: JSON.stringify(await vault.exportRaw()) });
    },
  };
}
