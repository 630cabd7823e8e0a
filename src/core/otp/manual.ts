// An account typed by hand: a key and what the site says about it, or a whole URI pasted into the key's box.

import type { Origin, OtpParameters } from '../item';
import { originOfAddress } from '../matching/origin';
import { fail, ok, type Result } from '../result';
import { STEAM_DIGITS, STEAM_PERIOD_SECONDS } from './code';
import { cleanName } from './name';
import { readAlgorithm, readCounter, readDigits, readPeriod } from './parameters';
import { readSecret, SAFE_SECRET_BYTES } from './secret';
import { type OtpUriError, type OtpWarning, parseOtpUri } from './uri';

/** What the form holds; an absent or empty field means its default. Numbers may come as typed text. */
export interface ManualEntry {
  readonly issuer?: string;
  readonly account?: string;
  /** Base32, or an `otpauth:` or `steam:` URI, which then decides about everything except site and the names that are filled in. */
  readonly secret: string;
  readonly type?: 'totp' | 'hotp' | 'steam';
  readonly algorithm?: string;
  readonly digits?: string | number;
  readonly period?: string | number;
  readonly counter?: string | number;
  /** `example.com` or a whole address. */
  readonly site?: string;
}

export interface ManualAccount {
  readonly issuer: string;
  readonly account: string;
  readonly otp: OtpParameters;
  readonly site: Origin | null;
  readonly warnings: readonly OtpWarning[];
}

/** `bad-site`: names no web site. The others as `parseOtpUri`. */
export type ManualError = OtpUriError | 'bad-site';

export function readManualEntry(entry: ManualEntry): Result<ManualAccount, ManualError> {
  const issuer = cleanName(entry.issuer ?? '');
  const account = cleanName(entry.account ?? '');
  const address = entry.site?.trim() ?? '';
  const site = address === '' ? null : originOfAddress(address);
  if (address !== '' && site === null) return fail('bad-site', address.slice(0, 80));
  const shortened: OtpWarning[] = issuer.shortened || account.shortened ? ['name-shortened'] : [];

  if (/^\s*[a-z][a-z0-9+.-]*:\/\//i.test(entry.secret)) {
    const parsed = parseOtpUri(entry.secret);
    if (!parsed.ok) return parsed;
    const { otp, warnings } = parsed.value;
    const names = { issuer: issuer.text || parsed.value.issuer, account: account.text || parsed.value.account };
    return ok({ ...names, otp, site, warnings: [...new Set([...warnings, ...shortened])] });
  }
  const otp = readTyped(entry);
  if (!otp.ok) return otp;
  const warnings: OtpWarning[] = otp.value.secret.length < SAFE_SECRET_BYTES ? ['secret-short', ...shortened] : shortened;
  return ok({ issuer: issuer.text, account: account.text, otp: otp.value, site, warnings });
}

function readTyped(entry: ManualEntry): Result<OtpParameters, ManualError> {
  const secret = readSecret(entry.secret);
  if (!secret.ok) return secret;
  const type = entry.type ?? 'totp';
  const algorithm = readAlgorithm(entry.algorithm);
  if (!algorithm.ok) return algorithm;
  const digits = readDigits(asText(entry.digits), type === 'steam' ? STEAM_DIGITS : undefined);
  if (!digits.ok) return digits;
  if (type === 'hotp') {
    const counter = readCounter(asText(entry.counter));
    if (!counter.ok) return counter;
    return ok({ type, secret: secret.value, algorithm: algorithm.value, digits: digits.value, counter: counter.value });
  }
  const period = readPeriod(asText(entry.period));
  if (!period.ok) return period;
  if (type === 'totp') {
    return ok({ type, secret: secret.value, algorithm: algorithm.value, digits: digits.value, period: period.value });
  }
  if (algorithm.value !== 'SHA1') return fail('bad-algorithm', algorithm.value);
  if (period.value !== STEAM_PERIOD_SECONDS) return fail('bad-period', String(period.value));
  if (digits.value !== STEAM_DIGITS) return fail('bad-digits', String(digits.value));
  return ok({ type, secret: secret.value });
}

const asText = (value: string | number | undefined): string | undefined => (typeof value === 'number' ? String(value) : value);
