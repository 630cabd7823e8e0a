// `npm run attack [-- BATTERY|ATTACK …] [--browser chromium|firefox] [--subject code|recovery] [--count N] [--headed]
// [--dist DIR] [--out F.json]`:
// the batteries of hostile pages against the built extension in real browsers, as one table. Exits with 1 on any release, change or leak.

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startBeyondBattery } from '../tests/attack/beyond';
import { attackNames, clickjacking } from '../tests/attack/clickjacking';
import { startFrameBattery } from '../tests/attack/frames';
import { startHostBattery } from '../tests/attack/hosts';
import { invisible } from '../tests/attack/invisible';
import { startMessageBattery } from '../tests/attack/messages';
import { network } from '../tests/attack/network';
import type { BrowserName, Row } from '../tests/attack/row';
import { subjects } from '../tests/attack/subjects';
import { allTexts } from '../tests/attack/text';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    browser: { type: 'string' },
    subject: { type: 'string' },
    count: { type: 'string' },
    dist: { type: 'string' },
    headed: { type: 'boolean' },
    out: { type: 'string' },
  },
});

type Note = (row: Row) => void;
const only = positionals.filter((name) => attackNames().includes(name) || /^\d+$/.test(name));
const count = Number(values.count ?? 5_000);

interface Battery {
  rows(note: Note, count: number): Promise<void>;
  close(): Promise<void>;
}

const running =
  (start: (browser: BrowserName, dist?: string) => Promise<Battery>) =>
  async (browser: BrowserName, note: Note): Promise<void> => {
    const battery = await start(browser, values.dist);
    try {
      await battery.rows(note, count);
    } finally {
      await battery.close();
    }
  };

const batteries: Readonly<Record<string, (browser: BrowserName, note: Note) => Promise<void>>> = {
  clickjacking: (browser, note) => clickjacking({ browser, dist: values.dist, only, subject: values.subject, headed: values.headed }, note),
  frames: running(startFrameBattery),
  hosts: running(startHostBattery),
  messages: running(startMessageBattery),
  beyond: running(startBeyondBattery),
  text: (browser, note) => allTexts(browser, values.dist, note),
  invisible: (browser, note) => invisible(browser, values.dist, note),
  network: (browser, note) => network(browser, values.dist, note),
};

const unknown = positionals.filter((name) => !only.includes(name) && !Object.hasOwn(batteries, name));
if (unknown.length > 0 || (values.subject !== undefined && !Object.hasOwn(subjects, values.subject)) || !(count > 0)) {
  console.error(`no such attack: ${[...unknown, values.subject].join(' ')}
batteries: ${Object.keys(batteries).join(', ')}
attacks of clickjacking: ${attackNames().join(', ')}
--subject is one of ${Object.keys(subjects).join(', ')}`);
  process.exit(1);
}
const named = positionals.filter((name) => Object.hasOwn(batteries, name));
// An attack by its name or number is one of clickjacking's.
const wanted =
  named.length > 0 || only.length > 0 ? [...new Set([...(only.length > 0 ? ['clickjacking'] : []), ...named])] : Object.keys(batteries);
const browsers: readonly BrowserName[] =
  values.browser === 'chromium' || values.browser === 'firefox' ? [values.browser] : ['chromium', 'firefox'];

const rows: Row[] = [];
const line = (mark: string, { battery, attack, browser, expected, seen }: Omit<Row, 'ok'>): string =>
  `${mark} | ${battery.padEnd(12)} | ${attack.padEnd(48)} | ${browser.padEnd(8)} | ${expected.padEnd(30)} | ${seen}`;
const note: Note = (row) => {
  rows.push(row);
  console.log(line(row.ok ? 'ok  ' : 'FAIL', row));
};

console.log(line('    ', { battery: 'battery', attack: 'attack', browser: 'browser' as BrowserName, expected: 'expected', seen: 'seen' }));
for (const browser of browsers) {
  for (const name of wanted) {
    await batteries[name]?.(browser, note).catch((error: unknown) => {
      const seen = `the battery broke off: ${error instanceof Error ? error.message : error}`;
      note({ battery: name, attack: '(battery)', browser, expected: 'to come to its end', seen, ok: false });
    });
  }
}
const out = path.resolve(values.out ?? 'out/attack.json');
mkdirSync(path.dirname(out), { recursive: true });
const failed = rows.filter(({ ok }) => !ok).length;
writeFileSync(out, `${JSON.stringify({ passed: rows.length - failed, failed, rows }, null, 1)}\n`);
console.log(`${rows.length - failed} as expected, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
