// What was seen in the tab in front, with reasons for what was found and for what was not.

import { expect, test } from 'vitest';
import { readSeen, type SeenParts } from '../../src/background/seen';
import type { PageFacts } from '../../src/core/detect/facts';
import { signatureOf } from '../../src/core/detect/field-signature';
import type { DetectorState } from '../../src/platform/detector-world';
import { fieldOf, pageOf } from '../core/detect/facts-of';
import { codeOf, value } from '../support/vault-world';

const stateOf = (facts: PageFacts | null, change: Partial<DetectorState> = {}): DetectorState => ({
  frameId: 0,
  woke: true,
  pathname: '/login',
  rules: [],
  facts,
  ...change,
});

const parts = (states: readonly (DetectorState | null)[], woken: number[] = []): SeenParts => ({
  lastWebTab: async () => ({ id: 1, title: 'Sign in' }),
  framesOf: async () => states.map((_, frameId) => ({ frameId, url: frameId === 0 ? 'https://bank.example/login' : 'about:blank' })),
  injectDetector: async ({ frameId }) => woken.push(frameId) > 0,
  detectorIn: async ({ frameId }) => states[frameId] ?? null,
});

const page = pageOf({
  fields: [fieldOf({ name: 'totp', labels: ['Authenticator code'] }), fieldOf({ name: 'gift', labels: ['Gift code'] })],
});

test('a code field with its evidence, and a field that is none', async () => {
  const { title, frames } = value(await readSeen(parts([stateOf(page)]), false));
  expect(title).toBe('Sign in');
  expect(frames).toMatchObject([
    {
      origin: 'https://bank.example',
      state: 'seen',
      findings: [{ verdict: 'code authenticator', reasons: expect.arrayContaining(['+4 own:second-factor']) }],
      passed: [{ called: 'Gift code' }],
      file: { fileName: 'bank-example-facts.json' },
    },
  ]);
  expect(JSON.parse(frames[0]?.file?.content ?? '')).toEqual({ expected: ['code authenticator'], facts: page });
});

test('what a field weighed that was not enough', async () => {
  const facts = pageOf({
    fields: [fieldOf({ name: 'reference', labels: ['Verification code'], maxLength: 20 }), fieldOf({ name: 'name' })],
  });
  const [frame] = value(await readSeen(parts([stateOf(facts)]), false)).frames;
  expect(frame?.findings).toEqual([]);
  expect(frame?.passed[0]?.reasons).toEqual(expect.arrayContaining(['+2 own:code', '-3 length']));
  expect(frame?.passed[1]?.reasons).toEqual([]);
});

test('what the person said of a field', async () => {
  const rules = [{ ...signatureOf(page.fields[0] ?? fieldOf(), '/login'), is: 'other' as const }];
  expect(value(await readSeen(parts([stateOf(page, { rules })]), false)).frames[0]?.findings).toEqual([]);
});

test.each([
  [false, 'asleep'],
  [true, 'looking'],
  [null, 'asleep'],
] as const)('a frame whose sentinel says %s is %s', async (woke, state) => {
  expect(value(await readSeen(parts([stateOf(null, { woke })]), false)).frames).toMatchObject([{ state, file: null }]);
});

test('a detector comes only where it is asked for', async () => {
  const woken: number[] = [];
  await readSeen(parts([stateOf(null), stateOf(null)], woken), false);
  expect(woken).toEqual([]);
  await readSeen(parts([stateOf(null), stateOf(null)], woken), true);
  expect(woken).toEqual([0, 1]);
});

test('there is nothing to see without a page, or where no script of ours may run', async () => {
  expect(codeOf(await readSeen({ ...parts([]), lastWebTab: async () => null }, false))).toBe('no-page');
  expect(codeOf(await readSeen(parts([null]), false))).toBe('page-not-allowed');
});
