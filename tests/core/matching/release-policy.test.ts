import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChipEvidence } from '../../../src/core/matching/chip-evidence';
import {
  type ConfirmReason,
  decideRelease,
  type ReleaseDecision,
  type ReleasePath,
  type ReleasePurpose,
  type ReleaseRequest,
  type ReleaseTarget,
} from '../../../src/core/matching/release-policy';

const PROOF: ChipEvidence = {
  trusted: true,
  hasObserver: true,
  visibleForMs: 500,
  lastTrueRecordAgeMs: 150,
  freshRecordTrue: true,
  eventAgeMs: 100,
  popoverOpen: true,
  boxAsExpected: true,
};
const PATHS: readonly ReleasePath[] = ['chip', 'popup', 'command', 'menu', 'omnibox', 'notification', 'confirmation'];

const top = (origin: string, more: Partial<ReleaseTarget> = {}): ReleaseTarget => ({
  origin,
  isTopFrame: true,
  ancestors: [],
  incognito: false,
  active: true,
  ...more,
});
const sub = (origin: string, ancestors: readonly (string | null)[]): ReleaseTarget => top(origin, { isTopFrame: false, ancestors });

const fill = (target: ReleaseTarget, sites: readonly string[], more: Partial<ReleaseRequest> = {}): ReleaseRequest => ({
  purpose: 'fill',
  path: 'popup',
  target,
  account: { issuer: 'Own server', sites },
  evidence: more.path === 'chip' ? PROOF : null,
  confirmed: [],
  confirmInWindow: false,
  ...more,
});

/** `release`, `refuse insecure`, `confirm remember+embedded`. */
function say(decision: ReleaseDecision): string {
  if (decision.decision === 'release') return 'release';
  if (decision.decision === 'refuse') return `refuse ${decision.code}`;
  return `confirm ${decision.reasons.map((reason) => reason.code).join('+')}`;
}

// One letter a cell. r: release. m: confirm, remember. b: confirm, bind. u: the same on an unencrypted page.
// i: refuse, insecure. x: refuse, other site. o: opaque. w: not web. f: malformed.
const MEANING: Readonly<Record<string, string>> = {
  r: 'release',
  m: 'confirm remember',
  b: 'confirm bind',
  u: 'confirm bind+unencrypted',
  n: 'confirm remember+unencrypted',
  i: 'refuse insecure',
  x: 'refuse other-site',
  o: 'refuse opaque',
  w: 'refuse not-web',
  f: 'refuse malformed',
};

const ACCOUNTS: readonly (readonly string[])[] = [
  [],
  ['https://example.com'],
  ['https://id.example.com', 'https://other.test'],
  ['http://example.com'],
  ['https://alice.github.io'],
  ['http://localhost:8080'],
  ['https://10.0.0.1'],
];

