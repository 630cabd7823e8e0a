// The one way to a code, against a real open vault in memory and a clock that only moves when told.

import { beforeEach, describe, expect, test } from 'vitest';
import { createRelease, type FillRequest, type Release } from '../../src/background/release';
import type { VaultService } from '../../src/background/vault-service';
import type { ItemId, OtpAccount, OtpParameters } from '../../src/core/item';
import { hotpCode } from '../../src/core/otp/code';
import { fail, ok } from '../../src/core/result';
import type { ContentSender } from '../../src/messages/audiences';
import type { TestEnv } from '../support/test-env';
import { newWorld } from '../support/vault-world';

const secret = new TextEncoder().encode('12345678901234567890');
const totp: OtpParameters = { type: 'totp', secret, algorithm: 'SHA1', digits: 6, period: 30 };
const site = 'https://id.example.com';
const account: OtpAccount = {
  kind: 'otp',
  id: 'a'.repeat(32),
  issuer: 'Example',
  account: 'me',
  sites: [site],
  note: '',
  tags: [],
  pinned: false,
  createdAt: 1,
  changedAt: 1,
  trashedAt: null,
  verifiedAt: null,
  sentSteps: {},
  otp: totp,
};
const top: ContentSender = {
  audience: 'content',
  origin: site,
  url: `${site}/`,
  tabId: 1,
  frameId: 0,
  documentId: 'd',
  incognito: false,
  active: true,
};
const fromPopup = (target: ContentSender = top): FillRequest => ({ id: account.id, path: 'popup', target, evidence: null, confirmed: [] });

let env: TestEnv;
let slept: number;
let release: Release;
let read: (id: ItemId) => Promise<OtpAccount>;
let ancestors: readonly string[] | null;

async function build(item: OtpAccount): Promise<void> {
  slept = 0;
  ancestors = [];
  const world = await newWorld(() => [item]);
  env = world.env;
  const open = world.vault;
  let turn: Promise<unknown> = Promise.resolve();
  const edit: VaultService['edit'] = (id, change) => {
    const task = turn.then(async () => {
      const now = await open.read(id);
      if (!now.ok) return now;
      const next = change(now.value);
      if (next === null) return now;
      const done = await open.commit([{ put: next, expectRevision: open.revisionOf(id) }]);
      return done.ok ? ok(next) : done;
    });
    turn = task;
    return task;
  };
  read = async (id) => {
    const now = await open.read(id);
    if (!now.ok || now.value.kind !== 'otp') throw new Error('not there');
    return now.value;
  };
  release = createRelease({
    vault: { open: async () => ok(open), edit },
    now: env.now,
    settings: async () => ({ confirmInWindow: false }),
    ancestorUrls: async () => ancestors,
    sleep: async (ms) => {
      slept += ms;
      env.advance(ms);
    },
  });
}

async function fill(request: FillRequest = fromPopup()): Promise<string> {
  const done = await release.fill(request);
  if (!done.ok) throw new Error(done.error.code);
  if (done.value.decision !== 'release') throw new Error(done.value.reasons.map(({ code }) => code).join());
  return done.value.code;
}

const codeOf = (step: number): string => hotpCode(secret, step, 6);
const stepNow = (): number => Math.floor(env.now() / 30_000);

beforeEach(() => build(account));

