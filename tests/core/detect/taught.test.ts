// A field that a person pointed at is found again, and no other; what they said of it comes last.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf } from '../../../src/core/detect/excerpt';
import type { FieldFacts } from '../../../src/core/detect/facts';
import { type FieldRule, fieldsOfRule, isNameless, pathPattern, signatureOf } from '../../../src/core/detect/field-signature';
import { score } from '../../../src/core/detect/score';
import { applyRules } from '../../../src/core/detect/taught';
import { verdictOf } from '../../../src/core/detect/verdict';
import { fieldOf, pageOf, row } from './facts-of';

const rule = (field: FieldFacts, is: FieldRule['is'] = 'code', path = '/login'): FieldRule => ({ ...signatureOf(field, path), is });

describe('the pattern of a path', () => {
  it.each([
    ['/login', '/login'],
    ['/login/', '/login'],
    ['/', ''],
    ['/users/4711/verify', '/users/*/verify'],
    ['/u/3f9a2c81d4/verify', '/u/*/verify'],
    ['/session/0b6c2f0e-6d1c-4f0a-9b7e-0a1b2c3d4e5f', '/session/*'],
    ['/two-factor', '/two-factor'],
    ['/v2/login', '/v2/login'],
    ['/2fa', '/2fa'],
  ])('%s → %s', (path, expected) => expect(pathPattern(path)).toBe(expected));
});

describe('a field is found again', () => {
  it.each<[string, Partial<FieldFacts>, Partial<FieldFacts>, boolean]>([
    [
      'by its name, in another language',
      { name: 'k', id: 'keyBox', labels: ['Key'] },
      { name: 'k', id: 'keyBox', labels: ['Schlüssel'] },
      true,
    ],
    ['though its number is another', { name: 'field_17' }, { name: 'field_23' }, true],
    ['though its id is made up each time', { id: 'input-3f9a2c', labels: ['Key'] }, { id: 'input-77b1e0', labels: ['Key'] }, true],
    ['by its label alone', { labels: ['Your key'] }, { labels: ['Your  KEY:'] }, true],
    ['by the text before it', { before: 'Your key' }, { before: 'Your key' }, true],
    ['not by another name', { name: 'key', labels: ['Key'] }, { name: 'coupon', labels: ['Key'] }, false],
    ['not by another id', { id: 'keyBox' }, { id: 'couponBox' }, false],
    ['not by another label, where that is all', { labels: ['Your key'] }, { labels: ['Your coupon'] }, false],
    ['not where it had no name and has one now', { labels: ['Your key'] }, { labels: ['Your key'], name: 'coupon' }, false],
    ['never where nothing is on it', {}, {}, false],
  ])('%s', (_, taught, now, expected) => {
    const found = fieldsOfRule(pageOf({ fields: [fieldOf(now)] }), rule(fieldOf(taught)), '/login');
    expect(found).toEqual(expected ? [0] : []);
  });

  it('on its own page only', () => {
    const field = fieldOf({ name: 'key' });
    const facts = pageOf({ fields: [field] });
    expect(fieldsOfRule(facts, rule(field, 'code', '/users/1/key'), '/users/2/key')).toEqual([0]);
    expect(fieldsOfRule(facts, rule(field, 'code', '/users/1/key'), '/users/2/gift')).toEqual([]);
  });

  it('among fields of one name, by its words', () => {
    const fields = [fieldOf({ name: 'item_1', labels: ['Coupon'] }), fieldOf({ name: 'item_2', labels: ['Key'] })];
    expect(fieldsOfRule(pageOf({ fields }), rule(fieldOf({ name: 'item_9', labels: ['Key'] })), '/login')).toEqual([1]);
  });

  it('whatever it is called, if anything', () => {
    const text = fc.string({ maxLength: 60 });
    fc.assert(
      fc.property(text, text, text, (name, id, label) => {
        const field = fieldOf({ name, id, labels: [label] });
        const taught = rule(field);
        expect(fieldsOfRule(pageOf({ fields: [field] }), taught, '/login')).toEqual(isNameless(taught) ? [] : [0]);
      }),
    );
  });

  it('without a word of what is in it', () => {
    expect(Object.keys(rule(fieldOf({ name: 'key', filled: true }))).sort()).toEqual(['autocomplete', 'id', 'is', 'name', 'path', 'words']);
  });
});

