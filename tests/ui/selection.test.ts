import { expect, it } from 'vitest';
import { allOrNone, BEGUN, OFF, ranged, type Selection, toggled, unanchored } from '../../src/popup/selection';

const pick = (id: string) => ({ id, pinned: id === 'p' });
const ids = ({ picked }: Selection): string => [...picked.keys()].join('');
const list = ['a', 'b', 'c', 'd'].map(pick);

it('takes one in, with whether it is pinned, and out again', () => {
  const one = toggled(OFF, 3, pick('p'));
  expect([one.on, [...one.picked]]).toEqual([true, [['p', true]]]);
  expect([ids(toggled(one, 3, pick('p'))), toggled(one, 3, pick('p')).on]).toEqual(['', true]);
});

it('a range grows and shrinks from where it begins, beside what was selected before', () => {
  const begun = toggled(toggled(BEGUN, 9, pick('x')), 0, pick('a'));
  const wide = ranged(begun, 0, list.slice(0, 3));
  expect(ids(wide)).toBe('xabc');
  expect(ids(ranged(wide, 0, list.slice(0, 2)))).toBe('xab');
});

it('another list leaves what is selected and begins a range anew', () => {
  const range = ranged(toggled(BEGUN, 0, pick('a')), 0, list.slice(0, 2));
  const other = unanchored(range);
  expect([ids(other), other.anchor]).toEqual(['ab', null]);
  expect(ids(ranged(other, 1, [pick('z')]))).toBe('abz');
});

it('selects all that the list has, and where all of it is selected nothing of it', () => {
  const some = toggled(toggled(BEGUN, 0, pick('x')), 1, pick('b'));
  const all = allOrNone(some, list);
  expect(ids(all)).toBe('xbacd');
  expect(ids(allOrNone(all, list))).toBe('x');
});
