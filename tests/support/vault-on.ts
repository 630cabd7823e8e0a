// An open vault in memory behind the part of the vault service that changes it.

import type { VaultService } from '../../src/background/vault-service';
import type { Item } from '../../src/core/item';
import { ok } from '../../src/core/result';
import type { OpenVault } from '../../src/core/vault/open-vault';
import type { Change } from '../../src/core/vault/plan';

/** `onCommit`: called before each. */
export function vaultOn(open: () => OpenVault, onCommit: () => void = () => undefined) {
  async function change(changes: readonly Change[]) {
    onCommit();
    const done = await open().commit(changes);
    return done.ok ? ok(null) : done;
  }
  const service: Pick<VaultService, 'open' | 'change' | 'editMany'> = {
    open: async () => ok(open()),
    change,
    async editMany(ids, edit) {
      const changed: Item[] = [];
      for (const item of await open().readMany(ids)) {
        if (!item.ok && item.error.code !== 'missing') return item;
        const next = item.ok ? edit(item.value) : null;
        if (next !== null) changed.push(next);
      }
      const puts = changed.map((put) => ({ put, expectRevision: open().revisionOf(put.id) }));
      const done = puts.length === 0 ? ok(null) : await change(puts);
      return done.ok ? ok(changed) : done;
    },
  };
  return service;
}
