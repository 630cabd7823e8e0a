// Automatic backups against a real open vault in memory: when one is made, what is in it, what becomes of a failure.

import { beforeEach, describe, expect, test } from 'vitest';
import { type AutoBackups, createAutoBackups } from '../../src/background/auto-backup';
import { backupFailure } from '../../src/background/auto-backup-plan';
import { fail, ok, type Result } from '../../src/core/result';
import { openBackup } from '../../src/core/vault/backup';
import type { OpenVault } from '../../src/core/vault/open-vault';
import { changePassword } from '../../src/core/vault/unlocking';
import { unlock } from '../../src/core/vault/vault';
import { oneOfEach, otpAccount } from '../support/items';
import { codeOf, newWorld, PASSWORD, quickKdf, reopen, value, type World } from '../support/vault-world';

const MINUTE = 60_000;

let world: World;
let open: OpenVault;
let password: string;
let locked: boolean;
let files: Map<string, string>;
let alarmAt: number | null;
let waitingSince: number | null;
let refusal: string | null;
/** Picked by the person. */
let folder: string | null;
/** What another program made of the file before it was read back. */
let spoil: (text: string) => string;
let backups: AutoBackups;

const change = async (changes: Parameters<OpenVault['commit']>[0]): Promise<Result<null>> => {
  if (locked) return fail('locked');
  const done = await open.commit(changes);
  if (done.ok) await backups.follow(open);
  return done.ok ? ok(null) : done;
};

beforeEach(async () => {
  world = await newWorld(oneOfEach);
  open = world.vault;
  password = PASSWORD;
  [locked, files, alarmAt, waitingSince, refusal, folder, spoil] = [false, new Map(), null, null, null, null, (text) => text];
  backups = createAutoBackups({
    env: world.env,
    kdf: quickKdf,
    vault: {
      open: async () => (locked ? fail('locked') : ok(open)),
      verify: async (given) => (given === password ? ok(world.vaultKey.slice()) : fail('wrong-password')),
      change,
    },
    folder: {
      name: async () => folder,
      forget: async () => {
        folder = null;
      },
    },
    async write(place, name, text) {
      if (refusal !== null) return fail(refusal);
      if (place === 'folder' && folder === null) return fail('folder-gone');
      const file = place === 'folder' ? `${folder}/${name}` : name;
      files.set(file, text);
      return ok({ file: `/downloads/${name}`, text: spoil(text) });
    },
    alarm: {
      read: async () => alarmAt,
      set: async (at) => {
        alarmAt = at;
      },
      clear: async () => {
        alarmAt = null;
      },
    },
    waiting: {
      read: async () => waitingSince,
      write: async (since) => {
        waitingSince = since;
      },
    },
    sleep: () => new Promise(() => undefined),
  });
});

const edit = async (): Promise<void> => {
  value(await change([{ put: otpAccount(world.env, { issuer: `New ${world.env.now()}` }) }]));
};
const started = async (keep = 3) => value(await backups.start(PASSWORD, keep, 'downloads'));
const ring = async (): Promise<void> => {
  world.env.advance(Math.max(0, (alarmAt ?? world.env.now()) - world.env.now()));
  alarmAt = null;
  await backups.rang();
};
const itemsIn = async (name: string | undefined, opener = PASSWORD): Promise<number> =>
  value(await openBackup(world.env, quickKdf, files.get(name ?? '') ?? '', opener)).items.length;
const newest = (): string | undefined => [...files.keys()].at(-1);

test('nothing is made before it is switched on, and it takes the password to do that', async () => {
  await edit();
  await backups.rang();
  expect(value(await backups.view())).toBeNull();
  expect(codeOf(await backups.start('wrong', 3, 'downloads'))).toBe('wrong-password');
  expect(files.size + (alarmAt ?? 0)).toBe(0);
});

test('the first is made at once, opens by the password alone and counts as a backup', async () => {
  const view = await started();
  expect(view).toMatchObject({ keep: 3, last: { items: 3, at: world.env.now() }, nextAt: null, failure: null });
  expect(await itemsIn(newest())).toBe(3);
  expect(open.facts).toMatchObject({ lastBackupAt: world.env.now(), changesSinceBackup: 0 });
});

test('one after ten changes in a row, minutes after the last', async () => {
  await started();
  for (let i = 0; i < 10; i++) {
    await edit();
    world.env.advance(1000);
  }
  expect(files.size).toBe(1);
  expect((alarmAt ?? 0) - world.env.now()).toBe(2 * MINUTE - 1000);
  await ring();
  expect(files.size).toBe(2);
  expect(await itemsIn(newest())).toBe(13);
  expect(alarmAt).toBeNull();
});

test('none while nothing changed, however often the alarm rings or the vault locks', async () => {
  await started();
  await backups.rang();
  await backups.beforeLock();
  const id = open.index()[0]?.id as string;
  value(await change([{ put: value(await open.read(id)), minor: true }]));
  await backups.rang();
  expect(files.size).toBe(1);
});

test('names go round: no more than asked for, the oldest is written over', async () => {
  await started(2);
  for (let i = 0; i < 4; i++) {
    await edit();
    await ring();
  }
  expect([...files.keys()].map((name) => name.replace(/[0-9a-f]{8}/, 'TAG'))).toEqual(['countersign-TAG-1.txt', 'countersign-TAG-2.txt']);
  expect((await Promise.all([...files.keys()].map((name) => itemsIn(name)))).sort()).toEqual([6, 7]);
});