describe('a time step', () => {
  test('is sent at once in the middle of its life, and noted with the account', async () => {
    env.advance(10_000);
    expect(await fill()).toBe(codeOf(stepNow()));
    expect(slept).toBe(0);
    expect((await read(account.id)).sentSteps[site]).toBe(stepNow());
  });

  test('is not sent in its last three seconds', async () => {
    env.advance(28_000);
    const next = stepNow() + 1;
    expect(await fill()).toBe(codeOf(next));
    expect(slept).toBe(2000);
  });

  test('is never sent twice to a site: the second gets the next, after a wait', async () => {
    const [first, second] = [await fill(), await fill()];
    expect(second).not.toBe(first);
    expect(second).toBe(codeOf(stepNow()));
    expect(slept).toBe(30_000);
  });

  test('is not even sent twice by two clicks at once', async () => {
    const codes = await Promise.all([fill(), fill()]);
    expect(new Set(codes).size).toBe(2);
  });

  test('may be sent again when the page did not get to see it', async () => {
    const first = await fill();
    await release.unsend(account.id, site, stepNow());
    expect(await fill()).toBe(first);
    expect(slept).toBe(0);
  });

  test('that would take more than a minute to come is refused in words, not waited for', async () => {
    await build({ ...account, otp: { ...totp, period: 300 } });
    await fill();
    const again = await release.fill(fromPopup());
    expect(again).toMatchObject({ ok: false, error: { code: 'already-sent', detail: '300' } });
  });

  test('is remembered for another worker through the record', async () => {
    await build({ ...account, sentSteps: { [site]: Math.floor(Date.UTC(2026, 0, 1) / 30_000) } });
    await fill();
    expect(slept).toBe(30_000);
  });
});

test('an account is verified by the first code that a page took', async () => {
  await release.verified(account.id);
  const first = (await read(account.id)).verifiedAt;
  env.advance(60_000);
  await release.verified(account.id);
  expect([first, (await read(account.id)).verifiedAt]).toEqual([env.now() - 60_000, env.now() - 60_000]);
});

describe('a counter', () => {
  const hotp = { ...account, otp: { type: 'hotp', secret, algorithm: 'SHA1', digits: 6, counter: 7 } } as const;
  test('is stored before its code is known', async () => {
    await build(hotp);
    expect(await fill()).toBe(codeOf(7));
    expect((await read(account.id)).otp).toMatchObject({ counter: 8 });
  });
  test('is given to one of two clicks only', async () => {
    await build(hotp);
    expect(new Set(await Promise.all([fill(), fill(), fill()]))).toEqual(new Set([codeOf(7), codeOf(8), codeOf(9)]));
  });
  test('does not move when somebody only looks', async () => {
    await build(hotp);
    expect(release.view(hotp, 'show', 'popup')).toMatchObject({ ok: false, error: { code: 'counter-based' } });
    expect((await read(account.id)).otp).toMatchObject({ counter: 7 });
  });
});

describe('a page', () => {
  const refused = async (target: Partial<ContentSender>) => release.fill(fromPopup({ ...top, ...target }));
  test('without an origin gets nothing', async () => {
    expect(await refused({ origin: null })).toMatchObject({ ok: false, error: { code: 'opaque' } });
  });
  test('of another site gets nothing, whatever path was taken', async () => {
    for (const path of ['chip', 'popup', 'command', 'menu', 'omnibox', 'notification', 'confirmation'] as const) {
      const done = await release.fill({ ...fromPopup({ ...top, origin: 'https://id.example.org' }), path });
      expect(done.ok).toBe(false);
    }
  });
  test('that is prerendered gets nothing', async () => {
    expect(await refused({ active: false })).toMatchObject({ ok: false, error: { code: 'inactive-document' } });
    expect(await refused({ origin: 'https://other.test' })).toMatchObject({ ok: false, error: { code: 'other-site', detail: site } });
    expect(await refused({ origin: 'https://examp1e.com' })).toMatchObject({ ok: false, error: { code: 'look-alike', detail: site } });
  });
  test('inside another site is asked about, and a yes to something else does not count', async () => {
    ancestors = ['https://evil.example/'];
    const inFrame = { ...top, frameId: 3 };
    const asked = await release.reasons(account.id, inFrame);
    expect(asked).toEqual(ok([{ code: 'embedded', origin: site, ancestor: 'https://evil.example' }]));
    const wrong = [{ code: 'embedded', origin: site, ancestor: 'https://other.example' }] as const;
    const done = await release.fill({ ...fromPopup(inFrame), path: 'confirmation', confirmed: wrong });
    expect(done).toMatchObject({ ok: true, value: { decision: 'confirm' } });
    const right = asked.ok ? asked.value : [];
    await expect(fill({ ...fromPopup(inFrame), path: 'confirmation', confirmed: right })).resolves.toMatch(/^\d{6}$/);
  });
  test('whose frames are gone is asked about', async () => {
    ancestors = null;
    expect(await release.fill(fromPopup({ ...top, frameId: 3 }))).toMatchObject({ value: { decision: 'confirm' } });
  });
  test('in a private window is filled, and nothing is learnt of it', async () => {
    const other = 'https://login.example.com';
    const target = { ...top, origin: other, incognito: true };
    const reasons = await release.reasons(account.id, target);
    await fill({ ...fromPopup(target), path: 'confirmation', confirmed: reasons.ok ? reasons.value : [] });
    expect(await read(account.id)).toMatchObject({ sites: [site], sentSteps: {} });
  });
  test('of the same domain is remembered after a yes', async () => {
    const target = { ...top, origin: 'https://login.example.com' };
    const reasons = await release.reasons(account.id, target);
    await fill({ ...fromPopup(target), path: 'confirmation', confirmed: reasons.ok ? reasons.value : [] });
    expect((await read(account.id)).sites).toEqual([site, 'https://login.example.com']);
  });
});