const CELLS: readonly (readonly [string, string])[] = [
  // no site, example.com, id.example.com + other.test, http://example.com, alice.github.io, localhost:8080, 10.0.0.1
  ['https://example.com', 'brmmxxx'],
  ['https://id.example.com', 'bmrmxxx'],
  ['https://evil.sub.example.com', 'bmmmxxx'],
  ['https://example.com:8443', 'bmmmxxx'],
  ['https://other.test', 'bxrxxxx'],
  ['http://example.com', 'uiirxxx'],
  ['http://id.example.com', 'uiinxxx'],
  ['http://example.com:8080', 'uiinxxx'],
  ['https://example.com.', 'bxxxxxx'],
  ['https://example.com.evil.test', 'bxxxxxx'],
  ['https://example.org', 'bxxxxxx'],
  ['https://notexample.com', 'bxxxxxx'],
  ['https://examp1e.com', 'bxxxxxx'],
  ['https://xn--exmple-cua.com', 'bxxxxxx'],
  ['https://com', 'bxxxxxx'],
  ['https://github.io', 'bxxxxxx'],
  ['https://alice.github.io', 'bxxxrxx'],
  ['https://bob.github.io', 'bxxxxxx'],
  ['https://www.alice.github.io', 'bxxxmxx'],
  ['http://alice.github.io', 'uxxxixx'],
  ['http://localhost:8080', 'bxxxxrx'],
  ['http://localhost:8081', 'bxxxxxx'],
  ['http://localhost', 'bxxxxxx'],
  ['https://localhost:8080', 'bxxxxxx'],
  ['http://127.0.0.1:8080', 'bxxxxxx'],
  ['https://10.0.0.1', 'bxxxxxr'],
  ['https://10.0.0.1:444', 'bxxxxxx'],
  ['http://10.0.0.1', 'uxxxxxi'],
  ['http://10.0.0.2', 'uxxxxxx'],
  ['https://[::1]', 'bxxxxxx'],
  ['null', 'ooooooo'],
  ['', 'fffffff'],
  ['about:blank', 'wwwwwww'],
  ['about:srcdoc', 'wwwwwww'],
  ['data:text/html,<input>', 'wwwwwww'],
  ['blob:https://example.com/0', 'wwwwwww'],
  ['file://', 'wwwwwww'],
  ['javascript:0', 'wwwwwww'],
  ['chrome-extension://jimppnjpkecmloipkdlbhclmjlpaehda', 'wwwwwww'],
  ['https://example.com/', 'fffffff'],
  ['https://example.com@evil.test', 'fffffff'],
  ['https://user:pw@example.com', 'fffffff'],
  ['https://EXAMPLE.com', 'fffffff'],
  ['https://exämple.com', 'fffffff'],
  ['https://example.com:443', 'fffffff'],
  ['https://example.com https://evil.test', 'fffffff'],
];

describe('pages and accounts', () => {
  const rows = CELLS.flatMap(([origin, letters]) =>
    ACCOUNTS.map((sites, i) => ({ origin, sites, expected: MEANING[letters[i] as string] as string })),
  );

  it.each(rows)('$origin for $sites: $expected', ({ origin, sites, expected }) => {
    for (const path of PATHS) expect(`${path}: ${say(decideRelease(fill(top(origin), sites, { path })))}`).toBe(`${path}: ${expected}`);
  });

  it('covers every account for every page', () => {
    expect(rows.length).toBeGreaterThanOrEqual(200);
    for (const [, letters] of CELLS) expect(letters).toHaveLength(ACCOUNTS.length);
  });
});

describe('frames', () => {
  const SITES = ['https://id.example.com'];
  const page = 'https://id.example.com';
  const EMBEDDED = 'confirm embedded';
  const UNPROVEN = 'confirm unproven';
  it.each<[string, ReleaseTarget, string, string]>([
    // what, where, by popup/command/menu/omnibox/notification, by chip
    ['top frame', top(page), 'release', 'release'],
    ['same origin parent', sub(page, [page]), 'release', UNPROVEN],
    ['same site parent', sub(page, ['https://www.example.com']), 'release', UNPROVEN],
    ['same site parent and top', sub(page, ['https://www.example.com', 'https://example.com']), 'release', UNPROVEN],
    ['cross site parent', sub(page, ['https://evil.test']), EMBEDDED, 'confirm embedded+unproven'],
    ['cross site top, same site parent', sub(page, [page, 'https://evil.test']), EMBEDDED, 'confirm embedded+unproven'],
    ['cross site in between', sub(page, ['https://evil.test', page]), EMBEDDED, 'confirm embedded+unproven'],
    [
      'two foreigners',
      sub(page, ['https://evil.test', 'https://bad.test']),
      'confirm embedded+embedded',
      'confirm embedded+embedded+unproven',
    ],
    ['the same foreigner twice', sub(page, ['https://evil.test', 'https://evil.test']), EMBEDDED, 'confirm embedded+unproven'],
    ['insecure parent of the same domain', sub(page, ['http://id.example.com']), EMBEDDED, 'confirm embedded+unproven'],
    ['opaque parent', sub(page, [null]), EMBEDDED, 'confirm embedded+unproven'],
    ['parent that says "null"', sub(page, ['null']), EMBEDDED, 'confirm embedded+unproven'],
    ['extension page as parent', sub(page, ['chrome-extension://abc']), EMBEDDED, 'confirm embedded+unproven'],
    ['frame without known ancestors', sub(page, []), EMBEDDED, 'confirm embedded+unproven'],
    ['top frame that has ancestors', top(page, { ancestors: ['https://evil.test'] }), EMBEDDED, 'confirm embedded'],
    ['sandboxed frame', sub('null', [page]), 'refuse opaque', 'refuse opaque'],
    ['srcdoc frame of a sandbox', sub('null', ['null', page]), 'refuse opaque', 'refuse opaque'],
    ['foreign frame in our page', sub('https://evil.test', [page]), 'refuse other-site', 'refuse other-site'],
    ['prerendered', top(page, { active: false }), 'refuse inactive-document', 'refuse inactive-document'],
    ['prerendered frame', { ...sub(page, [page]), active: false }, 'refuse inactive-document', 'refuse inactive-document'],
    ['private window', top(page, { incognito: true }), 'release', 'release'],
  ])('%s', (_, target, direct, chip) => {
    for (const path of ['popup', 'command', 'menu', 'omnibox', 'notification'] as const)
      expect(say(decideRelease(fill(target, SITES, { path })))).toBe(direct);
    expect(say(decideRelease(fill(target, SITES, { path: 'chip' })))).toBe(chip);
  });

  it('names both sides of an embedding', () => {
    expect(decideRelease(fill(sub(page, ['https://evil.test']), SITES))).toMatchObject({
      reasons: [{ code: 'embedded', origin: page, ancestor: 'https://evil.test' }],
    });
  });
});

