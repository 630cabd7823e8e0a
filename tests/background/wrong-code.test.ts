// *Wrong code?* through the real release, with a site whose clock is another than ours.

import { beforeEach, describe, expect, test } from 'vitest';
import { createRefusals } from '../../src/background/refusals';
import { createRelease, type Release } from '../../src/background/release';
import type { VaultService } from '../../src/background/vault-service';
import { createWrongCodes, type WrongCodes } from '../../src/background/wrong-code-service';
import type { OtpAccount } from '../../src/core/item';
import { hotpCode } from '../../src/core/otp/code';
import { ok } from '../../src/core/result';
import type { ContentSender } from '../../src/messages/audiences';
import { otpAccount } from '../support/items';
import type { TestEnv } from '../support/test-env';
import { codeOf, newWorld, value } from '../support/vault-world';

const site = 'https://id.example.com';
const secret = new TextEncoder().encode('12345678901234567890');
const page = (origin: string | null = site): ContentSender => ({
  audience: 'content',
  origin,
  url: `${origin}/login`,
  tabId: 1,
  frameId: 0,
  documentId: 'd',
  incognito: false,
  active: true,
});

let env: TestEnv;
let release: Release;
let wrong: WrongCodes;
let account: OtpAccount;
let front: ContentSender | null;
/** Ms that the site's clock is ahead of ours. */
let ahead: number;
let asked: number;
let prompts: boolean;
let edit: VaultService['edit'];
/** What the page got. */
let filled: string[];

async function build(change: Partial<OtpAccount> = {}): Promise<void> {
  const world = await newWorld((one) => {
    account = otpAccount(one, {
      sites: [site],
      otp: { type: 'totp', secret, algorithm: 'SHA1', digits: 6, period: 30 },
      sentSteps: {},
      ...change,
    });
    return [account];
  });
  env = world.env;
  env.advance(10_000);
  [front, ahead, asked, filled, prompts] = [page(), 0, 0, [], true];
  edit = async (id, by) => {
    const now = value(await world.vault.read(id));
    const next = by(now);
    if (next !== null) value(await world.vault.commit([{ put: next }]));
    return ok(next ?? now);
  };
  const vault = { open: async () => ok(world.vault), edit };
  release = createRelease({
    vault,
    now: env.now,
    settings: async () => ({ confirmInWindow: false }),
    ancestorUrls: async () => [],
    sleep: async (ms) => env.advance(ms),
  });
  wrong = createWrongCodes({
    vault,
    accounts: { forPage: async () => [account.id] },
    release,
    fills: {
      async corrected(id, target, clockOffsetMs) {
        const done = value(await release.fill({ id, path: 'popup', target, evidence: null, confirmed: [], clockOffsetMs }));
        if (done.decision === 'release') filled.push(done.code);
        return ok({ ok: done.decision === 'release', key: 'outcomeFilled', args: [] });
      },
    },
    reports: {
      of: () =>
        front === null || !prompts
          ? []
          : [{ sender: front, findings: [{ id: 0, kind: 'code-prompt', mode: 'single', digits: 6, channel: 'unknown' }] }],
    },
    refusals: { suspected: () => null },
    documentIn: async () => front,
    async dateSamples() {
      asked++;
      return [0, 500].map((after) => {
        const sentAt = env.now() + after;
        return { sentAt, receivedAt: sentAt + 20, date: new Date(sentAt + 10 + ahead).toUTCString(), age: null };
      });
    },
    now: env.now,
  });
}
beforeEach(() => build());

const stepAt = (offset: number): number => Math.floor((env.now() + offset) / 30_000);
const right = (): string => hotpCode(secret, stepAt(ahead), 6);
const check = async () => value(await wrong.check(account.id, 1));