test('what waits is made before a lock, and a vault that is locked makes none', async () => {
  await started();
  await edit();
  await backups.beforeLock();
  expect(files.size).toBe(2);
  await edit();
  locked = true;
  await backups.rang();
  await backups.beforeLock();
  expect(files.size).toBe(2);
  locked = false;
  await backups.follow(open);
  expect(alarmAt).not.toBeNull();
});

describe('a failure', () => {
  test('is told, tried again later each time, and forgotten when it goes well', async () => {
    await started();
    await edit();
    refusal = 'disk-full';
    const waits: number[] = [];
    for (let i = 0; i < 4; i++) {
      await ring();
      waits.push(((alarmAt ?? 0) - world.env.now()) / MINUTE);
    }
    expect(waits).toEqual([5, 15, 60, 60]);
    expect(value(await backups.view())).toMatchObject({ failure: 'disk-full', last: { items: 3 } });
    expect(await backupFailure(open)).toBe('disk-full');
    refusal = null;
    await ring();
    expect(value(await backups.view())).toMatchObject({ failure: null, last: { items: 4 }, nextAt: null });
  });

  test.each<[string, (text: string) => string]>([
    ['was cut', (text) => text.slice(0, -50)],
    ['is another', () => 'hello'],
    ['has a bit less', (text) => text.replace(/\n(.)/, (_, c: string) => `\n${c === 'A' ? 'B' : 'A'}`)],
  ])('is seen where the file that is read back %s', async (_, spoiled) => {
    spoil = spoiled;
    expect(await started()).toMatchObject({ last: null, failure: 'backup-unreadable' });
    expect(open.facts.lastBackupAt).toBeNull();
  });

  test('does not let a poorer file take the place of a good one', async () => {
    await started(1);
    const id = open.index()[0]?.id as string;
    const good = newest();
    world.profile.database.objects.delete(`record/${id}`);
    world.profile.shadow.objects.clear();
    open = await reopen(world);
    await edit();
    await ring();
    expect(value(await backups.view())).toMatchObject({ failure: 'backup-incomplete' });
    expect(await itemsIn(good)).toBe(3);
  });
});

describe('another password', () => {
  const changeIt = async (): Promise<void> => {
    const key = value(await unlock(world.env, quickKdf, world.profile.start(), PASSWORD));
    value(await change([{ header: value(await changePassword(world.env, quickKdf, open.header, key, 'a new one')) }]));
    password = 'a new one';
  };

  test('seals what comes after, and files of before keep theirs', async () => {
    await started();
    const old = newest();
    await changeIt();
    await backups.passwordChanged('a new one');
    await ring();
    expect(await itemsIn(newest(), 'a new one')).toBe(3);
    expect(await itemsIn(old)).toBe(3);
    expect(newest()).not.toBe(old);
  });

  test('that it was not told is asked for: nothing more is sealed under a password that is gone', async () => {
    await started();
    await changeIt();
    await edit();
    await backups.rang();
    expect(files.size).toBe(1);
    expect(value(await backups.view())).toMatchObject({ failure: 'password-changed', nextAt: null });
    expect(await backupFailure(open)).toBe('password-changed');
    value(await backups.start('a new one', 3, 'downloads'));
    expect(await itemsIn(newest(), 'a new one')).toBe(4);
  });
});

describe('a folder that was picked', () => {
  const inFolder = (): string[] => [...files.keys()].filter((name) => name.startsWith('Stick/'));
  beforeEach(() => {
    folder = 'Stick';
  });

  test('takes the files, as many as are kept', async () => {
    expect(value(await backups.start(PASSWORD, 2, 'folder'))).toMatchObject({ place: 'folder', folder: 'Stick', failure: null });
    for (let i = 0; i < 4; i++) {
      await edit();
      await ring();
    }
    expect(inFolder()).toHaveLength(2);
    expect((await Promise.all(inFolder().map((name) => itemsIn(name)))).sort()).toEqual([6, 7]);
  });

  test('that is not there is told, and what changed is in the first file when it is back', async () => {
    value(await backups.start(PASSWORD, 2, 'folder'));
    await edit();
    refusal = 'folder-gone';
    await ring();
    expect(value(await backups.view())).toMatchObject({ failure: 'folder-gone', folder: 'Stick', last: { items: 3 } });
    expect(await backupFailure(open)).toBe('folder-gone');
    refusal = null;
    await ring();
    expect(value(await backups.view())).toMatchObject({ failure: null, last: { items: 4 } });
  });

  test('may take over from the downloads, and gives them back', async () => {
    await started();
    expect(value(await backups.move('folder'))).toMatchObject({ place: 'folder', failure: null, last: { items: 3 } });
    expect(inFolder()).toHaveLength(1);
    expect(value(await backups.move('downloads'))).toMatchObject({ place: 'downloads', folder: null, failure: null });
    expect(folder).toBeNull();
  });

  test('is forgotten with the backups', async () => {
    value(await backups.start(PASSWORD, 2, 'folder'));
    value(await backups.stop());
    expect(folder).toBeNull();
    expect(inFolder()).toHaveLength(1);
  });
});

test('switched off, it forgets its key and makes none', async () => {
  await started();
  expect(value(await backups.stop())).toBeNull();
  await edit();
  await backups.rang();
  expect(files.size).toBe(1);
  expect(codeOf(await open.readExtra('automaticBackup'))).toBe('missing');
});
