import { describe, expect, test } from 'vitest';
import { salvage } from '../../../src/core/vault/salvage';
import { oneOfEach } from '../../support/items';
import { codeOf, newWorld, PASSWORD, quickKdf, value } from '../../support/vault-world';

describe('salvage', () => {
  test('finds every item without root, leaf and page, in its newest version', async () => {
    const { env, profile, vault } = await newWorld(oneOfEach);
    const ids = vault.index().map(({ id }) => id);
    const first = value(await vault.read(ids[0] as string));
    for (let i = 0; i < 20; i++) value(await vault.commit([{ put: { ...first, note: `edit ${i}` } }]));
    const expected = (await vault.readMany(ids)).map((one) => value(one));
    for (const objects of [profile.database.objects, profile.shadow.objects]) {
      for (const key of objects.keys()) if (/(root|leaf\/0|page\/0)$/.test(key)) objects.delete(key);
    }
    const { items, lost } = value(await salvage(env, quickKdf, await profile.start().exportRaw(), PASSWORD));
    expect(items).toEqual(expected);
    expect(lost).toEqual([]);
  });

  test('says what it could not open, and does not take a wrong password', async () => {
    const { env, profile, vault } = await newWorld(oneOfEach);
    const id = vault.index()[1]?.id as string;
    const spoiled = new Uint8Array(305).fill(1);
    profile.database.objects.set(`record/${id}`, spoiled);
    profile.shadow.objects.set(`${profile.shadow.marker?.vaultId}/record/${id}`, spoiled);
    const raw = await profile.start().exportRaw();
    expect(value(await salvage(env, quickKdf, raw, PASSWORD, 50)).lost).toEqual([id]);
    expect(codeOf(await salvage(env, quickKdf, raw, 'no'))).toBe('wrong-password');
    profile.database.objects.delete('header');
    profile.shadow.objects.delete(`${profile.shadow.marker?.vaultId}/header`);
    expect(codeOf(await salvage(env, quickKdf, await profile.start().exportRaw(), PASSWORD))).toBe('no-header');
  });
});
