// No room left: the old state stays, the person reads so, and all goes on once there is room again. Injected in a copy of the build, as
// no browser lets a test take the room away; and, where the system lets us mount one, on a small disk that is really full.

import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildWith } from '../e2e/build-with';
import { asKey, make, makeMany, PASSWORD } from './accounts';
import { Keeper } from './keeper';
import { notesOf, type Setting, type Trial } from './trial';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Runs first in the background: on a word over the channel, both stores fail as a browser without room fails. */
const NO_ROOM = `
const channel = new BroadcastChannel('no-room');
let full = false;
channel.onmessage = ({ data }) => { full = data; channel.postMessage('done'); };
const refuse = () => { throw new DOMException('there is no room', 'QuotaExceededError'); };
const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (...args) { return full ? refuse() : put.apply(this, args); };
`;

const room = (keeper: Keeper, full: boolean) =>
  keeper.page().then((page) =>
    page.evaluate(
      (now) =>
        new Promise<void>((resolve) => {
          const channel = new BroadcastChannel('no-room');
          channel.onmessage = () => {
            channel.close();
            resolve();
          };
          channel.postMessage(now);
        }),
      full,
    ),
  );

interface Tap {
  close(): Promise<void> | void;
  open(): Promise<void> | void;
}

async function withoutRoom(setting: Setting, keeper: Keeper, tap: Tap) {
  const made = makeMany(20);
  await keeper.fill(made);
  const before = (await keeper.rows()).length;
  await tap.close();
  // Through the popup: what counts is the sentence that the person reads.
  const refusal = await keeper.driver.addByHand({ issuer: 'Too much', account: 'x', secret: 'JBSWY3DPEHPK3PXP', type: 'totp' }).then(
    () => null,
    (error: Error) => error.message,
  );
  const password = await keeper.ask('vault/change-password', { current: PASSWORD, next: 'something else entirely' });
  const { entries, lost } = await keeper.lossOf(made);
  await tap.open();
  const added = make('After all');
  const goesOn = (await keeper.ask('items/add-key', asKey(added))).ok;
  const still = await keeper.ask('vault/backup', { password: PASSWORD });
  if (setting.control) await keeper.must('items/trash', { id: (await keeper.rows())[0]?.id });
  const after = await keeper.lossOf([...made, added]);
  const ok = [
    refusal !== null && /full|room|space/i.test(refusal),
    !password.ok && password.error.code === 'disk-full',
    lost.length === 0 && entries === before,
    goesOn && still.ok && after.lost.length === 0 && after.entries === before + 1,
  ];
  const seen = `"${refusal}"; password change: ${password.ok ? 'done' : password.error.code}; ${before - lost.length} of ${before} kept; ${after.entries} after`;
  return { ok: ok.every(Boolean), seen };
}

async function injected(setting: Setting) {
  const build = setting.dist ?? path.join(root, 'dist', setting.browser);
  const dist = buildWith(NO_ROOM, build, path.join(setting.scratch, 'build'));
  const keeper = await Keeper.start(setting, path.join(setting.scratch, 'injected'), { dist });
  try {
    return await withoutRoom(setting, keeper, { close: () => room(keeper, true), open: () => room(keeper, false) });
  } finally {
    await keeper.close();
  }
}

/** To the last byte. */
function fillUp(file: string): void {
  for (const size of [1 << 20, 4096, 256]) {
    const chunk = Buffer.alloc(size);
    try {
      for (;;) appendFileSync(file, chunk);
    } catch {
      // full for this size
    }
  }
}

/** null: the system does not let us. */
function smallDisk(folder: string): (() => void) | null {
  mkdirSync(folder, { recursive: true });
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=512m', 'tmpfs', folder]).status !== 0) return null;
  return () => void spawnSync('umount', ['-l', folder]);
}

async function onSmallDisk(setting: Setting) {
  const disk = path.join(setting.scratch, 'disk');
  const unmount = smallDisk(disk);
  if (unmount === null) return { ok: null, seen: 'not measured: no small disk can be mounted here' };
  const ballast = path.join(disk, 'ballast');
  try {
    const keeper = await Keeper.start(setting, path.join(disk, 'profile'));
    try {
      return await withoutRoom(setting, keeper, {
        close() {
          fillUp(ballast);
        },
        open: () => rmSync(ballast, { force: true }),
      });
    } finally {
      if (existsSync(ballast)) rmSync(ballast);
      await keeper.close();
    }
  } finally {
    unmount();
  }
}

export const full: Trial = {
  name: 'full',
  about: 'no room on the disk: the old state stays, the person reads so, and it goes on afterwards',
  rounds: 2,
  async run(setting) {
    const note = notesOf('full', setting);
    const expected = 'said so, old state kept, goes on';
    await note('quota error injected', expected, 1, () => injected(setting));
    if (setting.rounds > 1) await note('a small disk, really full', expected, 1, () => onSmallDisk(setting));
  },
};
