import { describe, expect, it } from 'vitest';
import type { CardView } from '../../src/messages/card-protocol';
import { draftOf, draftProblems, editOf, sameOnForm } from '../../src/popup/card-draft';

const site = { origin: 'https://id.heroku.com', ascii: 'id.heroku.com', unicode: null, warning: null };
const card: CardView = {
  id: 'a'.repeat(32),
  revision: 3,
  issuer: 'Heroku',
  account: 'ada',
  sites: [site],
  note: 'n',
  tags: ['work', 'hosting'],
  pinned: false,
  createdAt: 1,
  verifiedAt: null,
  lastUsedAt: null,
  otp: { type: 'totp', algorithm: 'SHA1', digits: 6, period: 30, counter: null },
  code: null,
  recovery: [],
  passkeys: [],
};
const counting: CardView = { ...card, otp: { type: 'hotp', algorithm: 'SHA1', digits: 6, period: null, counter: 4 } };

describe('a card as a form', () => {
  it('that nobody touched saves what was there', () => {
    const edit = editOf(card, draftOf(card), true);
    expect(edit).toEqual({
      id: card.id,
      revision: 3,
      issuer: 'Heroku',
      account: 'ada',
      sites: ['https://id.heroku.com'],
      note: 'n',
      tags: ['work', 'hosting'],
      pinned: false,
      otp: null,
    });
  });

  it.each([
    ['a, b', ['a', 'b']],
    [' , a ,, ', ['a']],
    ['', []],
    ['一、二', ['一', '二']],
  ])('reads tags %j', (tags, expected) => expect(editOf(card, { ...draftOf(card), tags }, false).tags).toEqual(expected));

  it('sends parameters only when they were opened and differ', () => {
    const draft = { ...draftOf(card), digits: '8' };
    expect(editOf(card, draft, false).otp).toBeNull();
    expect(editOf(card, draft, true).otp).toEqual({ algorithm: 'SHA1', digits: 8, period: 30, counter: 0 });
  });

  it.each([
    [card, { digits: '11' }, { digits: 'bad-digits' }],
    [card, { period: '' }, { period: 'bad-period' }],
    [card, { counter: '' }, {}],
    [counting, { counter: 'x' }, { counter: 'bad-counter' }],
    [counting, { period: 'x' }, {}],
  ])('finds what is wrong with %#', (of, typed, expected) => {
    expect(draftProblems(of, { ...draftOf(of), ...typed }, true)).toEqual(expected);
    expect(draftProblems(of, { ...draftOf(of), ...typed }, false)).toEqual({});
  });

  it('tells an edit elsewhere from a code that was used meanwhile', () => {
    expect(sameOnForm(card, { ...card, revision: 4, lastUsedAt: 9 }, true)).toBe(true);
    expect(sameOnForm(card, { ...card, revision: 4, note: 'other' }, true)).toBe(false);
    const counted = { ...counting, revision: 4, otp: { ...counting.otp, counter: 5 } };
    expect(sameOnForm(counting, counted, false)).toBe(true);
    expect(sameOnForm(counting, counted, true)).toBe(false);
  });
});
