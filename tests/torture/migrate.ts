// Vaults of every format that ever landed: they open, take writes, survive a death at each of them; a later format is read, not written.

import path from 'node:path';
import { openBackup } from '../../src/core/vault/backup';
import { openVault, unlock } from '../../src/core/vault/vault';
import { argon2 } from '../../src/platform/argon2';
import { otpAccount } from '../support/items';
import type { MemoryProfile } from '../support/memory-store';
import { testEnv } from '../support/test-env';
import { value } from '../support/vault-world';
import { asTexts, type Golden, goldenVaults, holds, layDown, ofLaterFormat, profileOf } from './golden';
import { killGoldenAtEachWrite, migrations } from './golden-steps';
import { Keeper } from './keeper';
import type { Operation } from './kill-steps';
import { notesOf, type Setting, type Trial } from './trial';

/** Planted: one record less than was written. */
function plant(profile: MemoryProfile): void {
  for (const objects of [profile.database.objects, profile.shadow.objects]) {
    const key = [...objects.keys()].find((one) => one.includes('record/'));
    if (key !== undefined) objects.delete(key);
  }
}

async function inMemory({ vault: golden }: Golden, control: boolean) {
  const env = testEnv();
  const profile = profileOf(golden);
  if (control) plant(profile);
  const key = value(await unlock(env, argon2, profile.start(), golden.password));
  const read = async () => {
    const vault = value(await openVault(env, profile.start(), key));
    return { vault, items: await vault.readMany(vault.index().map(({ id }) => id)) };
  };
  const first = await read();
  const same = golden.items.every((item, n) => first.items[n]?.ok === true && holds(first.items[n].value, item));
  // Its first write brings it to today's format.
  value(await first.vault.commit([{ put: otpAccount(env) }]));
  const after = await read();
  const kept = after.items.filter(({ ok }) => ok).length === golden.items.length + 1;
  const damaged = (await after.vault.inspect())?.damaged.length;
  const backup = await openBackup(env, argon2, golden.backup, golden.password);
  const seen = `${first.items.filter(({ ok }) => ok).length} of ${golden.items.length} items, ${damaged} damaged after a write, its backup ${backup.ok ? 'opens' : 'does not open'}`;
  return { ok: same && kept && damaged === 0 && backup.ok, seen };
}

async function killed(golden: Golden, operation: Operation, control: boolean) {
  const { kills, torn } = await killGoldenAtEachWrite(golden, operation, control);
  return { ok: torn.length === 0 && kills > 0, seen: torn[0] ?? `${kills} deaths, torn 0` };
}

async function laidDown(setting: Setting, name: string, golden: Golden['vault'], profile: MemoryProfile): Promise<Keeper> {
  const keeper = await Keeper.start(setting, path.join(setting.scratch, name));
  const page = await keeper.page();
  await page.evaluate(layDown, asTexts(profile), golden.vaultId, profile.database.marker?.generation ?? 0);
  await keeper.killBackground();
  return keeper;
}

/** Whose codes can be shown without being spent. */
const wantedOf = ({ items }: Golden['vault']) =>
  items.filter((item) => item.kind === 'otp' && item.trashedAt === null && item.otp.type !== 'hotp');

async function inBrowser(setting: Setting, { vault: golden, name }: Golden) {
  const profile = profileOf(golden);
  if (setting.control) plant(profile);
  const keeper = await laidDown(setting, name, golden, profile);
  try {
    const { stage } = await keeper.popupSays();
    const opened = await keeper.unlock(golden.password);
    if (!opened.ok) return { ok: false, seen: `${stage}; ${opened.error.code}` };
    const wanted = wantedOf(golden);
    const rows = await keeper.rows();
    const ids = rows.map(({ id }) => id);
    const codes = (await keeper.must('items/codes', { ids })) as { id: string }[];
    const shown = wanted.filter(({ id }) => codes.some((one) => one.id === id));
    const added = await keeper.ask('items/add-uri', { uri: 'otpauth://totp/new?secret=JBSWY3DPEHPK3PXP', site: null });
    const words = (await keeper.popupSays()).codes.filter((code) => !/neverBackedUp/.test(code));
    const seen = `${shown.length} of ${wanted.length} codes, ${rows.length} rows, a write ${added.ok ? 'goes through' : added.error.code}${words.length > 0 ? `, ${words.join(', ')}` : ''}`;
    return { ok: shown.length === wanted.length && added.ok && words.length === 0, seen };
  } finally {
    await keeper.close();
  }
}

async function laterInBrowser(setting: Setting, { vault: golden }: Golden) {
  const profile = await ofLaterFormat(golden, 1);
  if (setting.control) for (const _ of golden.items) plant(profile);
  const keeper = await laidDown(setting, 'later', golden, profile);
  try {
    const opened = await keeper.unlock(golden.password);
    const said = await keeper.popupSays();
    const refused = await keeper.ask('items/add-uri', { uri: 'otpauth://totp/new?secret=JBSWY3DPEHPK3PXP', site: null });
    const listed = await keeper.rows();
    const codes = (await keeper.must('items/codes', { ids: listed.map(({ id }) => id) })) as { id: string }[];
    const shown = wantedOf(golden).every(({ id }) => codes.some((one) => one.id === id));
    const rows = listed.length;
    // Recovery codes stand at their account's row.
    const whole = rows === golden.items.filter(({ kind, trashedAt }) => kind !== 'recovery' && trashedAt === null).length;
    const sound = whole && shown && !said.codes.includes('recordsDamaged');
    const ok = opened.ok && sound && said.codes.includes('readOnlyNewerFormat') && !refused.ok && refused.error.code === 'newer-format';
    return { ok, seen: `${rows} rows; "${said.words.join(' ')}"; a write: ${refused.ok ? 'done' : refused.error.code}` };
  } finally {
    await keeper.close();
  }
}

export const migrate: Trial = {
  name: 'migrate',
  about: 'golden vaults of every format that landed open, take writes and survive a death at each; a later format is read, not written',
  rounds: 2,
  async run(setting) {
    const note = notesOf('migrate', setting);
    for (const golden of goldenVaults()) {
      if (setting.inMemory) {
        await note(`golden ${golden.name}`, 'every item, its backup too', 1, () => inMemory(golden, setting.control), 'node');
        for (const operation of migrations) {
          const part = `golden ${golden.name}, a death at each write: ${operation.name}`;
          await note(part, 'every item, whole', 1, () => killed(golden, operation, setting.control), 'node');
        }
      }
      await note(`golden ${golden.name} in the browser`, 'every item, a write goes through', 1, () => inBrowser(setting, golden));
    }
    const last = goldenVaults().at(-1) as Golden;
    if (setting.rounds > 1) await note('a later format', 'read, not written, said so', 1, () => laterInBrowser(setting, last));
  },
};
