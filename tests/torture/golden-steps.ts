// The first writes to a golden vault, in memory: the worker dies before and after each of them, and everything is there at the next start.

import type { OpenVault } from '../../src/core/vault/open-vault';
import { openVault } from '../../src/core/vault/vault';
import { otpAccount } from '../support/items';
import type { MemoryProfile } from '../support/memory-store';
import { type TestEnv, testEnv } from '../support/test-env';
import { value } from '../support/vault-world';
import { type Golden, holds, profileOf } from './golden';
import { Mortal, mortalStore, type Operation, operations, type StepResult } from './kill-steps';

/** Those that need no password: its key is as slow to derive as it was written. */
export const migrations: readonly Operation[] = operations.filter(({ name }) =>
  ['add', 'edit', 'import', 'inspection', 'catching up'].includes(name),
);

/** Each item as it was written, but for the note that was being edited; nothing damaged; and it takes another write. */
async function troubles(env: TestEnv, { vault: golden }: Golden, profile: MemoryProfile): Promise<string | null> {
  const opened = await openVault(env, profile.start(), golden.vaultKey);
  if (!opened.ok) return opened.error.code;
  const vault = opened.value;
  const edited = vault.index()[0]?.id;
  for (const item of golden.items) {
    const read = await vault.read(item.id);
    const then = item.id === edited && read.ok ? { ...item, note: read.value.note } : item;
    if (!read.ok || !holds(read.value, then)) return `${item.kind} ${item.id}`;
  }
  const inspection = await vault.inspect();
  if (vault.damaged().length > 0 || (inspection?.damaged.length ?? 1) > 0) return 'damage';
  return (await commits(env, vault)) ? null : 'takes no write';
}

const commits = async (env: TestEnv, vault: OpenVault): Promise<boolean> => (await vault.commit([{ put: otpAccount(env) }])).ok;

/** `plant`: after each death one record is taken out of both copies, as a loss that must be seen. */
export async function killGoldenAtEachWrite(golden: Golden, { name, run }: Operation, plant: boolean): Promise<StepResult> {
  const torn: string[] = [];
  let kills = 0;
  for (let at = 1; ; at++)
    for (const after of [false, true]) {
      const env = testEnv(at);
      const profile = profileOf(golden.vault);
      // The second copy lags behind, or has lost some: what these two put right.
      if (name === 'catching up') profile.shadow.marker = { vaultId: golden.vault.vaultId, generation: golden.vault.generation - 1 };
      if (name === 'inspection') for (const key of [...profile.shadow.objects.keys()].slice(0, 3)) profile.shadow.objects.delete(key);
      const life = new Mortal(at, after);
      const store = mortalStore(profile, life);
      const vault = value(await openVault(env, store, golden.vault.vaultKey));
      await run(env, vault, store).catch(() => null);
      if (!life.dead && life.writes < at) return { kills, torn };
      kills++;
      if (plant)
        for (const objects of [profile.database.objects, profile.shadow.objects])
          objects.delete([...objects.keys()].find((key) => key.includes('record/')) as string);
      const trouble = await troubles(testEnv(9), golden, profile);
      if (trouble !== null) torn.push(`${name}: ended ${after ? 'after' : 'before'} write ${at}: ${trouble}`);
    }
}
