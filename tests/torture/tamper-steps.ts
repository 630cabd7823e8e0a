// Whoever can write to the disk but has no key, in memory: each byte of each object, in both copies.

import type { Bytes } from '../../src/core/bytes';
import { HEADER_KEY, ROOT_KEY } from '../../src/core/vault/store';
import { openVault, unlock } from '../../src/core/vault/vault';
import { oneOfEach } from '../support/items';
import type { MemoryProfile } from '../support/memory-store';
import { newWorld, PASSWORD, quickKdf, value } from '../support/vault-world';

export interface Flips {
  readonly flips: number;
  /** Where a flip went by unseen, or took with it what it did not touch. */
  readonly unseen: readonly string[];
}

function write(profile: MemoryProfile, key: string, bytes: Bytes): void {
  profile.database.objects.set(key, bytes);
  profile.shadow.objects.set(`${profile.shadow.marker?.vaultId}/${key}`, bytes);
}

/** Every `stride`-th byte. `blind`: the flip is taken back before anyone looks, as a loss that must be seen. */
export async function flipBytes(stride: number, blind: boolean): Promise<Flips> {
  const world = await newWorld(oneOfEach);
  const ids = world.vault.index().map(({ id }) => id);
  const first = value(await world.vault.read(ids[0] as string));
  value(await world.vault.commit([{ put: { ...first, note: 'edited' } }, { extra: 'choices', value: 'some' }]));
  const { profile, env, vaultKey } = world;
  const unseen: string[] = [];
  let flips = 0;
  for (const [key, sound] of [...profile.database.objects]) {
    for (let at = 0; at < sound.length; at += stride) {
      write(
        profile,
        key,
        sound.map((byte, n) => (n === at && !blind ? byte ^ (1 << (at % 8)) : byte)),
      );
      flips++;
      const vault = await openVault(env, profile.start(), vaultKey);
      if (key === HEADER_KEY) {
        const refused = await unlock(env, quickKdf, profile.start(), PASSWORD);
        if (vault.ok || refused.ok) unseen.push(`${key} ${at}`);
      } else if (key === ROOT_KEY) {
        if (vault.ok) unseen.push(`${key} ${at}`);
      } else {
        const open = value(vault);
        const read = await open.readMany(ids);
        await open.inspect();
        const named = open.damaged().some((one) => one.key === key);
        const others = ids.filter((id, n) => key !== `record/${id}` && read[n]?.ok !== true);
        // A page or a leaf is written anew by whoever finds it wrong.
        if (!named || others.length > 0) unseen.push(`${key} ${at}`);
      }
    }
    write(profile, key, sound);
  }
  return { flips, unseen };
}
