// A short round of `npm run attack` for recovery codes: they leave by the same decision as every other code.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { attacks } from '../attack/attacks';
import { type AttackResult, type Battery, startBattery } from '../attack/run';
import { subjects } from '../attack/subjects';

const chosen = ['page-popover', 'stalled-thread', 'clipped-frame', 'moved-under-pointer', 'scripted-press'];
let battery: Battery;
beforeAll(async () => {
  battery = await startBattery(process.env.E2E_BROWSER === 'firefox' ? 'firefox' : 'chromium', undefined, subjects.recovery);
});
afterAll(() => battery?.close());

/** Whole in the log, where it did not hold. */
const held = (result: AttackResult | null): void => expect(result?.ok, JSON.stringify(result)).toBe(true);

test('an honest press releases, and a release planted behind a cover is found', async () => {
  held(await battery.control());
  held(await battery.planted());
});
test.each(chosen)('%s', async (name) => {
  const attack = attacks.find((one) => one.name === name);
  held(attack === undefined ? null : await battery.run(attack));
});
test('other sites get their own codes', async () => {
  expect((await battery.strangers()).filter(({ ok }) => !ok)).toEqual([]);
});
test('the set has lost as many codes as were seen', async () => {
  held(await battery.counted());
});
