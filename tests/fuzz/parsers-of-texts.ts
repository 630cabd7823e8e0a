// What people paste, scan and type, and what pages show: texts of all kinds.

import { fromBase32, fromBase64, fromBase64url, fromHex, fromUtf8 } from '../../src/core/bytes';
import { pathPattern } from '../../src/core/detect/field-signature';
import { identifierWords, plain } from '../../src/core/detect/plain';
import { lookalikeOf, skeleton } from '../../src/core/matching/lookalike';
import { originOfAddress, readOrigin } from '../../src/core/matching/origin';
import { unicodeHost } from '../../src/core/matching/punycode';
import { prepareSearch, search } from '../../src/core/matching/search';
import { matchSite, parseOrigin, sameSite, siteName } from '../../src/core/matching/site';
import { readManualEntry } from '../../src/core/otp/manual';
import { parseMigration } from '../../src/core/otp/migration';
import { cleanName, MAX_NAME_GRAPHEMES } from '../../src/core/otp/name';
import { readSecret, secretSuggestions } from '../../src/core/otp/secret';
import { formatOtpUri, parseOtpUri } from '../../src/core/otp/uri';
import { percentDecode, readQuery } from '../../src/core/otp/uri-parts';
import { displayPage } from '../../src/core/recovery/display-page';
import { promptOrdinal } from '../../src/core/recovery/prompt-ordinal';
import { MAX_CODES, readRecoveryCodes } from '../../src/core/recovery/read-codes';
import { isMarkedUsed, withoutUsedMark } from '../../src/core/recovery/used-mark';
import { looksLikeBackup } from '../../src/core/vault/backup';
import { readRecoveryKey } from '../../src/core/vault/recovery-key';
import { ccdString } from '../../src/core/webauthn/client-data';
import { checkRpId } from '../../src/core/webauthn/rp-id';
import { hashingHere } from './derivations';
import { answered, type Parser, textParser } from './parser';

const URI =
  'otpauth://totp/Example:ada%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Example&algorithm=SHA256&digits=8&period=60';
const HOTP = 'otpauth://hotp/Example?secret=GEZDGNBVGY3TQOJQ&counter=7&image=https%3A%2F%2Fa.example%2Fb.png';
const STEAM = 'steam://GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const MIGRATION = 'otpauth-migration://offline?data=Ci0KFDEyMzQ1Njc4OTAxMjM0NTY3ODkwEgNhZGEaB0V4YW1wbGUgASgBMAIQARgBIAA%3D';
const CODES = '1. abcd-efg1\n2. hijk-lmn2 (used)\n3. opqr-stu3\nRecovery codes: 12345678, 23456789\n• 1234 5678 9012';
const RIGHT_KEY = 'A4DQ-OBYH-A4DQ-OBYH-A4DQ-OBYH-A4DQ-OBYH-BMPT';
const KEY = 'ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567-ABCD';

const inRange = (uri: string): void => {
  const read = parseOtpUri(uri);
  answered(read);
  if (!read.ok) return;
  const { otp, issuer, account } = read.value;
  const numbersHold =
    otp.type === 'steam' ||
    (otp.digits >= 1 &&
      otp.digits <= 10 &&
      (otp.type === 'hotp' ? Number.isSafeInteger(otp.counter) && otp.counter >= 0 : otp.period >= 1 && otp.period <= 86_400));
  if (!numbersHold || otp.secret.length === 0) throw new Error('out of range');
  // What was taken can be written and read again.
  const again = parseOtpUri(formatOtpUri({ issuer, account, otp }));
  if (!again.ok && again.error.code !== 'too-long') throw new Error(`does not come back: ${again.error.code}`);
};

const cleaned = (text: string): void => {
  const { text: name } = cleanName(text);
  if (cleanName(name).text !== name) throw new Error('cleaning twice changes it');
  if (/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u.test(name)) throw new Error('a control stays');
  if (name.length > MAX_NAME_GRAPHEMES * 2000) throw new Error('too long');
};

const index = prepareSearch([
  { issuer: 'Example', account: 'ada@example.com', sites: ['https://example.com'], tags: ['work'], pinned: false },
  { issuer: 'İstanbul', account: 'bob', sites: [], tags: [], pinned: true },
] as never);

