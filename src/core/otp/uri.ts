// The Key URI format (`otpauth://`) and its relatives, read tolerantly and written strictly: research/formats.md §1.1.
// Parsed by hand: browsers disagree about URLs with unknown schemes, and `#` in a name would cut the query off.

import { type Bytes, base32, utf8 } from '../bytes';
import type { OtpParameters } from '../item';
import { fail, ok, type Result } from '../result';
import { STEAM_DIGITS, STEAM_PERIOD_SECONDS } from './code';
import { cleanName, stripUnseen } from './name';
import { type ParameterError, readAlgorithm, readCounter, readDigits, readPeriod } from './parameters';
import { readSecret, SAFE_SECRET_BYTES, type SecretError } from './secret';
import { percentDecode, readQuery } from './uri-parts';

export const MAX_URI_BYTES = 2048;

/**
 * `not-otpauth`: another scheme or no URI. `migration`: Google Authenticator's export, read elsewhere. `unsupported-type`: detail names
 * it (`motp`, `yaotp`, …). `too-long`: over 2 KB. The rest name the field.
 */
export type OtpUriError = 'not-otpauth' | 'migration' | 'unsupported-type' | 'too-long' | SecretError | ParameterError;

/**
 * What a preview should say. `secret-short`: under 128 bits. `counter-missing`: HOTP without counter, starts at 0. `issuer-differs`: label
 * and parameter name two issuers. `repeated`: a parameter occurs twice with two values, the first counts. `name-shortened`: over 128
 * characters. `steam-digits`: Steam codes have 5 characters whatever it says.
 */
export type OtpWarning = 'secret-short' | 'counter-missing' | 'issuer-differs' | 'repeated' | 'name-shortened' | 'steam-digits';

export interface ParsedOtp {
  /** The parameter where it says something, else the label's prefix. May be empty: the caller knows the page. */
  readonly issuer: string;
  readonly account: string;
  /** The label's issuer, where it differs from `issuer`. */
  readonly issuerPrefix?: string;
  readonly otp: OtpParameters;
  readonly warnings: readonly OtpWarning[];
}

/** Reads `otpauth:`, `apple-otpauth:` and `steam:` URIs. Never guesses: what is absurd is refused with the field's name. */
export function parseOtpUri(text: string): Result<ParsedOtp, OtpUriError> {
  const uri = text.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(uri)?.[1]?.toLowerCase();
  if (scheme === 'otpauth-migration') return fail('migration');
  if (scheme === 'motp') return fail('unsupported-type', 'motp');
  if (scheme !== 'otpauth' && scheme !== 'apple-otpauth' && scheme !== 'steam') return fail('not-otpauth');
  if (utf8(uri).length > MAX_URI_BYTES) return fail('too-long');

  const rest = uri.slice(scheme.length + 3);
  const mark = rest.indexOf('?');
  const path = mark < 0 ? rest : rest.slice(0, mark);
  if (scheme === 'steam') return parseSteam(path);

  const slash = path.indexOf('/');
  const type = percentDecode(slash < 0 ? path : path.slice(0, slash)).toLowerCase();
  if (type !== 'totp' && type !== 'hotp' && type !== 'steam') return fail('unsupported-type', cleanName(type).text.slice(0, 24));

  const { values, repeated } = readQuery(mark < 0 ? '' : rest.slice(mark + 1));
  const names = readNames(slash < 0 ? '' : path.slice(slash + 1), values.get('issuer') ?? '');
  const warnings = new Set<OtpWarning>(names.warnings);
  if (repeated) warnings.add('repeated');

  const otp = readParameters(type, values, names.issuer === '' ? names.account : names.issuer, warnings);
  if (!otp.ok) return otp;
  if (otp.value.secret.length < SAFE_SECRET_BYTES) warnings.add('secret-short');
  const { issuer, account, issuerPrefix } = names;
  return ok({ issuer, account, ...(issuerPrefix === undefined ? {} : { issuerPrefix }), otp: otp.value, warnings: [...warnings] });
}

