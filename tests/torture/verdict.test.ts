import { expect, test } from 'vitest';
import type { Row } from './trial';
import { verdictOn, verdictOnControl } from './verdict';

const row = (name: string, ok: boolean | null, more: Partial<Row> = {}): Row => ({
  ...{ name, part: 'some', browser: 'node', rounds: 1, expected: '', seen: '', ok },
  ...more,
});

test.each<[string, Row[], string[], boolean]>([
  ['all as expected', [row('a', true), row('b', true)], [], true],
  ['one loss', [row('a', true), row('b', false)], [], false],
  ['what cannot be measured does not count', [row('a', true), row('b', null)], [], true],
  ['what was asked for and cannot be measured', [row('a', true), row('b', null)], ['b'], false],
  ['nothing at all', [], [], false],
])('%s', (_, rows, byName, good) => {
  expect(verdictOn(rows, byName).good).toBe(good);
});

test('what was not measured is neither a success nor a failure', () => {
  expect(verdictOn([row('a', true), row('b', null), row('c', false)], []).line).toBe('1 as expected, 1 failed, 1 not measured');
});

test.each<[string, Row[], boolean]>([
  ['every planted loss seen', [row('a', false), row('b', false)], true],
  ['one row blind', [row('a', false), row('b', true)], false],
  ['a row that threw has seen nothing', [row('a', false), row('b', false, { threw: true })], false],
  ['a control by itself is as ever', [row('a', false), row('a', true, { part: 'control: it sees' })], true],
  ['nothing planted', [row('a', null)], false],
])('control: %s', (_, rows, good) => {
  expect(verdictOnControl(rows, []).good).toBe(good);
});

test('control: a blind row is named', () => {
  expect(verdictOnControl([row('a', true, { part: 'swap' })], []).line).toContain('a swap (node)');
});
