// A short round of the trials of `npm run torture` that are quick, with the extension as it is built. Damaged files, killed browsers,
// edits at once and the search of the profile have theirs in store*.test.ts; what needs no browser is in tests/torture. The search of
// memory waits for garbage to be collected, which takes most of a minute: it, all figures, and a planted loss for each (`--control`) come
// from the command alone.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Row } from '../torture/trial';
import { trials } from '../torture/trials';

const browser = process.env.E2E_BROWSER === 'firefox' ? 'firefox' : 'chromium';
/** What golden vaults become is the same code in both browsers, and Firefox starts slowly. */
const QUICK = ['tamper', 'kills', 'full', ...(browser === 'chromium' ? ['migrate'] : [])];
/** The same chances each time: a failure elsewhere is one here. */
const seed = 1;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'countersign-torture-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));

it.each(trials.filter(({ name }) => QUICK.includes(name)))('$name: $about', async ({ name, run }) => {
  const rows: Row[] = [];
  const scratch = path.join(folder, name);
  const note = (row: Row): void => void rows.push(row);
  await run({ browser, rounds: 1, seed, control: false, inMemory: false, scratch, note });
  expect(rows).not.toHaveLength(0);
  // A list of rows is cut short where it fails: the words of each are the message.
  const failed = rows.filter(({ ok }) => ok === false).map(({ part, seen, threw }) => `${part}: ${threw ? 'broke off: ' : ''}${seen}`);
  expect(failed, `seed ${seed}: ${failed.join('; ')}`).toEqual([]);
});