export const textParsers: readonly Parser[] = [
  textParser('core/otp/uri', 'otpauth and steam URIs', [URI, HOTP, STEAM, `apple-${URI}`], inRange),
  textParser('core/otp/migration', 'Google Authenticator exports', [MIGRATION, MIGRATION.replaceAll('%3D', '')], (text) =>
    answered(parseMigration(text)),
  ),
  textParser('core/otp/secret', 'typed keys', ['gezd gnbv gy3t qojq', 'GEZDGNBVGY3TQOJQ====', '0123456789abcdef'], (text) => {
    answered(readSecret(text));
    secretSuggestions(text);
  }),
  textParser('core/otp/manual', 'the form for a key', [URI, 'GEZDGNBVGY3TQOJQ', STEAM, 'example.com', '6', '30'], (text) => {
    for (const field of ['issuer', 'account', 'algorithm', 'digits', 'period', 'counter', 'site'] as const)
      answered(readManualEntry({ secret: 'GEZDGNBVGY3TQOJQ', [field]: text }));
    answered(readManualEntry({ secret: text }));
  }),
  textParser('core/otp/uri-parts', 'percent signs and queries', ['a=b&c=%20d&e', '%E2%82%AC+%'], (text) => {
    percentDecode(text);
    readQuery(text);
  }),
  textParser('core/otp/name', 'names of issuers and accounts', ['Example: ada', '\u202eevil\u2066 \u0301\u0301', 'שלום'], cleaned),
  textParser('core/bytes', 'Base32', ['GEZDGNBVGY3TQOJQ', 'MY======'], (text) => answered(fromBase32(text))),
  textParser('core/bytes', 'Base64 and hex', ['AQIDBA==', 'AQIDBA', '-_-_', '0123abcd'], (text) => {
    for (const read of [fromBase64, fromBase64url, fromHex]) answered(read(text));
  }),
  textParser('core/bytes', 'UTF-8', ['äöü', '\u{1f600}'], (text) => answered(fromUtf8(Buffer.from(text, 'latin1')))),
  textParser('core/recovery/read-codes', 'recovery codes as pasted', [CODES], (text) => {
    const read = readRecoveryCodes(text);
    answered(read);
    if (read.ok && read.value.length > MAX_CODES) throw new Error('too many');
  }),
  textParser('core/recovery/used-mark', 'marks of used codes', ['abcd-efgh (used)', '~~abcd~~', '✓ abcd'], (text) => {
    isMarkedUsed(text);
    withoutUsedMark(text);
  }),
  textParser('core/recovery/display-page', 'address of a page with codes', ['https://example.com/settings/codes?x=1#y'], displayPage),
  textParser('core/recovery/prompt-ordinal', 'which code a prompt wants', ['Enter backup code #3', 'Code Nr. 5'], (text) =>
    promptOrdinal([text, text]),
  ),
  textParser('core/vault/recovery-key', 'the printed recovery key', [KEY, RIGHT_KEY], async (text) =>
    answered(await readRecoveryKey(hashingHere, text)),
  ),
  textParser('core/vault/backup', 'is it a backup', ['{"format":"countersign-backup"'], looksLikeBackup),
  textParser(
    'core/matching/origin',
    'addresses of sites',
    ['https://example.com:8443/a', 'example.com', 'http://[::1]:80', '127.0.0.1:99'],
    (text) => {
      answered(readOrigin(text));
      originOfAddress(text);
    },
  ),
  textParser('core/matching/site', 'origins', ['https://sub.example.co.uk', 'http://localhost:3000', 'https://a.github.io'], (text) => {
    answered(parseOrigin(text));
    matchSite(text, ['https://example.co.uk']);
    sameSite(text, 'https://example.co.uk');
    siteName(text);
  }),
  textParser('core/matching/punycode', 'internationalised hosts', ['xn--bcher-kva.example', 'xn--e1awd7f.com'], unicodeHost),
  textParser('core/matching/lookalike', 'look-alikes', ['https://examp1e.com', 'https://xn--e1awd7f.com'], (text) => {
    lookalikeOf(text, { issuer: 'Example', sites: ['https://example.com'] });
    lookalikeOf('https://example.com', { issuer: text, sites: [text] });
    skeleton(text);
  }),
  textParser('core/matching/search', 'searches', ['exa ada', 'istan', 'wrok'], (text) => search(index, text)),
  textParser('core/webauthn/rp-id', 'relying parties', ['example.com', 'https://login.example.com'], (text) => {
    answered(checkRpId('https://login.example.com', text));
    answered(checkRpId(text, null));
  }),
  textParser('core/webauthn/client-data', 'texts in client data', ['https://example.com', '\ud800"\\'], (text) => {
    if (JSON.parse(ccdString(text)) !== text) throw new Error('not the same text');
  }),
  textParser('core/detect/plain', 'words of a page', ['Enter the 6-digit code', 'otpCode_v2', '/login/12345/a'], (text) => {
    plain(text);
    identifierWords(text);
    pathPattern(text);
  }),
];
