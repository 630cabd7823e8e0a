import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edits, editsToPrefix } from '../../../src/core/matching/edit-distance';
import { prepareSearch, search } from '../../../src/core/matching/search';
import { editsAllowed } from '../../../src/core/matching/typo';

const letter = fc.constantFrom(...'abcdefghij');
const word = fc.array(letter, { minLength: 1, maxLength: 12 }).map((letters) => letters.join(''));

/** One slip of the fingers at a place of the word. */
const slip = fc.record({ how: fc.constantFrom('leave out', 'add', 'change', 'swap'), where: fc.nat(), what: letter });
function slipped(text: string, { how, where, what }: { how: string; where: number; what: string }): string {
  const at = where % text.length;
  if (how === 'leave out') return text.slice(0, at) + text.slice(at + 1);
  if (how === 'add') return text.slice(0, at) + what + text.slice(at);
  if (how === 'change') return text.slice(0, at) + what + text.slice(at + 1);
  return text.slice(0, at) + (text[at + 1] ?? '') + text[at] + text.slice(at + 2);
}

describe('the distance between words', () => {
  it.each([
    ['', '', 0],
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['abc', 'ab', 1],
    ['abc', 'xbc', 1],
    ['heroku', 'hreoku', 1],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
  ])('%s, %s: %d', (a, b, expected) => expect(edits(a, b, 9)).toBe(expected));

  it('is the same both ways, and says no more than that it is above the bound', () => {
    fc.assert(
      fc.property(word, word, fc.nat(4), (a, b, most) => {
        expect(edits(a, b, 20)).toBe(edits(b, a, 20));
        expect(edits(a, b, most) <= most).toBe(edits(a, b, 20) <= most);
      }),
    );
  });

  it('to a beginning is the least of all beginnings', () => {
    fc.assert(
      fc.property(word, word, (typed, whole) => {
        const all = Array.from({ length: whole.length + 1 }, (_, end) => edits(typed, whole.slice(0, end), 20));
        const least = Math.min(...all);
        expect(editsToPrefix(typed, whole, 2)).toBe(least <= 2 ? least : 3);
      }),
    );
  });
});

describe('a mistyped word', () => {
  it.each([
    ['git', 0],
    ['bank', 1],
    ['github1', 0],
    ['heroku', 1],
    ['facebook', 2],
    ['банк', 1],
    ['12345678', 0],
  ])('%s may be %d edits away', (typed, expected) => expect(editsAllowed(typed)).toBe(expected));

  it('finds the account after one slip, whichever', () => {
    fc.assert(
      fc.property(word, slip, fc.array(word, { maxLength: 5 }), (name, slip_, others) => {
        const typed = slipped(name, slip_);
        fc.pre(editsAllowed(typed) > 0);
        const entries = [name, ...others].map((issuer, order) => ({ issuer, account: '', sites: [], tags: [], pinned: false, order }));
        expect(search(prepareSearch(entries), typed).map(({ entry }) => entry.order)).toContain(0);
      }),
    );
  });

  it('never comes before what was typed right', () => {
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 7 }), (typed, names) => {
        const entries = names.map((issuer, order) => ({ issuer, account: '', sites: [], tags: [], pinned: order % 2 === 0, order }));
        const right = search(prepareSearch(entries), typed).map(({ entry }) => entry.issuer.includes(typed));
        expect(right).toEqual(right.toSorted((a, b) => Number(b) - Number(a)));
      }),
    );
  });
});
