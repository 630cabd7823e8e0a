// The battery of `npm run attack` in one browser: no code ever leaves for a chip that the person could not see.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { attacks } from '../attack/attacks';
import { type AttackResult, type Battery, startBattery } from '../attack/run';
import { runWeakened } from '../attack/weakened-control';

let battery: Battery;
const browser = process.env.E2E_BROWSER === 'firefox' ? 'firefox' : 'chromium';
beforeAll(async () => {
  battery = await startBattery(browser);
});
afterAll(() => battery?.close());

/** Whole in the log, where it did not hold. */
const held = (result: AttackResult | null): void => expect(result?.ok, JSON.stringify(result)).toBe(true);

test('an honest press releases, and the probe finds it', async () => {
  held(await battery.control());
});
test('a release planted behind a cover is found', async () => {
  held(await battery.planted());
});
test.each(attacks)('$name', async (attack) => {
  held(await battery.run(attack));
});
test('other sites get their own codes', async () => {
  expect((await battery.strangers()).filter(({ ok }) => !ok)).toEqual([]);
});
test('the account counted as many codes as were seen', async () => {
  held(await battery.counted());
});

if (browser === 'chromium') {
  test('an extension that believed every click would lose its codes to them', async () => {
    const results = await runWeakened(attacks, new Set(attacks.map(({ name }) => name)));
    expect(results.length).toBeGreaterThan(5);
    expect(results.filter(({ ok }) => !ok)).toEqual([]);
  }, 180_000);
}
