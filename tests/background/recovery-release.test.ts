// Recovery codes through the one release: the same decisions as for one-time codes, and each code once.

import { beforeEach, describe, expect, test } from 'vitest';
import type { RecoveryFillRequest } from '../../src/background/recovery-release';
import { createRelease, type Release } from '../../src/background/release';
import type { VaultService } from '../../src/background/vault-service';
import type { ItemId, OtpAccount, RecoverySet } from '../../src/core/item';
import { ok } from '../../src/core/result';
import type { ContentSender } from '../../src/messages/audiences';
import { otpAccount, recoverySet } from '../support/items';
import type { TestEnv } from '../support/test-env';
import { newWorld } from '../support/vault-world';

const site = 'https://id.example.com';
const unused = (text: string) => ({ text, usedAt: null, usedOn: null });
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
const proven = {
  trusted: true,
  hasObserver: true,
  visibleForMs: 900,
  lastTrueRecordAgeMs: 20,
  freshRecordTrue: true,
  eventAgeMs: 10,
  popoverOpen: true,
  boxAsExpected: true,
};

let env: TestEnv;
let release: Release;
let set: RecoverySet;
let account: OtpAccount;
let ancestors: readonly string[] | null;
let read: (id: ItemId) => Promise<RecoverySet>;

async function build(over: Partial<RecoverySet> = {}): Promise<void> {
  ancestors = [];
  const world = await newWorld((its) => {
    account = otpAccount(its, { sites: ['https://login.example.com'] });
    set = recoverySet(its, { sites: [site], codes: [unused('aaaa-1111'), unused('bbbb-2222'), unused('cccc-3333')], ...over });
    return [account, set];
  });
  env = world.env;
  const open = world.vault;
  const edit: VaultService['edit'] = async (id, change) => {
    const now = await open.read(id);
    const next = now.ok ? change(now.value) : null;
    if (!now.ok || next === null) return now;
    const done = await open.commit([{ put: next, expectRevision: open.revisionOf(id) }]);
    return done.ok ? ok(next) : done;
  };
  read = async (id) => {
    const now = await open.read(id);
    if (!now.ok || now.value.kind !== 'recovery') throw new Error('not there');
    return now.value;
  };
  release = createRelease({
    vault: { open: async () => ok(open), edit },
    now: env.now,
    settings: async () => ({ autoLockMinutes: 15, confirmInWindow: false, pageOffers: true, theme: 'system' }) as never,
    ancestorUrls: async () => ancestors,
    sleep: async () => undefined,
  });
}

const asked = (over: Partial<RecoveryFillRequest> = {}): RecoveryFillRequest => ({
  id: set.id,
  path: 'chip',
  target: top,
  evidence: proven,
  confirmed: [],
  ordinal: null,
  ...over,
});
const fill = async (over: Partial<RecoveryFillRequest> = {}) => {
  const done = await release.recovery.fill(asked(over));
  if (!done.ok) return done.error.code;
  return done.value.decision === 'release' ? done.value : done.value.reasons.map(({ code }) => code).join();
};

beforeEach(() => build());

describe('a proven press in the top frame of the exact site', () => {
  test('gets the next unused code, and hears what is left', async () => {
    expect(await fill()).toEqual({ decision: 'release', code: 'aaaa-1111', index: 0, left: 2 });
  });
  test('marks nothing before the page took it', async () => {
    await fill();
    expect((await read(set.id)).codes[0]?.usedAt).toBeNull();
    await release.recovery.settle(set.id, 0, true, top);
    expect((await read(set.id)).codes[0]).toEqual({ text: 'aaaa-1111', usedAt: env.now(), usedOn: site });
  });
  test('gets the same code again where the page did not take it', async () => {
    await fill();
    await release.recovery.settle(set.id, 0, false, top);
    expect(await fill()).toMatchObject({ code: 'aaaa-1111' });
  });
  test('twice at once gets two codes', async () => {
    // which of the two is first to read the record is the cipher's affair
    const codes = (await Promise.all([fill(), fill()])).map((done) => (typeof done === 'string' ? done : done.code));
    expect(codes.toSorted()).toEqual(['aaaa-1111', 'bbbb-2222']);
  });
  test('gets the one that is asked for by number, and no used one', async () => {
    expect(await fill({ ordinal: 3 })).toMatchObject({ code: 'cccc-3333' });
    await release.recovery.settle(set.id, 2, true, top);
    expect(await fill({ ordinal: 3 })).toBe('recovery-code-used');
  });
  test('remembers no private window', async () => {
    await fill();
    await release.recovery.settle(set.id, 0, true, { ...top, incognito: true });
    expect((await read(set.id)).codes[0]).toMatchObject({ usedOn: null });
  });
});

describe('everybody else', () => {
  test.each<[string, Partial<RecoveryFillRequest>, string]>([
    ['another site', { target: { ...top, origin: 'https://id.example.org' } }, 'other-site'],
    ['another site, confirmed or not', { path: 'confirmation', target: { ...top, origin: 'https://id.example.org' } }, 'other-site'],
    ['the site without encryption', { target: { ...top, origin: 'http://id.example.com' } }, 'insecure'],
    ['a sandboxed document', { target: { ...top, origin: null } }, 'opaque'],
    ['a prerendered document', { target: { ...top, active: false } }, 'inactive-document'],
    ['a script’s click', { evidence: { ...proven, trusted: false } }, 'untrusted-event'],
    ['a press without proof', { evidence: { ...proven, freshRecordTrue: false } }, 'unproven'],
    ['a press without an observer', { evidence: { ...proven, hasObserver: false } }, 'unproven'],
    ['another host of the domain', { target: { ...top, origin: 'https://shop.example.com' } }, 'remember'],
    ['another host, from the popup', { path: 'popup', evidence: null, target: { ...top, origin: 'https://shop.example.com' } }, 'remember'],
  ])('%s is refused or asked about', async (_, over, code) => {
    expect(await fill(over)).toBe(code);
    expect((await read(set.id)).codes.every(({ usedAt }) => usedAt === null)).toBe(true);
  });
  test('a frame in a foreign page is asked about', async () => {
    ancestors = ['https://evil.example/'];
    expect(await fill({ target: { ...top, frameId: 4 } })).toMatch(/embedded/);
  });
  test('the trash gives nothing', async () => {
    await build({ trashedAt: 5 });
    expect(await fill()).toBe('not-found');
    expect(await release.recovery.reveal(set.id)).toMatchObject({ ok: false });
  });
  test('an id of another kind gives nothing', async () => {
    expect(await fill({ id: account.id })).toBe('not-found');
  });
});

test('what its account has learnt counts for the set', async () => {
  const here = { ...top, origin: 'https://login.example.com' };
  expect(await fill({ target: here })).toBe('remember');
  await build({ accountId: account.id });
  expect(await fill({ target: here })).toMatchObject({ code: 'aaaa-1111' });
});
