// Keys, menus, the address bar and notifications against pages that want a code that is not theirs.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWayBattery, type WayBattery, wayAttacks } from '../attack/ways';

let battery: WayBattery;
beforeAll(async () => {
  battery = await startWayBattery(process.env.E2E_BROWSER === 'firefox' ? 'firefox' : 'chromium');
});
afterAll(() => battery?.close());

test.each(['command', 'menu', 'omnibox', 'notification'] as const)(
  'an honest page is filled by %s, and the probe finds it',
  async (way) => {
    expect(await battery.honest(way)).toHaveLength(1);
  },
);

describe.each(wayAttacks)('$name', (attack) => {
  test(attack.expected, async () => {
    expect(await battery.run(attack)).toEqual({ seen: attack.expected, codes: [] });
  });
});

test('a release planted by saying yes in a framed page is found', async () => {
  const framed = wayAttacks.filter(({ expected }) => expected === 'asked');
  expect(framed.length).toBeGreaterThan(1);
  for (const attack of framed.slice(0, 1)) expect(await battery.planted(attack)).toHaveLength(1);
});