describe('a clock that is off', () => {
  test.each([-240_000, -90_000, 90_000, 240_000])('by %i ms is told, and the corrected code is the right one', async (by) => {
    ahead = by;
    const { reading } = await check();
    expect(reading).toMatchObject({ site: 'id.example.com', clock: 'off', canCorrect: true, zone: false });
    expect(Math.abs((reading?.offsetMs ?? 0) - by)).toBeLessThan(1_000);
    value(await wrong.fill(account.id, 1));
    expect(filled).toEqual([right()]);
  });

  test('shifts nothing by itself: the next code is by our own clock again', async () => {
    ahead = 90_000;
    await check();
    value(await wrong.copy(account.id));
    const plain = value(await release.fill({ id: account.id, path: 'popup', target: page(), evidence: null, confirmed: [] }));
    expect(plain).toMatchObject({ decision: 'release', step: stepAt(0) });
  });

  test('gives one corrected code a check, soon after it, to the tab that told the time', async () => {
    ahead = 90_000;
    await check();
    expect(codeOf(await wrong.fill(account.id, 2))).toBe('expired');
    expect(codeOf(await wrong.fill(account.id, 1))).toBe('expired');
    await check();
    expect(value(await wrong.copy(account.id)).code).toBe(right());
    expect(codeOf(await wrong.copy(account.id))).toBe('expired');
    await check();
    env.advance(2 * 60_000 + 1);
    expect(codeOf(await wrong.fill(account.id, 1))).toBe('expired');
    await check();
    env.advance(-5_000);
    expect(codeOf(await wrong.copy(account.id))).toBe('expired');
    expect(filled).toEqual([]);
  });

  test('by more than five minutes is told, and never corrected', async () => {
    for (const by of [310_000, -310_000, 3_600_000]) {
      ahead = by;
      expect((await check()).reading).toMatchObject({ clock: 'far-off', canCorrect: false, zone: by === 3_600_000 });
      expect(codeOf(await wrong.fill(account.id, 1))).toBe('expired');
    }
    const request = { id: account.id, path: 'popup', target: page(), evidence: null, confirmed: [], clockOffsetMs: 300_001 } as const;
    expect(codeOf(await release.fill(request))).toBe('refused');
    expect(codeOf(await release.corrected(account.id, -300_001))).toBe('refused');
  });

  test('and fast: what it sent too early does not stand in the way of the right step', async () => {
    ahead = -90_000;
    value(await release.fill({ id: account.id, path: 'popup', target: page(), evidence: null, confirmed: [] }));
    await check();
    const before = env.now();
    value(await wrong.fill(account.id, 1));
    expect(filled).toEqual([right()]);
    expect(env.now() - before).toBeLessThan(30_000);
  });
});

describe('no page is asked for the time', () => {
  test.each<[string, ContentSender | null]>([
    ['that belongs to another site', page('https://elsewhere.example')],
    ['that only looks like the site', page('https://id.examp1e.com')],
    ['that is nobody’s', page(null)],
    ['where no script of ours may run', null],
  ])('%s', async (_, target) => {
    front = target;
    expect((await check()).reading).toBeNull();
    expect(asked).toBe(0);
  });

  test('of a host that the account does not know yet: told the time, but nothing is corrected there', async () => {
    front = page('https://www.example.com');
    ahead = 90_000;
    expect((await check()).reading).toMatchObject({ clock: 'off', canCorrect: false });
    expect(codeOf(await wrong.fill(account.id, 1))).toBe('expired');
  });

  test('a page that asks for no code is asked for the time, too', async () => {
    prompts = false;
    ahead = 90_000;
    expect((await check()).reading).toMatchObject({ clock: 'off', canCorrect: true });
  });

  test('without a page there is advice all the same', async () => {
    const found = value(await wrong.check(account.id, null));
    expect(found).toEqual({ reading: null, reasons: [{ why: 'key' }] });
  });
});

test('a counter is not corrected', async () => {
  await build({ otp: { type: 'hotp', secret, algorithm: 'SHA1', digits: 6, counter: 3 } });
  ahead = 90_000;
  const { reading, reasons } = await check();
  expect(reading?.canCorrect).toBe(false);
  expect(reasons.map(({ why }) => why)).toEqual(['counter', 'key']);
  expect(codeOf(await release.corrected(account.id, 1))).toBe('refused');
});

describe('a code that seems refused', () => {
  const world = () => {
    let now = 0;
    let origin: string | null = site;
    const findings = [{ id: 0, kind: 'code-prompt', mode: 'single', digits: 6, channel: 'unknown' }] as const;
    const refusals = createRefusals({ of: () => (origin === null ? [] : [{ sender: page(origin), findings }]) }, () => now);
    refusals.filled(site, 'x', 1);
    return {
      refusals,
      at: (ms: number, showing: string | null = site) => {
        [now, origin] = [ms, showing];
        return refusals.suspected(1);
      },
    };
  };
  test.each<[string, number, string | null, string | null]>([
    ['is one that is asked for again', 10_000, site, 'x'],
    ['is none yet while a person is about to send it', 1_000, site, null],
    ['is forgotten', 200_000, site, null],
    ['is none where the site went on', 10_000, null, null],
    ['is none where another site asks', 10_000, 'https://other.example', null],
  ])('%s', (_, ms, showing, expected) => expect(world().at(ms, showing)).toBe(expected));
  test('is known by its tab', () => expect(world().refusals.suspected(2)).toBeNull());
});
