// Three pages that edit the same accounts at the same time: every acknowledged edit is there at the end.

import path from 'node:path';
import { makeMany } from './accounts';
import { Keeper } from './keeper';
import { notesOf, type Setting, type Trial } from './trial';

const PAGES = 3;
const ACCOUNTS = 5;

interface Written {
  readonly acknowledged: readonly string[];
  readonly conflicts: number;
}

/**
 * Runs in a page: reads an account, adds a word to its note, writes it with the revision it was read at, and again from the start where
 * somebody else was faster. `careless` writes with the newest revision instead: what a program without that comparison would do.
 */
async function writer(ids: readonly string[], name: string, edits: number, careless: boolean): Promise<Written> {
  const acknowledged: string[] = [];
  let conflicts = 0;
  for (let n = 0; n < edits; n++) {
    const id = ids[n % ids.length];
    for (;;) {
      const card = await chrome.runtime.sendMessage({ route: 'items/card', body: { id } });
      const newest = careless ? await chrome.runtime.sendMessage({ route: 'items/card', body: { id } }) : card;
      const { issuer, account } = card.value;
      const note = `${card.value.note} ${name}${n}`.trim();
      const body = { id, revision: newest.value.revision, issuer, account, sites: [], note, tags: [], pinned: false, otp: null };
      const reply = await chrome.runtime.sendMessage({ route: 'items/edit', body });
      if (reply.ok) {
        acknowledged.push(`${name}${n}`);
        break;
      }
      if (reply.error.code !== 'revision-conflict') throw new Error(reply.error.code);
      conflicts++;
    }
  }
  return { acknowledged, conflicts };
}

/** Planted: what was written at one account is gone. */
async function forget(keeper: Keeper, id: string): Promise<void> {
  const { revision, issuer } = (await keeper.must('items/card', { id })) as { revision: number; issuer: string };
  await keeper.must('items/edit', { id, revision, issuer, account: '', sites: [], note: '', tags: [], pinned: false, otp: null });
}

async function race(setting: Setting) {
  const keeper = await Keeper.start(setting, path.join(setting.scratch, 'edits'));
  try {
    await keeper.fill(makeMany(ACCOUNTS));
    const ids = (await keeper.rows()).map(({ id }) => id);
    const { rig } = keeper.driver;
    const pages = [];
    for (const address of ['src/popup/index.html', 'src/options/index.html', 'src/popup/index.html'])
      pages.push(await rig.openOwnPage(address));
    const written = await Promise.all(
      pages.slice(0, PAGES).map((page, n) => page.evaluate(writer, ids, 'abc'[n] as string, setting.rounds, setting.control)),
    );
    if (setting.control) await forget(keeper, ids[0] ?? '');
    const notes: string[] = [];
    for (const id of ids) notes.push(((await keeper.must('items/card', { id })) as { note: string }).note);
    const found = new Set(notes.join(' ').split(' '));
    const acknowledged = written.flatMap((one) => one.acknowledged);
    const lost = acknowledged.filter((word) => !found.has(word));
    const conflicts = written.reduce((sum, one) => sum + one.conflicts, 0);
    const seen = `${acknowledged.length} acknowledged, ${acknowledged.length - lost.length} there, ${conflicts} told that another was faster`;
    return { ok: lost.length === 0 && acknowledged.length === PAGES * setting.rounds, seen };
  } finally {
    await keeper.close();
  }
}

export const edits: Trial = {
  name: 'edits',
  about: 'three pages edit the same accounts at once: no acknowledged edit lost',
  rounds: 100,
  run: (setting) =>
    notesOf('edits', setting)(`${PAGES} pages at once`, `${PAGES * setting.rounds} of ${PAGES * setting.rounds}`, setting.rounds, () =>
      race(setting),
    ),
};