describe('what a click on a chip proves', () => {
  const SITES = ['https://example.com'];
  const click = (more: Partial<ChipEvidence>) =>
    decideRelease(fill(top('https://example.com'), SITES, { path: 'chip', evidence: { ...PROOF, ...more } }));

  it.each<[Partial<ChipEvidence>, string]>([
    [{ hasObserver: false }, 'no-observer'],
    [{ visibleForMs: 499 }, 'seen-too-briefly'],
    [{ visibleForMs: 0 }, 'seen-too-briefly'],
    [{ visibleForMs: Number.NaN }, 'seen-too-briefly'],
    [{ visibleForMs: Number.POSITIVE_INFINITY }, 'seen-too-briefly'],
    [{ lastTrueRecordAgeMs: 151 }, 'stale-record'],
    [{ lastTrueRecordAgeMs: -1 }, 'stale-record'],
    [{ lastTrueRecordAgeMs: Number.NaN }, 'stale-record'],
    [{ freshRecordTrue: false }, 'covered-after'],
    [{ eventAgeMs: 101 }, 'late-event'],
    [{ eventAgeMs: -5 }, 'late-event'],
    [{ eventAgeMs: Number.NaN }, 'late-event'],
    [{ popoverOpen: false }, 'not-on-top'],
    [{ boxAsExpected: false }, 'moved'],
  ])('%j: asks, %s', (more, fact) => {
    expect(click(more)).toMatchObject({ decision: 'confirm', reasons: [{ code: 'unproven', facts: [fact] }] });
  });

  it('is proof at the limits, and beyond them in the good direction', () => {
    expect(click({}).decision).toBe('release');
    expect(click({ visibleForMs: 1e9, lastTrueRecordAgeMs: 0, eventAgeMs: 0 }).decision).toBe('release');
  });

  it('is nothing when a script made it, or when nothing was measured', () => {
    expect(say(click({ trusted: false }))).toBe('refuse untrusted-event');
    expect(say(decideRelease(fill(top('https://example.com'), SITES, { path: 'chip', evidence: null })))).toBe('refuse untrusted-event');
  });

  it('never releases from a frame, however good the proof', () => {
    const decision = decideRelease(fill(sub('https://example.com', ['https://example.com']), SITES, { path: 'chip' }));
    expect(decision).toMatchObject({ decision: 'confirm', reasons: [{ code: 'unproven', facts: ['subframe'] }] });
  });

  it('does not stand in for a confirmation of anything else', () => {
    expect(say(decideRelease(fill(top('https://www.example.com'), SITES, { path: 'chip' })))).toBe('confirm remember');
    expect(say(decideRelease(fill(top('https://www.example.com'), [], { path: 'chip' })))).toBe('confirm bind');
  });
});

