import { beforeEach, describe, expect, test } from 'vitest';
import { createNeverOfferMark, type NeverOfferMark } from '../../src/background/never-offer-mark';

let front: number | null;
let checked: boolean[];
let mark: NeverOfferMark;
let onLook: () => void;

beforeEach(() => {
  [front, checked] = [1, []];
  onLook = () => undefined;
  mark = createNeverOfferMark({
    tabInFront: async () => front,
    originOf: async (tabId) => {
      onLook();
      return [null, 'https://listed.example', 'https://other.example'][tabId] ?? null;
    },
    isNeverOffered: async (origin) => origin === 'https://listed.example',
    check: async (now) => void checked.push(now),
  });
});

describe('the check mark', () => {
  test.each([
    [1, true],
    [2, false],
    [0, false],
    [null, false],
  ] as const)('of tab %s is %s', async (tab, expected) => {
    front = tab;
    await mark.refresh();
    expect(checked).toEqual([expected]);
  });

  test('is of what is in front at last, where that changes during the look', async () => {
    onLook = () => {
      if (front !== 1) return;
      front = 2;
      void mark.refresh();
    };
    await mark.refresh();
    expect(checked).toEqual([true, false]);
  });

  test('is looked at again after a look that failed', async () => {
    onLook = () => {
      throw new Error('gone');
    };
    await expect(mark.refresh()).rejects.toThrow('gone');
    onLook = () => undefined;
    await mark.refresh();
    expect(checked).toEqual([true]);
  });
});