/** The mirror of `parseOtpUri`: every parameter written out, so that no reader needs a default. */
export function formatOtpUri(entry: { issuer: string; account: string; otp: OtpParameters }): string {
  const issuer = cleanName(entry.issuer).text;
  const account = cleanName(entry.account).text;
  const { otp } = entry;
  const type = otp.type === 'hotp' ? 'hotp' : 'totp';
  const query = [`secret=${base32(otp.secret)}`];
  if (issuer !== '') query.push(`issuer=${encodeURIComponent(issuer)}`);
  if (otp.type === 'steam') query.push('algorithm=SHA1', `digits=${STEAM_DIGITS}`, `period=${STEAM_PERIOD_SECONDS}`, 'encoder=steam');
  else query.push(`algorithm=${otp.algorithm}`, `digits=${otp.digits}`);
  if (otp.type === 'totp') query.push(`period=${otp.period}`);
  if (otp.type === 'totp' && otp.digits === STEAM_DIGITS && (issuer === '' ? account : issuer) === 'Steam') query.push('encoder=totp');
  if (otp.type === 'hotp') query.push(`counter=${otp.counter}`);
  // An account with a colon and no issuer keeps its colon behind a leading one.
  const prefix = issuer !== '' || account.includes(':') ? `${encodeURIComponent(issuer)}:` : '';
  return `otpauth://${type}/${prefix}${encodeURIComponent(account)}?${query.join('&')}`;
}

/** `steam://SECRET`, as Bitwarden and Proton write it. */
function parseSteam(path: string): Result<ParsedOtp, SecretError> {
  const secret = readSecret(percentDecode(path.replace(/\/$/, '')));
  if (!secret.ok) return secret;
  const warnings: OtpWarning[] = secret.value.length < SAFE_SECRET_BYTES ? ['secret-short'] : [];
  return ok({ issuer: 'Steam', account: '', otp: { type: 'steam', secret: secret.value }, warnings });
}

interface Names {
  readonly issuer: string;
  readonly account: string;
  readonly issuerPrefix?: string;
  readonly warnings: readonly OtpWarning[];
}

/** LABEL = [issuer ":"] account. An issuer may itself hold a colon: where the parameter says how long it is, cut there. */
function readNames(rawLabel: string, rawIssuer: string): Names {
  const label = stripUnseen(percentDecode(rawLabel));
  const said = stripUnseen(percentDecode(rawIssuer.replaceAll('+', ' ')));
  const cut = said !== '' && label.startsWith(`${said}:`) ? said.length : label.indexOf(':');
  const parameter = cleanName(said);
  const prefix = cleanName(cut < 0 ? '' : label.slice(0, cut));
  const account = cleanName(label.slice(cut + 1));
  const issuer = parameter.text === '' ? prefix.text : parameter.text;
  const differs = prefix.text !== '' && prefix.text !== issuer;
  const shortened = parameter.shortened || prefix.shortened || account.shortened;
  return {
    issuer,
    account: account.text,
    ...(differs ? { issuerPrefix: prefix.text } : {}),
    warnings: [...(differs ? (['issuer-differs'] as const) : []), ...(shortened ? (['name-shortened'] as const) : [])],
  };
}

function readParameters(
  type: 'totp' | 'hotp' | 'steam',
  values: ReadonlyMap<string, string>,
  name: string,
  warnings: Set<OtpWarning>,
): Result<OtpParameters, SecretError | ParameterError> {
  const text = (key: string): string | undefined => {
    const value = values.get(key);
    return value === undefined ? undefined : percentDecode(value);
  };
  const secret = readSecret(text('secret') ?? '');
  if (!secret.ok) return secret;
  const algorithm = readAlgorithm(text('algorithm'));
  if (!algorithm.ok) return algorithm;
  const digits = readDigits(text('digits'));
  if (!digits.ok) return digits;

  if (type === 'hotp') {
    const counter = readCounter(text('counter'));
    if (!counter.ok) return counter;
    if ((text('counter') ?? '').trim() === '') warnings.add('counter-missing');
    return ok({ type, secret: secret.value, algorithm: algorithm.value, digits: digits.value, counter: counter.value });
  }
  const period = readPeriod(text('period'));
  if (!period.ok) return period;

  const saysDigits = (text('digits') ?? '').trim() !== '';
  const encoder = text('encoder')?.trim().toLowerCase() ?? '';
  const said = type === 'steam' || values.has('steam') || encoder === 'steam';
  // A six-digit account that is only called Steam stays what it says.
  if (said || (encoder === '' && name === 'Steam' && (!saysDigits || digits.value === STEAM_DIGITS))) {
    return readSteam(secret.value, algorithm.value, saysDigits ? digits.value : STEAM_DIGITS, period.value, warnings);
  }
  return ok({ type: 'totp', secret: secret.value, algorithm: algorithm.value, digits: digits.value, period: period.value });
}

function readSteam(
  secret: Bytes,
  algorithm: string,
  digits: number,
  period: number,
  warnings: Set<OtpWarning>,
): Result<OtpParameters, ParameterError> {
  if (algorithm !== 'SHA1') return fail('bad-algorithm', algorithm);
  if (period !== STEAM_PERIOD_SECONDS) return fail('bad-period', String(period));
  if (digits !== STEAM_DIGITS) warnings.add('steam-digits');
  return ok({ type: 'steam', secret });
}