describe('confirmations', () => {
  const asked = (request: ReleaseRequest): readonly ConfirmReason[] => {
    const decision = decideRelease(request);
    if (decision.decision !== 'confirm') throw new Error(say(decision));
    return decision.reasons;
  };
  const answer = (request: ReleaseRequest, confirmed: readonly ConfirmReason[]) =>
    say(decideRelease({ ...request, path: 'confirmation', confirmed }));

  const requests: readonly [string, ReleaseRequest][] = [
    ['remember', fill(top('https://www.example.com'), ['https://example.com'])],
    ['bind', fill(top('https://example.com'), [])],
    ['bind unencrypted', fill(top('http://router.test'), [])],
    ['embedded', fill(sub('https://example.com', ['https://evil.test', null]), ['https://example.com'])],
    ['unproven', fill(top('https://example.com'), ['https://example.com'], { path: 'chip', evidence: { ...PROOF, hasObserver: false } })],
    ['all', fill(sub('https://www.example.com', ['https://evil.test']), ['https://example.com'], { path: 'chip' })],
  ];

  it.each(requests)('%s: released after a yes to exactly that', (_, request) => {
    const reasons = asked(request);
    expect(answer(request, reasons)).toBe('release');
  });

  it.each(requests.filter(([name]) => name !== 'unproven'))('%s: each missing yes is asked for again', (_, request) => {
    const all = asked(request);
    for (const missing of all.filter((reason) => reason.code !== 'unproven')) {
      const rest = all.filter((reason) => reason !== missing);
      expect(answer(request, rest)).toBe(`confirm ${missing.code}`);
    }
  });

  it('a yes is for the names that were shown, not for others', () => {
    const request = fill(top('https://www.example.com'), ['https://example.com']);
    expect(answer(request, [{ code: 'remember', origin: 'https://evil.example.com', site: 'https://example.com' }])).toBe(
      'confirm remember',
    );
    const framed = fill(sub('https://example.com', ['https://evil.test']), ['https://example.com']);
    expect(answer(framed, [{ code: 'embedded', origin: 'https://example.com', ancestor: 'https://good.test' }])).toBe('confirm embedded');
    expect(answer(framed, [{ code: 'embedded', origin: 'https://example.com', ancestor: null }])).toBe('confirm embedded');
  });

  it('a yes never turns a refusal, and counts on no other path', () => {
    const request = fill(top('http://example.com'), ['https://example.com']);
    expect(answer(request, [{ code: 'remember', origin: 'http://example.com', site: 'https://example.com' }])).toBe('refuse insecure');
    const bind = fill(top('https://example.com'), []);
    for (const path of PATHS.filter((way) => way !== 'confirmation')) {
      expect(say(decideRelease({ ...bind, path, evidence: PROOF, confirmed: asked(bind) }))).toBe('confirm bind');
    }
  });

  it('come in the popup, or in a window where the person wants it so', () => {
    const request = fill(top('https://example.com'), []);
    expect(decideRelease(request)).toMatchObject({ where: 'popup' });
    expect(decideRelease({ ...request, confirmInWindow: true })).toMatchObject({ where: 'window' });
  });

  it('a private window is asked for, but teaches nothing', () => {
    const request = fill(top('https://www.example.com', { incognito: true }), ['https://example.com']);
    expect(decideRelease(request)).toMatchObject({ decision: 'confirm', learn: false });
    expect(decideRelease({ ...request, path: 'confirmation', confirmed: asked(request) })).toEqual({ decision: 'release', learn: false });
    expect(decideRelease(fill(top('https://example.com'), ['https://example.com']))).toEqual({ decision: 'release', learn: true });
  });

  it('names a look-alike and a known issuer elsewhere', () => {
    const account = { issuer: 'GitHub', sites: [] };
    expect(decideRelease(fill(top('https://githuh.com'), [], { account }))).toMatchObject({
      reasons: [{ code: 'bind', warning: { code: 'look-alike', expected: 'github.com' } }],
    });
    expect(decideRelease(fill(top('https://login.test'), [], { account }))).toMatchObject({
      reasons: [{ code: 'bind', warning: { code: 'unknown-domain' } }],
    });
    expect(decideRelease(fill(top('https://github.com'), [], { account }))).toMatchObject({ reasons: [{ code: 'bind', warning: null }] });
    expect(decideRelease(fill(top('https://examp1e.com'), ['https://example.com']))).toMatchObject({
      code: 'other-site',
      site: 'https://example.com',
      warning: { code: 'look-alike', expected: 'example.com' },
    });
  });
});

