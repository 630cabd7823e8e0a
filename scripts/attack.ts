// `npm run attack [-- NAME|NUMBER …] [--browser chromium|firefox] [--subject code|recovery] [--dist DIR]`: the battery against the built
// extension, as a table: first for one-time codes, then for recovery codes.

import { parseArgs } from 'node:util';
import { attacks } from '../tests/attack/attacks';
import { type AttackResult, type BrowserName, startBattery } from '../tests/attack/run';
import { subjects } from '../tests/attack/subjects';
import { runWeakened } from '../tests/attack/weakened-control';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { browser: { type: 'string' }, subject: { type: 'string' }, dist: { type: 'string' } },
});

const browsers: readonly BrowserName[] =
  values.browser === 'chromium' || values.browser === 'firefox' ? [values.browser] : ['chromium', 'firefox'];
const chosen = attacks.filter(
  ({ name, number }) => positionals.length === 0 || positionals.includes(name) || positionals.includes(String(number)),
);
if (chosen.length === 0) {
  console.error(`no such attack; there are: ${attacks.map(({ name }) => name).join(', ')}`);
  process.exit(1);
}

const wanted = Object.values(subjects).filter(({ name }) => values.subject === undefined || values.subject === name);
if (wanted.length === 0) {
  console.error(`--subject is one of ${Object.keys(subjects).join(', ')}`);
  process.exit(1);
}

const row = ({ number, name, browser, expected, seen, ok }: AttackResult): string =>
  `${ok ? 'ok  ' : 'FAIL'} | ${String(number || '').padStart(2)} ${name.padEnd(36)} | ${browser.padEnd(8)} | ${expected.padEnd(22)} | ${seen}`;

console.log(`     |    ${'attack'.padEnd(36)} | browser  | ${'expected'.padEnd(22)} | seen`);
let failed = 0;
let passed = 0;
const note = (result: AttackResult): void => {
  console.log(row(result));
  if (result.ok) passed++;
  else failed++;
};
for (const [browser, subject] of browsers.flatMap((one) => wanted.map((each) => [one, each] as const))) {
  const battery = await startBattery(browser, values.dist, subject);
  try {
    note(await battery.control());
    note(await battery.planted());
    for (const attack of chosen) note(await battery.run(attack));
    for (const result of await battery.strangers()) note(result);
    note(await battery.counted());
  } finally {
    await battery.close();
  }
}
// The control of the whole battery: where every click is believed, the same attacks do get their codes.
const names = new Set(chosen.map(({ name }) => name));
for (const subject of browsers.includes('chromium') ? wanted : []) for (const result of await runWeakened(names, subject)) note(result);
console.log(`${passed} as expected, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
