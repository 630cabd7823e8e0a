// Which tabs are in view, and which belong to what the person is doing.

import { expect, test, vi } from 'vitest';
import { viewOf } from '../../src/platform/web-tab';

const { world } = vi.hoisted(() => ({
  world: { active: false, focused: true, minutesAgo: 1, surfaces: [] as { contextType: string; documentUrl?: string }[] },
}));
vi.mock('../../src/platform/browser', () => ({
  browser: {
    tabs: { get: async () => ({ active: world.active, windowId: 1, lastAccessed: Date.now() - world.minutesAgo * 60_000 }) },
    windows: { get: async () => ({ focused: world.focused }) },
    runtime: { getContexts: async () => world.surfaces },
  },
}));

const popup = { contextType: 'POPUP' };
const window = { contextType: 'TAB', documentUrl: 'chrome-extension://x/src/popup/index.html?window=1&tab=1' };
const options = { contextType: 'TAB', documentUrl: 'chrome-extension://x/src/options/index.html' };

test.each<[string, Partial<typeof world>, string]>([
  ['in front', { active: true }, 'in-view'],
  ['in front, behind our popup', { active: true, focused: false, surfaces: [popup] }, 'in-view'],
  ['in front, behind a window of ours', { active: true, focused: false, surfaces: [window] }, 'in-view'],
  ['in front of a window that has not the focus', { active: true, focused: false, surfaces: [options], minutesAgo: 60 }, 'lately'],
  ['in the background, looked at a minute ago', { surfaces: [popup] }, 'lately'],
  ['in the background for an hour', { minutesAgo: 60 }, 'long-ago'],
])('%s', async (_, more, expected) => {
  Object.assign(world, { active: false, focused: true, minutesAgo: 1, surfaces: [] }, more);
  expect(await viewOf(1)).toBe(expected);
});