test('what lies in the trash gives no code', async () => {
  await build({ ...account, trashedAt: 5 });
  expect(await release.fill(fromPopup())).toEqual(fail('not-found'));
});

describe.each(['command', 'menu', 'omnibox', 'notification'] as const)('a way that begins outside of the page: %s', (path) => {
  /** What becomes of it; the reasons where it is asked, sorted. */
  async function outcome(target: Partial<ContentSender>, above: readonly string[] | null = []): Promise<string> {
    ancestors = above;
    const done = await release.fill({ ...fromPopup({ ...top, ...target }), path });
    if (!done.ok) return done.error.code;
    return done.value.decision === 'release' ? 'released' : done.value.reasons.map(({ code }) => code).join(' ');
  }
  const sub = { frameId: 3 };
  const cases: readonly [string, Partial<ContentSender>, readonly string[] | null, string][] = [
    ['the site itself', {}, [], 'released'],
    ['a frame of the site in the site', sub, [`${site}/login`], 'released'],
    ['another host of the domain', { origin: 'https://login.example.com' }, [], 'remember'],
    ['the site in a page of another', sub, ['https://evil.example/'], 'embedded'],
    ['the site two frames deep, under another', sub, [`${site}/`, 'https://evil.example/'], 'embedded'],
    ['the site under a page that has no name', sub, ['about:srcdoc'], 'embedded'],
    ['the site in a frame whose parents are gone', sub, null, 'embedded'],
    [
      'another host, framed by another site',
      { ...sub, origin: 'https://login.example.com' },
      ['https://evil.example/'],
      'remember embedded',
    ],
    ['another site in a frame of the site', { ...sub, origin: 'https://evil.example' }, [`${site}/`], 'other-site'],
    ['another site', { origin: 'https://other.test' }, [], 'other-site'],
    ['a site that looks like it', { origin: 'https://id.example.org' }, [], 'look-alike'],
    ['the site without encryption', { origin: 'http://id.example.com' }, [], 'insecure'],
    ['a sandboxed page', { origin: null }, [], 'opaque'],
    ['a sandboxed frame of the site', { ...sub, origin: null }, [`${site}/`], 'opaque'],
    ['a page that is not looked at', { active: false }, [], 'inactive-document'],
  ];
  test.each(cases)('%s', async (_, target, above, expected) => expect(await outcome(target, above)).toBe(expected));

  test('an account without a site is asked about, wherever it goes', async () => {
    await build({ ...account, sites: [] });
    expect(await outcome({})).toBe('bind');
    expect(await outcome({ origin: 'http://plain.example' })).toBe('bind unencrypted');
  });
  test('a yes that was said to something else does not count', async () => {
    const target = { ...top, origin: 'https://login.example.com' };
    const reasons = await release.reasons(account.id, target);
    const done = await release.fill({ ...fromPopup(target), path, confirmed: reasons.ok ? reasons.value : [] });
    expect(done).toMatchObject({ ok: true, value: { decision: 'confirm' } });
  });
});
