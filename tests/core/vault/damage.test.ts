import { describe, expect, test } from 'vitest';
import { type DamagedRecord, damageReport } from '../../../src/core/vault/damage';

const [a, b] = ['a'.repeat(32), 'b'.repeat(32)];
const none = {
  unreadable: [],
  versions: [],
  sheetLost: false,
  waysChanged: false,
  rolledBack: false,
  strangers: false,
  extras: false,
};

describe('what damage means for a person', () => {
  test.each<[string, DamagedRecord[], Partial<ReturnType<typeof damageReport>>]>([
    ['nothing', [], {}],
    [
      'records',
      [
        { key: `record/${a}`, id: a, problem: 'damaged' },
        { key: `record/${b}`, id: b, problem: 'swapped' },
      ],
      { unreadable: [a, b] },
    ],
    ['an earlier version', [{ key: `previous/${a}`, id: a, problem: 'missing' }], { versions: [a] }],
    ['a page, rebuilt from its leaf', [{ key: 'page/0', id: null, problem: 'damaged' }], {}],
    ['a leaf, rebuilt from its page', [{ key: 'leaf/3', id: null, problem: 'damaged' }], {}],
    [
      'a leaf and the page of another sheet',
      [
        { key: 'leaf/1', id: null, problem: 'damaged' },
        { key: 'page/2', id: null, problem: 'damaged' },
      ],
      {},
    ],
    [
      'a whole sheet',
      [
        { key: 'leaf/1', id: null, problem: 'damaged' },
        { key: 'page/1', id: null, problem: 'damaged' },
      ],
      { sheetLost: true },
    ],
    ['another header', [{ key: 'header', id: null, problem: 'changed' }], { waysChanged: true }],
    ['an old root', [{ key: 'root', id: null, problem: 'rolled-back' }], { rolledBack: true }],
    ['an extra', [{ key: 'extra/site-choices', id: null, problem: 'damaged' }], { extras: true }],
    ['a record that nobody wrote', [{ key: `record/${b}`, id: b, problem: 'added' }], { strangers: true }],
  ])('%s', (_, damaged, expected) => {
    expect(damageReport(damaged)).toEqual({ ...none, ...expected });
  });
});
