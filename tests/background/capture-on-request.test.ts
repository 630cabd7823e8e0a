// Whose a code is that only the screen shows, and what becomes of a capture while the vault is locked.

import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { HeldText } from '../../src/background/capture-entries';
import { type CaptureOnRequest, createCaptureOnRequest } from '../../src/background/capture-on-request';
import type { CaptureTray } from '../../src/background/capture-tray';
import { createFrameReports } from '../../src/background/frame-reports';
import { fail, ok } from '../../src/core/result';
import type { OpenVault } from '../../src/core/vault/open-vault';
import type { TabPicture } from '../../src/platform/tab-pixels';
import { codeOf, value } from '../support/vault-world';

const screen = vi.hoisted(() => ({
  picture: null as TabPicture | null,
  /** What each picture holds. */
  codes: {} as Record<string, readonly string[]>,
  opened: 0,
}));
vi.mock('../../src/platform/tab-pixels', () => ({ pictureOfTab: async () => screen.picture, cropOfTab: async () => null }));
vi.mock('../../src/platform/worker-host', () => ({
  decodeImage: async (picture: string) => (screen.codes[picture] ? ok(screen.codes[picture]) : fail('no-code')),
}));
vi.mock('../../src/platform/frames', () => ({
  framesOf: async () => [],
  injectDetector: async () => false,
  tellFrame: async () => null,
  originOfTab: async () => 'https://top.example',
}));
vi.mock('../../src/platform/settings-store', () => ({ readSettings: async () => ({ confirmInWindow: false }) }));
vi.mock('../../src/platform/surfaces', () => ({ openConfirmationSurface: async () => ++screen.opened > 0 }));
vi.mock('../../src/platform/browser', () => ({ browser: {}, isFirefox: false }));
vi.mock('../../src/background/push', () => ({ tellPages: () => undefined, tellAllTabs: async () => undefined }));

const uri = (account: string, letter: string) => `otpauth://totp/A:${account}?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3P${letter}A&issuer=A`;

let state: 'open' | 'locked' | 'none' | 'trouble';
let taken: readonly HeldText[];
let held: readonly HeldText[];
let captures: CaptureOnRequest;

beforeEach(() => {
  Object.assign(screen, { picture: null, codes: {}, opened: 0 });
  [taken, held, state] = [[], [], 'open'];
  const tray: Partial<CaptureTray> = {
    async take(texts) {
      taken = texts;
      return ok({ ok: true, key: 'outcomeSaved', args: [] });
    },
    async hold(texts) {
      held = texts;
      return ok(null);
    },
  };
  const vault = {
    open: async () => (state === 'open' ? ok({} as OpenVault) : fail('locked')),
    state: async () => ({ vault: state, trouble: null, storeNotices: [], lostSince: null, healed: 0 }),
  };
  captures = createCaptureOnRequest(vault, tray as CaptureTray, createFrameReports());
});

const asks = (texts: readonly HeldText[]) => texts.map(({ text, origin, warnings }) => [text.match(/A:(\w+)/)?.[1], origin, ...warnings]);

describe('a code that only the screen shows', () => {
  test('belongs to the page, where no frame of another site is', async () => {
    screen.picture = { whole: 'w', own: 'w' };
    screen.codes = { w: [uri('one', 'A')] };
    value(await captures.fromPage(1));
    expect(asks(taken)).toEqual([['one', 'https://top.example']]);
  });

  test('belongs to nobody yet, where it goes away with the frames of other sites', async () => {
    screen.picture = { whole: 'w', own: 'o' };
    screen.codes = { w: [uri('one', 'A'), uri('two', 'B')], o: [uri('one', 'A')] };
    value(await captures.fromPage(1));
    expect(asks(taken)).toEqual([
      ['one', 'https://top.example'],
      ['two', null, 'foreign-frame'],
    ]);
  });

  test('belongs to nobody yet, where no script can say where the frames are', async () => {
    screen.picture = { whole: 'w', own: null };
    screen.codes = { w: [uri('one', 'A')] };
    value(await captures.fromPage(1));
    expect(asks(taken)).toEqual([['one', null, 'foreign-frame']]);
  });

  test('is said to be missing, foreign or out of reach', async () => {
    expect(codeOf(await captures.fromPage(1))).toBe('page-not-allowed');
    screen.picture = { whole: 'w', own: 'o' };
    expect(codeOf(await captures.fromPage(1))).toBe('nothing-found');
    screen.codes = { w: ['https://example.com'] };
    expect(codeOf(await captures.fromPage(1))).toBe('foreign');
  });

  test('is taken from a drawn frame by the same rule', async () => {
    screen.picture = { whole: 'w', own: 'o' };
    screen.codes = { w: [uri('one', 'A')] };
    value(await captures.region(1, { x: 0, y: 0, width: 10, height: 10, ratio: 1 }));
    expect(asks(taken)).toEqual([['one', null, 'foreign-frame']]);
  });
});

describe('a capture by keys or menu', () => {
  beforeEach(() => {
    screen.picture = { whole: 'w', own: 'w' };
    screen.codes = { w: [uri('one', 'A')] };
  });

  test('is done at once where the vault is open', async () => {
    expect(value(await captures.capture(1))).toMatchObject({ key: 'outcomeSaved' });
    expect([taken.length, held.length, screen.opened]).toEqual([1, 0, 0]);
  });

  test.each(['locked', 'none'] as const)('is held, and the popup opened, where the vault is %s', async (now) => {
    state = now;
    expect(value(await captures.capture(1))).toBeNull();
    expect([taken.length, asks(held), screen.opened]).toEqual([0, [['one', 'https://top.example']], 1]);
  });

  test('asks for no password where there is nothing to capture', async () => {
    [state, screen.codes] = ['locked', {}];
    expect(codeOf(await captures.capture(1))).toBe('nothing-found');
    expect(screen.opened).toBe(0);
  });

  test('leads to the popup, without a look at the page, where the vault cannot be opened at all', async () => {
    state = 'trouble';
    expect(value(await captures.capture(1))).toBeNull();
    expect([held.length, screen.opened]).toEqual([0, 1]);
  });
});
