// What EXPECTED.json says about a file against what the importer made of it. Null: right.

import { base32 } from '../src/core/bytes';
import type { Found, OtpFound, Refused } from '../src/core/formats/entry';
import type { Content } from '../src/core/formats/format';
import type { Failure } from '../src/core/result';

export interface ExpectedEntry {
  readonly type: string;
  readonly issuer: string;
  readonly account: string;
  readonly secret: string;
  readonly algorithm?: string;
  readonly digits?: number;
  readonly period?: number;
  readonly counter?: number;
}

export interface ExpectedFile {
  readonly path: string;
  readonly format: string;
  readonly password?: string;
  readonly expected_count?: number | null;
  readonly expect?: string;
  readonly note?: string;
  readonly entries?: readonly ExpectedEntry[];
}

export type Outcome = { readonly ok: true; readonly value: Content } | { readonly ok: false; readonly error: Failure<string> };

/** Failures that are no answer to a person: the importer itself broke, or was not asked rightly. */
const NO_ANSWER: ReadonlySet<string> = new Set(['THROWN', 'file-missing']);

/** What no importer outside that phone, that account or that cipher opens: the sentence that helps is the right answer. */
const NOT_OPENABLE: ReadonlySet<string> = new Set(['import-phone-database', 'import-account-restricted', 'import-pgp', 'import-cipher']);

export function reasonAgainst(file: ExpectedFile, outcome: Outcome): string | null {
  const entries = file.entries ?? [];
  if (!outcome.ok) {
    if (NO_ANSWER.has(outcome.error.code)) return `${outcome.error.code} ${outcome.error.detail ?? ''}`.trim();
    // Nothing to import, or nothing that can be opened here: the error says so.
    return entries.length === 0 || NOT_OPENABLE.has(outcome.error.code)
      ? null
      : `${outcome.error.code} ${outcome.error.detail ?? ''} instead of ${entries.length} entries`;
  }
  const { found } = outcome.value;
  // Not an export (a tool's output, a password file): nothing is expected of it.
  if (file.expected_count === undefined || file.expected_count === null) return null;
  const kept = found.filter((one): one is OtpFound => one.kind === 'otp');
  const refused = found.filter((one): one is Refused => one.kind === 'refused');
  // FreeOTP stores the counter that it used last, and EXPECTED.json says what is stored: the next one is right (formats.md §3).
  const ahead = /^freeotp(?:1|plus)/.test(file.format) ? 1 : 0;
  const rest = [...kept];
  for (const entry of entries) {
    const at = rest.findIndex((one) => isSame(entry, ahead, one));
    if (at >= 0) rest.splice(at, 1);
    else if (!isRightlyRefused(entry, refused))
      return `missing ${nameOf(entry)}; have ${rest.map(describe).join(' | ')} ${refused.map(describe).join(' | ')}`;
  }
  return rest.length === 0 ? null : `${rest.length} too many: ${rest.map(describe).join(' | ')}`;
}

function isSame(expected: ExpectedEntry, ahead: number, { otp, issuer, account, sites }: OtpFound): boolean {
  // Authenticator-Extension's `Name::host`: the host has become a site.
  const [name = '', host] = expected.issuer.split('::');
  const entry = host !== undefined && sites.includes(`https://${host.trim()}`) ? { ...expected, issuer: name } : expected;
  if (entry.type !== otp.type || base32(otp.secret) !== canonical(entry.secret)) return false;
  if (!sameNames(entry, issuer, account)) return false;
  // Steam's codes are what they are, whatever an app writes beside them.
  if (otp.type === 'steam') return true;
  if ((entry.algorithm ?? 'SHA1') !== otp.algorithm || (entry.digits ?? 6) !== otp.digits) return false;
  if (otp.type === 'totp') return (entry.period ?? 30) === otp.period;
  return otp.counter === (entry.counter ?? 0) + ahead;
}

/**
 * Names as a person reads them: without outer space, and without an issuer that the account repeats (formats.md §1.1 splits labels,
 * EXPECTED.json keeps some whole). A bare `steam:` URI has no account: the entry's own name may stand in for it.
 */
function sameNames(entry: ExpectedEntry, issuer: string, account: string): boolean {
  if (entry.type === 'steam' && entry.account === '' && entry.issuer === issuer) return true;
  return labelOf(entry.issuer, entry.account) === labelOf(issuer, account);
}

function labelOf(rawIssuer: string, rawAccount: string): string {
  const issuer = rawIssuer.trim();
  const account = rawAccount.trim();
  const whole = issuer === '' || account.startsWith(`${issuer}:`) ? account : `${issuer}:${account}`;
  return whole.replace(/^([^:]*):\s*/, '$1:');
}

/** Base32 leaves bits over: what counts are the bytes. */
function canonical(secret: string): string {
  const whole = Math.floor((secret.length * 5) / 8);
  let bits = '';
  for (const letter of secret) {
    const value = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter);
    if (value < 0) return secret;
    bits += value.toString(2).padStart(5, '0');
  }
  return base32(Uint8Array.from({ length: whole }, (_, i) => Number.parseInt(bits.slice(8 * i, 8 * i + 8), 2)));
}

/** What no code can be made of has to be named with its reason. */
function isRightlyRefused(entry: ExpectedEntry, refused: readonly Refused[]): boolean {
  const unusable =
    entry.type === 'motp' ||
    entry.type === 'yandex' ||
    !/^[A-Z2-7]+$/.test(entry.secret) ||
    (entry.digits ?? 6) < 1 ||
    (entry.digits ?? 6) > 10 ||
    (entry.period ?? 30) < 1 ||
    !/^(?:SHA(?:1|224|256|384|512))$/.test(entry.algorithm ?? 'SHA1');
  return unusable && refused.some((one) => one.issuer === entry.issuer && one.account === entry.account);
}

const nameOf = (entry: ExpectedEntry): string =>
  `${entry.type} ${entry.issuer}:${entry.account} ${entry.algorithm}/${entry.digits}/${entry.period ?? entry.counter}`;

function describe(one: Found): string {
  if (one.kind === 'refused') return `refused ${one.issuer}:${one.account} (${one.code})`;
  if (one.kind !== 'otp') return `${one.kind} ${one.issuer}:${one.account}`;
  const { otp } = one;
  const numbers = otp.type === 'steam' ? '' : `${otp.algorithm}/${otp.digits}/${otp.type === 'totp' ? otp.period : otp.counter}`;
  return `${otp.type} ${one.issuer}:${one.account} ${numbers}`;
}
