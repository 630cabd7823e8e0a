// Backups out and in, the raw bytes of a vault that does not open, and the end of a vault. Each asks for the password again.

import type { Env } from '../core/env';
import type { Item } from '../core/item';
import { fail, ok, type Result } from '../core/result';
import { extrasFor, openBackup, sealBackup } from '../core/vault/backup';
import { compareBackup, contentOf } from '../core/vault/backup-comparison';
import type { Kdf } from '../core/vault/kdf';
import type { OpenVault } from '../core/vault/open-vault';
import type { NamedItems, TestedBackup } from '../messages/backup-protocol';
import type { PageReplies } from '../messages/page-protocol';
import type { UndoService } from './undo-service';
import type { VaultService } from './vault-service';

type SavedFile = PageReplies['vault/backup'];
type Restored = PageReplies['vault/restore'];

export interface BackupService {
  /** Every item that can be read; sealed under the vault's own password. `damaged`: some could not, and the file would lack them. */
  save(password: string): Promise<Result<SavedFile>>;
  /**
   * Where there is no vault the file becomes one, under its password, and so beside one that does not open; else it is merged into the
   * open one, adding only.
   */
  restore(content: string, password: string): Promise<Result<Restored>>;
  /** Opens the file and says what is in it, and what an open vault has that it lacks. Changes nothing. */
  test(content: string, password: string): Promise<Result<TestedBackup>>;
  /** `password` null only where the vault cannot be opened at all. */
  wipe(password: string | null): Promise<Result<null>>;
  raw(): Promise<Result<SavedFile>>;
}

/** As many names as a person reads. */
const NAMES_SHOWN = 5;

export function createBackupService(env: Env, kdf: Kdf, vault: VaultService, undo: Pick<UndoService, 'remember'>): BackupService {
  const day = (): string => new Date(env.now()).toISOString().slice(0, 10);

  const itemsOf = async (open: OpenVault): Promise<readonly Item[]> =>
    (await open.readMany(open.index().map(({ id }) => id))).flatMap((item) => (item.ok ? [item.value] : []));

  /** Only where the vault has none of that name: what is there is never overwritten. */
  async function bringExtras(extras: ReadonlyMap<string, string> | undefined): Promise<void> {
    const open = await vault.open();
    if (!open.ok) return;
    for (const [name, text] of extras ?? []) {
      const there = await open.value.readExtra(name);
      if (!there.ok && there.error.code === 'missing') await vault.change([{ extra: name, value: text }]);
    }
  }

  const idsNow = async (): Promise<ReadonlySet<string>> => {
    const open = await vault.open();
    return new Set(open.ok ? open.value.index().map(({ id }) => id) : []);
  };

  async function rememberAdded(before: ReadonlySet<string>): Promise<void> {
    const open = await vault.open();
    const added = open.ok ? open.value.index().filter(({ id, trashedAt }) => !before.has(id) && trashedAt === null) : [];
    const [first] = added;
    if (first === undefined) return;
    const name = first.issuer || first.account;
    const ids = added.map(({ id }) => id);
    await undo.remember({ act: 'add', ids, name: ids.length > 1 ? `${name} +${ids.length - 1}` : name });
  }

  return {
    async save(password) {
      const key = await vault.verify(password);
      if (!key.ok) return key;
      key.value.fill(0);
      const open = await vault.open();
      if (!open.ok) return open;
      const items = await itemsOf(open.value);
      const now = env.now();
      const extras = await extrasFor((name) => open.value.readExtra(name));
      const text = await sealBackup(env, kdf, password, { vaultId: open.value.header.vaultId, createdAt: now, items, extras });
      if (!text.ok) return text;
      await vault.change([{ backedUpAt: now }]);
      return ok({ fileName: `countersign-backup-${day()}.txt`, content: text.value });
    },

    async restore(content, password) {
      const { vault: state } = await vault.state();
      if (state === 'locked') return fail(state);
      const backup = await openBackup(env, kdf, content, password);
      if (!backup.ok) return backup;
      const becameVault = state !== 'open';
      if (becameVault) {
        const created = state === 'none' ? await vault.create(password) : await vault.createBeside(password);
        if (!created.ok) return created;
      }
      const before = await idsNow();
      const merged = await vault.merge(backup.value.items);
      if (merged.ok) await bringExtras(backup.value.extras);
      if (merged.ok && !becameVault) await rememberAdded(before);
      // The file that the vault was made from is its backup.
      if (merged.ok && becameVault) await vault.change([{ backedUpAt: backup.value.createdAt }]);
      return merged.ok ? ok({ ...merged.value, failed: 0, becameVault }) : merged;
    },

    async test(content, password) {
      const backup = await openBackup(env, kdf, content, password);
      if (!backup.ok) return backup;
      const { createdAt, items } = backup.value;
      const open = await vault.open();
      if (!open.ok) return ok({ createdAt, content: contentOf(items), beside: null });
      const { missing, more, changed } = compareBackup(await itemsOf(open.value), items);
      return ok({ createdAt, content: contentOf(items), beside: { missing: named(missing), more: named(more), changed: named(changed) } });
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

const named = (items: readonly Item[]): NamedItems => ({
  count: items.length,
  names: items.slice(0, NAMES_SHOWN).map((item) => {
    const [name, account] = item.kind === 'passkey' ? [item.rpName || item.rpId, item.userName] : [item.issuer, item.account];
    return [name, account].filter((part) => part !== '').join(', ');
  }),
});
