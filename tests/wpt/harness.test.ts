// The parts of the web-platform-tests runner that need no browser.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { discover } from './discover';
import { answeredByVault, missedByVault, type RunResult, reasonFor, regressions, summed, withFiles } from './results';
import { attribute, type FileResult, type Subtest } from './run-test';
import { replyTo } from './server';
import { substitute } from './substitute';

const ports = { http: [80, 81], https: [443, 444] } as const;
const asked = (address: string) => ({ url: new URL(address, 'https://web-platform.test:443/'), headers: {}, ports });

describe('a checkout', () => {
  let root = '';
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  beforeAll(() => {
    root = mkdtempSync(path.join(tmpdir(), 'countersign-wpt-test-'));
    const harness = '<script src="/resources/testharness.js"></script>';
    write('webauthn/one.https.html', `<meta name="timeout" content="long">${harness}`);
    write('webauthn/two.https.sub.html', `<meta name="variant" content="?a"><meta name="variant" content="?b">${harness}{{host}}`);
    write('webauthn/plain.http.html', harness);
    write('webauthn/idl.https.window.js', '// META: script=/resources/WebIDLParser.js\n// META: timeout=long\ntest();');
    write('webauthn/three-manual.https.html', harness);
    write('webauthn/resources/frame.html', harness);
    write('webauthn/helpers.js', 'helper');
    write('credential-management/one.https.html', harness);
    write('credential-management/one.https.html.headers', 'X-One: 1\nCache-Control: max-age=9');
    write('resources/webidl2/lib/webidl2.js', 'parser');
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test('its tests are found, helpers and manual tests are not', () => {
    expect(discover(root).map(({ id, https, timeoutMs }) => [id, https, timeoutMs])).toEqual([
      ['credential-management/one.https.html', true, 10_000],
      ['webauthn/idl.https.window.html', true, 60_000],
      ['webauthn/one.https.html', true, 60_000],
      ['webauthn/plain.http.html', false, 10_000],
      ['webauthn/two.https.sub.html?a', true, 10_000],
      ['webauthn/two.https.sub.html?b', true, 10_000],
    ]);
  });

  test('its files are served as wptserve does, and nothing beside them', () => {
    expect(replyTo(root, asked('/webauthn/two.https.sub.html')).body).toContain('web-platform.test');
    expect(replyTo(root, asked('/credential-management/one.https.html')).headers).toMatchObject({ 'x-one': '1' });
    expect(replyTo(root, asked('/resources/WebIDLParser.js')).body.toString()).toBe('parser');
    expect(replyTo(root, asked('/webauthn/idl.https.window.html')).body).toMatch(/WebIDLParser[\s\S]*\/webauthn\/idl\.https\.window\.js/);
    expect(replyTo(root, asked('/webauthn/one.https.html?pipe=header(X-A,1)|status(404)'))).toMatchObject({
      status: 404,
      headers: { 'x-a': '1' },
    });
    for (const wanted of ['/webauthn/none.html', '/..%2F..%2Fetc/passwd', '/webauthn'])
      expect(replyTo(root, asked(wanted)).status).toBe(404);
    expect(replyTo(root, asked('/resources/testdriver-vendor.js')).body.toString()).toContain('in_automation');
  });
});

test.each([
  ['{{host}}:{{ports[https][1]}}', 'web-platform.test:444'],
  ['{{domains[www1]}} {{domains[élève]}}', 'www1.web-platform.test xn--lve-6lad.web-platform.test'],
  ['{{hosts[alt][]}} {{hosts[alt][www]}} {{hosts[][www2]}}', 'not-web-platform.test www.not-web-platform.test www2.web-platform.test'],
  ['{{GET[a]}} {{location[scheme]}}', '1 https'],
  ['{{unheard[of]}}', '{{unheard[of]}}'],
])('%s → %s', (text, expected) => {
  expect(substitute(text, asked('/x?a=1'))).toBe(expected);
});

const subtest = (name: string, status: Subtest['status'], answeredBy: Subtest['answeredBy'] = null): Subtest => ({
  name,
  status,
  message: null,
  answeredBy,
});
const file = (...subtests: Subtest[]): FileResult => ({ status: 'OK', message: null, subtests });
const run = (files: Record<string, FileResult>): RunResult => summed(files);

test('an answer belongs to the subtest that reports next', () => {
  const tests = [
    { name: 'a', status: 0, message: null, at: 10 },
    { name: 'b', status: 1, message: 'no', at: 20 },
    { name: 'c', status: 0, message: null, at: 30 },
  ];
  const answers = [
    { who: 'native', at: 5 },
    { who: 'vault', at: 6 },
    { who: 'native', at: 15 },
  ] as const;
  expect(attribute({ started: 1, status: 0, message: null, tests }, answers)).toEqual([
    { name: 'a', status: 'PASS', message: null, answeredBy: 'vault' },
    { name: 'b', status: 'FAIL', message: 'no', answeredBy: 'native' },
    { name: 'c', status: 'PASS', message: null, answeredBy: null },
  ]);
});

test('what native passes and we do not is named; what both fail is not', () => {
  const native = run({ f: file(subtest('a', 'PASS'), subtest('b', 'FAIL'), subtest('c', 'PASS')), g: file(subtest('d', 'PASS')) });
  const ours = run({ f: file(subtest('a', 'PASS'), subtest('b', 'FAIL'), subtest('c', 'TIMEOUT')) });
  expect([native.pass, native.fail, ours.pass, ours.fail]).toEqual([3, 1, 1, 2]);
  expect(regressions(native, ours)).toEqual([{ file: 'f', name: 'c', message: 'TIMEOUT ' }]);
  expect(regressions(native, run({ g: { status: 'CRASH', message: 'silent', subtests: [] } }))).toEqual([
    { file: 'g', name: 'd', message: 'silent' },
  ]);
  expect(regressions(native, native)).toEqual([]);
  const again = run({ f: file(subtest('a', 'PASS'), subtest('b', 'FAIL'), subtest('c', 'PASS')) });
  expect(regressions(native, withFiles(ours, again))).toEqual([]);
  const reasons = { f: { c: 'because' } };
  expect(regressions(native, ours).map((one) => reasonFor(reasons, one))).toEqual(['because']);
  expect(reasonFor(reasons, { file: 'f', name: 'a', message: '' })).toBeNull();
});

test('a file that came to no end counts as failed', () => {
  const broken: FileResult = { status: 'CRASH', message: 'silent', subtests: [] };
  expect(run({ f: broken })).toMatchObject({ pass: 0, fail: 1 });
});

test('a bridge that always steps aside is found out', () => {
  const list = { f: ['a', 'b'], other: ['z'] };
  const ours = run({ f: file(subtest('a', 'PASS', 'vault'), subtest('b', 'PASS', 'vault'), subtest('c', 'PASS', 'native')) });
  const aside = run({ f: file(subtest('a', 'PASS', 'native'), subtest('b', 'PASS')) });
  expect(answeredByVault(ours)).toEqual({ f: ['a', 'b'] });
  // A checkout may lack a file of the list.
  expect(missedByVault(list, ours)).toEqual([]);
  expect(missedByVault(list, aside)).toEqual(['f › a', 'f › b']);
});
