import { describe, expect, it } from 'vitest';
import type { FieldFacts } from '../../../src/core/detect/facts';
import { score } from '../../../src/core/detect/score';
import { verdictOf } from '../../facts/verdict';
import { fieldOf, pageOf, row } from './facts-of';

const verdicts = (page: Parameters<typeof pageOf>[0]): string[] => {
  const facts = pageOf(page);
  return score(facts).map((finding) => verdictOf(facts, finding));
};
const one = (field: Partial<FieldFacts>, texts: string[] = [], rest: Parameters<typeof pageOf>[0] = {}) =>
  verdicts({ ...rest, texts, fields: [fieldOf(field)] });

describe('what a field says of itself', () => {
  it.each<[Partial<FieldFacts>]>([
    [{ autocomplete: 'one-time-code' }],
    [{ name: 'otp' }],
    [{ name: 'user[otp_attempt]' }],
    [{ id: 'twofactor_token' }],
    [{ placeholder: 'Authentication code' }],
    [{ labels: ['Two-factor code'] }],
    [{ labels: ['Code à usage unique'], type: 'tel' }],
    [{ labels: ['ワンタイムパスワード'] }],
    [{ name: 'mfaCode', type: 'password' }],
  ])('%o is enough', (field) => {
    expect(one(field)).toHaveLength(1);
    expect(one(field)[0]).toMatch(/^code (?:authenticator|unknown)/);
  });

  it.each<[Partial<FieldFacts>]>([
    [{ labels: ['Code'] }],
    [{ labels: ['PIN'], maxLength: 4 }],
    [{ name: 'q', placeholder: 'Search' }],
    [{ type: 'password', labels: ['Passcode'] }],
    [{ name: 'coupon_code' }],
    [{ labels: ['Security code'], autocomplete: 'cc-csc' }],
    [{ labels: ['One-time password secret'] }],
    [{ labels: ['Authenticator key (TOTP)'], name: 'totp' }],
    [{ labels: ['Phone number'], name: 'sms_number' }],
    [{ labels: ['Postal code'], inputMode: 'numeric', maxLength: 6 }],
  ])('%o is not', (field) => {
    expect(one(field)).toEqual([]);
  });
});

describe('what the page says', () => {
  it('makes a code of a neutral field', () => {
    expect(one({ labels: ['Code'] }, ['Enter the code from your authenticator app.'])).toEqual(['code authenticator']);
  });

  it('makes a code of a field without a word where nothing else is open', () => {
    expect(one({ name: 'value' }, ['Type the digits of your authenticator app.'])).toEqual(['code authenticator']);
    expect(
      verdicts({ texts: ['Type the digits of your authenticator app.'], fields: [fieldOf({ name: 'value' }), fieldOf({ name: 'town' })] }),
    ).toEqual([]);
  });

  it('does not take the password field for the code field', () => {
    const texts = ['Confirm your password and a code from your authenticator app.'];
    const fields = [fieldOf({ type: 'password', before: texts[0] as string }), fieldOf()];
    const facts = pageOf({ texts, fields });
    expect(score(facts).map((finding) => 'fields' in finding && finding.fields)).toEqual([[1]]);
  });

  it.each([
    ['We sent a code to your e-mail address.', 'code email'],
    ['We have texted you a code.', 'code sms'],
    ['Wir haben Ihnen einen Code per SMS gesendet.', 'code sms'],
    ['Nous avons envoyé un code à votre adresse e-mail.', 'code email'],
    ['Введите код из письма, отправленного на вашу почту.', 'code email'],
  ])('%s → %s', (text, verdict) => {
    expect(one({ autocomplete: 'one-time-code', labels: ['Code'] }, [text])).toEqual([verdict]);
  });

  it('believes the app before the way out', () => {
    expect(
      one({ labels: ['Code'] }, ['Enter the code of your authenticator app.', 'Lost your device? We can send you a text message.']),
    ).toEqual(['code authenticator']);
  });

  it('leaves a password reset and a new address alone', () => {
    const code = { autocomplete: 'one-time-code', labels: ['Verification code'] };
    expect(one(code, [], { title: 'Reset your password' })).toEqual([]);
    expect(one(code, [], { path: 'signup verify email' })).toEqual([]);
  });
});

describe('recovery codes', () => {
  it.each<[Partial<FieldFacts>, string[]]>([
    [{ labels: ['Recovery code'], autocomplete: 'one-time-code' }, []],
    [{ name: 'backup_otp_token', labels: ['Token'] }, []],
    [{ labels: ['Code'] }, ['Enter one of your emergency recovery codes.']],
    [{ labels: ['Wiederherstellungscode'] }, ['Zwei-Faktor-Bestätigung']],
  ])('%o %o is a recovery prompt', (field, texts) => {
    expect(one(field, texts)).toEqual(['recovery']);
  });

  it('share a field with the app', () => {
    expect(one({ labels: ['Authentication or recovery code'] }, ['Two-factor authentication'])).toEqual(['code authenticator']);
  });

  it('as a way out do not change the field', () => {
    expect(one({ labels: ['Code'] }, ['Two-factor code', 'If you lost your phone, use a recovery code.'])).toEqual(['code authenticator']);
  });
});

describe('boxes', () => {
  it('are one prompt with so many digits', () => {
    expect(verdicts({ fields: row(6, () => ({ maxLength: 1 })), texts: ['Authenticator app'] })).toEqual(['code authenticator 6']);
  });

  it('of four are no authenticator code', () => {
    expect(verdicts({ fields: row(4, () => ({ maxLength: 1 })), texts: ['Enter the code'] })).toEqual([]);
  });
});

describe('set-up', () => {
  const picture = { how: 'img', box: { x: 0, y: 0, width: 200, height: 200 }, words: 'qr code', twoTone: true, near: [0, 1] } as const;
  it('is any readable URI', () => expect(verdicts({ uris: 1 })).toEqual(['setup']));
  it('is a picture that looks like a QR code', () => expect(verdicts({ pictures: [picture] })).toEqual(['setup']));
  it('is no photo', () =>
    expect(verdicts({ pictures: [{ ...picture, twoTone: false }], texts: ['Scan with your authenticator app'] })).toEqual([]));
  it('is an unreadable picture only among words', () => {
    expect(verdicts({ pictures: [{ ...picture, words: '', twoTone: null }] })).toEqual([]);
    expect(verdicts({ pictures: [{ ...picture, words: '', twoTone: null }], texts: ['Scan with your authenticator app'] })).toEqual([
      'setup',
    ]);
  });
  it('is a key with a label on a page of second factors', () => {
    const keys = [{ length: 32, where: 'text', before: 'Secret key:' }] as const;
    expect(verdicts({ keys })).toEqual([]);
    expect(verdicts({ keys, texts: ['Set up your authenticator app'] })).toEqual(['setup']);
  });
});