describe('what was said of it', () => {
  const verdicts = (facts: ReturnType<typeof pageOf>, rules: readonly FieldRule[]) =>
    applyRules(facts, score(facts), rules, '/login').map((finding) => verdictOf(facts, finding));

  it('makes a code prompt of a field that nothing else tells', () => {
    const field = fieldOf({ name: 'key', maxLength: 6 });
    const facts = pageOf({ fields: [fieldOf({ name: 'search' }), field] });
    expect(verdicts(facts, [])).toEqual([]);
    expect(applyRules(facts, score(facts), [rule(field)], '/login')).toMatchObject([
      { kind: 'code-prompt', mode: 'single', digits: 6, channel: 'authenticator', fields: [1] },
    ]);
  });

  it('makes an authenticator’s of a code that seemed to be sent', () => {
    const field = fieldOf({ name: 'otp', autocomplete: 'one-time-code' });
    const facts = pageOf({ fields: [field], texts: ['We sent a code to your phone by SMS.'] });
    expect(verdicts(facts, [])).toEqual(['code sms']);
    expect(verdicts(facts, [rule(field)])).toEqual(['code authenticator']);
  });

  it('takes the whole row of boxes', () => {
    const fields = row(6, (index) => ({ name: `zz${index}`, maxLength: 1 }));
    const facts = pageOf({ fields });
    expect(applyRules(facts, [], [rule(fields[2] as FieldFacts)], '/login')).toMatchObject([
      { mode: 'split', digits: 6, fields: [0, 1, 2, 3, 4, 5] },
    ]);
  });

  it('ends a code prompt and a recovery prompt', () => {
    const code = fieldOf({ name: 'totp', labels: ['Authenticator code'] });
    expect(verdicts(pageOf({ fields: [code] }), [])).toEqual(['code authenticator']);
    expect(verdicts(pageOf({ fields: [code] }), [rule(code, 'other')])).toEqual([]);
    const recovery = fieldOf({ name: 'recovery_code', labels: ['Recovery code'] });
    expect(verdicts(pageOf({ fields: [recovery] }), [])).toEqual(['recovery']);
    expect(verdicts(pageOf({ fields: [recovery] }), [rule(recovery, 'other')])).toEqual([]);
  });

  it.each([{ visible: false }, { editable: false }])('is nothing to a field that is %o', (how) => {
    const facts = pageOf({ fields: [fieldOf({ name: 'key', ...how })] });
    expect(verdicts(facts, [rule(fieldOf({ name: 'key' }))])).toEqual([]);
  });
});

describe('the excerpt about one field', () => {
  const texts = Array.from({ length: 120 }, (_, index) => ({ kind: index % 50 === 0 ? 'heading' : 'text', text: `t${index}` }) as const);
  const fields = Array.from({ length: 40 }, (_, index) => fieldOf({ name: `f${index}`, form: index < 20 ? 0 : 1, near: [60, 110] }));
  const facts = pageOf({ texts, fields, uris: 1, keys: [{ length: 32, where: 'text', before: '' }] });

  it('keeps the field, its texts and the headings, and is small', () => {
    const excerpt = excerptOf(facts, 25);
    expect(excerpt.fields.map(({ name }) => name)).toContain('f25');
    expect(excerpt.fields.map(({ name }) => name)).not.toContain('f19');
    expect(excerpt.fields).toHaveLength(12);
    expect(excerpt.texts.map(({ text }) => text)).toEqual(expect.arrayContaining(['t0', 't50', 't100', 't60']));
    expect(excerpt.texts).toHaveLength(40);
    expect(excerpt).toMatchObject({ keys: [], uris: 0 });
  });

  it('points into its own texts', () => {
    const { fields, texts } = excerptOf(facts, 25);
    const [from, to] = fields[0]?.near ?? [-1, -1];
    expect(texts[from]?.text).toBe('t60');
    expect(to).toBe(40);
  });
});
