import { describe, expect, it } from 'vitest';
import { emptyDraft, fieldOfError, type KeyDraft, problemsOf, requestOf } from '../../src/popup/key-draft';

const draft = (more: Partial<KeyDraft>): KeyDraft => ({ ...emptyDraft('example.com'), secret: 'JBSWY3DP', ...more });

describe('what is wrong with a typed account', () => {
  it.each<[string, Partial<KeyDraft>, object]>([
    ['nothing', {}, {}],
    ['no key', { secret: '  ' }, { secret: 'empty-secret' }],
    ['no digits', { digits: '' }, { digits: 'bad-digits' }],
    ['too many digits', { digits: '11' }, { digits: 'bad-digits' }],
    ['digits in words', { digits: 'six' }, { digits: 'bad-digits' }],
    ['a fraction', { period: '30.5' }, { period: 'bad-period' }],
    ['no time at all', { period: '0' }, { period: 'bad-period' }],
    ['a negative counter', { type: 'hotp', counter: '-1' }, { counter: 'bad-counter' }],
    ['a counter beyond exact numbers', { type: 'hotp', counter: '9007199254740993' }, { counter: 'bad-counter' }],
    ['a period does not matter to a counter', { type: 'hotp', period: '' }, {}],
    ['nothing but the key matters to Steam', { type: 'steam', digits: '', period: '' }, {}],
  ])('%s', (_, more, problems) => expect(problemsOf(draft(more))).toEqual(problems));

  it('names the field that the background’s error is about', () => {
    expect(fieldOfError('bad-secret')).toBe('secret');
    expect(fieldOfError('disk-full')).toBeNull();
  });

  it('makes Steam codes as Steam does', () =>
    expect(requestOf(draft({ type: 'steam', digits: '8', period: '60', algorithm: 'SHA512' }))).toMatchObject({
      algorithm: 'SHA1',
      digits: 5,
      period: 30,
    }));

  it('asks for no site where the field is empty', () => {
    expect(requestOf(draft({ site: ' ' })).site).toBeNull();
    expect(requestOf(draft({ digits: ' 8 ' })).digits).toBe(8);
  });
});
