import { describe, expect, it } from 'vitest';
import { isCodeField, namesCode, speaksOfQr, speaksOfSavedCodes, speaksOfSecondFactor } from '../../../src/core/detect/wake';

const silent = () => false;

describe('isCodeField', () => {
  it.each([
    'otp',
    'user[otp_attempt]',
    'twoFactorCode',
    'mfaCode',
    '2FA code',
    'Authentication code',
    'security code',
    'token code',
    'Code à usage unique',
    'Einmalcode',
    '認証コード',
    'backup_code',
    'passcode',
    'tfa_token',
    'Authentifizierungscode',
    'one-time-password',
  ])('%s is enough alone', (own) => expect(isCodeField(own, false, silent)).toBe(true));
  it.each(['q Search', 'coupon code', 'cvv', 'postal_code', 'username', 'promo', 'email', 'phone'])(
    '%s is nothing, whatever is around',
    (own) => expect(isCodeField(own, true, () => true)).toBe(false),
  );
  it('asks around for a code without digits, and for a field without a word', () => {
    for (const own of ['code', '', 'value']) {
      expect(isCodeField(own, false, silent)).toBe(false);
      expect(isCodeField(own, false, () => true)).toBe(true);
    }
  });
  it('takes a code with digits', () => expect(isCodeField('code', true, silent)).toBe(true));
  it('remembers a blank field with the shape of a code', () => expect(isCodeField(' ', true, silent)).toBeNull());
});

describe('words of a page', () => {
  it.each([
    '/users/two_factor',
    'Two-factor authentication',
    'Zwei-Faktor-Bestätigung',
    'Vérification en deux étapes',
    'Verificación en dos pasos',
    'Двухфакторная аутентификация',
    '2段階認証',
    '双因素验证',
    '2단계 인증',
    'المصادقة الثنائية',
    'TOTP',
    '/account/2fa/new',
    'Enter the code from the app.',
    'Code de l’application',
    "Application d'authentification",
    'Código de la aplicación',
    'Код из приложения',
    'Ваш резервный код',
    '백업 코드',
  ])('%s speaks of a second factor', (text) => expect(speaksOfSecondFactor(text)).toBe(true));
  it.each([
    'Sign in',
    'Photo gallery',
    'Checkout',
    'Two tickets, second row',
    'Über uns',
    '二手车',
    'Postfach',
    'A second coat of paint',
    'Enter the code to apply',
  ])('%s does not', (text) => expect(speaksOfSecondFactor(text)).toBe(false));
  it.each(['Scan this QR code', 'Scannez le code QR', 'スキャンしてください', 'отсканируйте'])('%s speaks of a QR code', (text) =>
    expect(speaksOfQr(text)).toBe(true),
  );
});

describe('namesCode', () => {
  it.each(['otp', 'pin', 'two_factor_token'])('a password field named %s may take one', (own) => expect(namesCode(own)).toBe(true));
  it.each(['password', 'verify_password', 'Kennwort'])('one named %s does not', (own) => expect(namesCode(own)).toBe(false));
});

describe('speaksOfSavedCodes', () => {
  it.each([
    'Your recovery codes',
    'Backup codes',
    'Wiederherstellungscodes',
    'Códigos de respaldo',
    'Codes de récupération',
    '备用代码',
    'バックアップコード',
    'リカバリー コード',
    'Резервные коды',
    '복구 코드',
  ])('%s', (title) => expect(speaksOfSavedCodes(title)).toBe(true));
  it('is told of nothing that the words of second factors leave out', () => {
    for (const title of ['Recovery keys', 'Emergency codes', 'Kody zapasowe', '복구 코드']) expect(speaksOfSecondFactor(title)).toBe(true);
  });
  it.each(['Backup your photos', 'QR code recovered', 'Emergency services', 'Source code'])('not %s', (title) =>
    expect(speaksOfSavedCodes(title)).toBe(false),
  );
});