describe('show and copy', () => {
  it.each(PATHS.flatMap((path) => (['show', 'copy'] as const).map((purpose) => [path, purpose] as const)))('%s, %s', (path, purpose) => {
    const request = fill(top('https://evil.test'), ['https://example.com'], { path, purpose, evidence: PROOF });
    expect(say(decideRelease(request))).toBe(path === 'chip' ? 'refuse not-for-pages' : 'release');
    expect(say(decideRelease({ ...request, target: null }))).toBe(path === 'chip' ? 'refuse not-for-pages' : 'release');
  });

  it('a fill needs a page', () => {
    for (const path of PATHS) expect(say(decideRelease({ ...fill(top(''), []), path, target: null }))).toBe('refuse no-target');
  });
});

describe('whatever is asked', () => {
  const host = fc.constantFrom(
    'example.com',
    'www.example.com',
    'evil.test',
    'alice.github.io',
    'bob.github.io',
    'localhost:8080',
    '10.0.0.1',
    'example.com.',
  );
  const origin = fc.oneof(
    fc.tuple(fc.constantFrom('http', 'https'), host).map(([scheme, name]) => `${scheme}://${name}`),
    fc.constantFrom('null', 'about:blank', 'https://a@example.com'),
    fc.string(),
  );
  const request: fc.Arbitrary<ReleaseRequest> = fc.record({
    purpose: fc.constantFrom<ReleasePurpose>('fill', 'show', 'copy'),
    path: fc.constantFrom(...PATHS),
    target: fc.record({
      origin,
      isTopFrame: fc.boolean(),
      ancestors: fc.array(fc.option(origin), { maxLength: 3 }),
      incognito: fc.boolean(),
      active: fc.boolean(),
    }),
    account: fc.record({ issuer: fc.constantFrom('GitHub', ''), sites: fc.array(origin, { maxLength: 3 }) }),
    evidence: fc.option(
      fc.record({
        trusted: fc.boolean(),
        hasObserver: fc.boolean(),
        visibleForMs: fc.constantFrom(0, 499, 500, 1e6),
        lastTrueRecordAgeMs: fc.constantFrom(0, 150, 151),
        freshRecordTrue: fc.boolean(),
        eventAgeMs: fc.constantFrom(0, 100, 101),
        popoverOpen: fc.boolean(),
        boxAsExpected: fc.boolean(),
      }),
    ),
    confirmed: fc.constant([]),
    confirmInWindow: fc.boolean(),
  });

  it('fills without asking only where the origin is remembered, active and of one site all the way up', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const decision = decideRelease(asked);
        if (decision.decision !== 'release' || asked.purpose !== 'fill' || asked.target === null) return;
        const { target } = asked;
        expect(asked.account.sites).toContain(target.origin);
        expect(target.origin).toMatch(/^https?:\/\//);
        expect(target.active).toBe(true);
        expect(target.ancestors).not.toContain(null);
        expect(target.isTopFrame || target.ancestors.length > 0).toBe(true);
        expect(decision.learn).toBe(!target.incognito);
        if (asked.path === 'chip') {
          expect(target.isTopFrame).toBe(true);
          expect(Object.values(asked.evidence ?? { none: false })).not.toContain(false);
        }
      }),
      { numRuns: 20_000 },
    );
  });
});
