// A failed attack is never run again until it passes.

import { expect, it } from 'vitest';
import { isVerdict } from '../../scripts/second-run.mjs';

const file = (name: string, ...messages: string[]) => ({
  name: `/repo/tests/e2e/${name}.test.ts`,
  assertionResults: [
    { status: 'passed', failureMessages: [] as string[] },
    ...messages.map((message) => ({ status: 'failed', failureMessages: [message] })),
  ],
});
const SILENT = 'Error: waited 10000 ms for the code\n    at until';
const RELEASED = 'AssertionError: expected [ "123456" ] to deeply equal []';

it.each([
  ['an attack that saw a release', file('ways-attack', RELEASED), true],
  ['an attack that saw a release beside one that saw nothing', file('ways-attack', SILENT, RELEASED), true],
  ['an attack whose file did not run', file('ways-attack'), true],
  ['an attack whose page did not come', file('ways-attack', SILENT), false],
  ['any other failure', file('popup', RELEASED), false],
] as const)('%s', (_, failed, verdict) => {
  expect(isVerdict(failed)).toBe(verdict);
});
