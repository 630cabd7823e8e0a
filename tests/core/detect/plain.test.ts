import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identifierWords, pairPattern, plain, wordPattern } from '../../../src/core/detect/plain';

describe('plain', () => {
  it.each([
    ['Código de Verificação', 'codigo de verificacao'],
    ['Zwei-Faktor-Authentifizierung', 'zwei faktor authentifizierung'],
    ['２段階認証', '2段階認証'],
    ['d’authentification', 'd authentification'],
    ['  Код:\n', 'код'],
  ])('%s is %s', (text, expected) => {
    expect(plain(text)).toBe(expected);
  });

  it('is idempotent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => plain(plain(text)) === plain(text)),
      { numRuns: 500 },
    );
  });
});

describe('identifierWords', () => {
  it.each([
    ['twoFactorCode', 'two factor code'],
    ['user[otp_attempt]', 'user otp attempt'],
    ['otp1', 'otp 1'],
    ['2fa', '2fa'],
    ['idTxtBx_SAOTCC_OTC', 'id txt bx saotcc otc'],
    ['/users/two-factor/app', 'users two factor app'],
  ])('%s is %s', (text, expected) => {
    expect(identifierWords(text)).toBe(expected);
  });
});

describe('wordPattern', () => {
  const pattern = wordPattern('otp|code$|コード|код$');
  it.each(['otp', 'otpcode', 'enter code', 'the code', '認証コード', 'введите код'])('finds %s', (text) =>
    expect(pattern.test(text)).toBe(true),
  );
  it.each(['laptop', 'decode', 'codes', 'кодекс', 'encoder'])('does not find %s', (text) => expect(pattern.test(text)).toBe(false));
});

describe('pairPattern', () => {
  const near = pairPattern('totp', 'app$|アプリ', 'authent|認証', 12, true);
  it.each(['authentication app', 'app for authentication', '認証アプリ', 'totp'])('finds %s', (text) => expect(near.test(text)).toBe(true));
  it.each(['app', 'authentication', 'apparent authentication', 'app ; authentication', 'application authentication'])(
    'does not find %s',
    (text) => expect(near.test(text)).toBe(false),
  );
  const close = pairPattern('2fa', 'two|zwei', 'factor|faktor', 0, false);
  it.each(['two factor', 'twofactor', 'zweifaktor', '2fa'])('finds %s', (text) => expect(close.test(text)).toBe(true));
  it.each(['factor two', 'two other factors', 'networkfactor'])('does not find %s', (text) => expect(close.test(text)).toBe(false));
});
