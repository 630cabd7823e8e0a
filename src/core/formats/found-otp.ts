// Builds entries out of what formats say about an account: a URI, or fields of whatever type.

import { type Bytes, base32 } from '../bytes';
import type { Origin } from '../item';
import { originOfAddress } from '../matching/origin';
import { readManualEntry } from '../otp/manual';
import { cleanName, cleanNote } from '../otp/name';
import { parseOtpUri } from '../otp/uri';
import { type EntryWarning, type Extras, type Found, type OtpFound, refused } from './entry';

/** What a note may hold, in UTF-16 units: an item has to fit into its record. */
const MAX_NOTE = 64 * 1024;
const MAX_TAGS = 64;
const MAX_SITES = 64;

/** As foreign fields come: missing, a number, a text, null. */
export interface OtpFields {
  readonly type?: unknown;
  readonly issuer?: unknown;
  readonly account?: unknown;
  readonly secret: string | Bytes;
  readonly algorithm?: unknown;
  readonly digits?: unknown;
  readonly period?: unknown;
  readonly counter?: unknown;
}

/** The types' names in other programs. */
const TYPES: Readonly<Record<string, 'totp' | 'hotp' | 'steam'>> = { '': 'totp', totp: 'totp', hotp: 'hotp', steam: 'steam' };

/** '' for what is missing; else as it is written, so that the reader of that field can refuse it. */
const written = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '?';

const nameFrom = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? cleanName(String(value)).text : '');

/** An entry out of fields. Steam's own numbers are not asked for: apps write what they like there. */
export function otpFromFields(fields: OtpFields, extras: Extras = {}): Found {
  const names = { issuer: nameFrom(fields.issuer), account: nameFrom(fields.account) };
  const said = written(fields.type).trim().toLowerCase();
  const type = Object.hasOwn(TYPES, said) ? TYPES[said] : undefined;
  if (type === undefined) return refused(names, 'unsupported-type', said.slice(0, 24));
  const secret = typeof fields.secret === 'string' ? fields.secret : base32(fields.secret);
  if (/^\s*[a-z][a-z0-9+.-]*:\/\//i.test(secret)) return refused(names, 'bad-secret');
  const numbers = type === 'steam' ? {} : numbersOf(fields, type);
  const read = readManualEntry({ ...names, type, secret, ...numbers });
  if (!read.ok) return refused(names, read.error.code === 'bad-site' ? 'unreadable-entry' : read.error.code, read.error.detail);
  const warnings: EntryWarning[] = [...read.value.warnings];
  if (type === 'hotp' && written(fields.counter).trim() === '') warnings.push('counter-missing');
  return keep({ ...names, otp: read.value.otp, warnings }, extras);
}

function numbersOf(fields: OtpFields, type: 'totp' | 'hotp'): { algorithm: string; digits: string; period?: string; counter?: string } {
  const shape = { algorithm: written(fields.algorithm), digits: written(fields.digits) };
  return type === 'hotp' ? { ...shape, counter: written(fields.counter) } : { ...shape, period: written(fields.period) };
}

/** An entry out of an `otpauth:` or `steam:` URI. `names` fill in what it leaves open. */
export function otpFromUri(uri: string, names: { issuer?: string; account?: string } = {}, extras: Extras = {}): Found {
  const fallback = { issuer: nameFrom(names.issuer), account: nameFrom(names.account) };
  const parsed = parseOtpUri(uri);
  if (!parsed.ok) return refused(fallback, parsed.error.code, parsed.error.detail);
  const { otp, warnings } = parsed.value;
  // A bare steam: URI says nothing but "Steam": the entry's name then tells two of them apart.
  const bare = /^\s*steam:/i.test(uri);
  const account = parsed.value.account || fallback.account || (bare && fallback.issuer !== 'Steam' ? fallback.issuer : '');
  return keep({ issuer: parsed.value.issuer || fallback.issuer, account, otp, warnings }, extras);
}

/** What password managers keep in one box: a URI, or the bare key. */
export function otpFromText(text: string, names: { issuer?: string; account?: string } = {}, extras: Extras = {}): Found {
  if (/^\s*[a-z][a-z0-9+.-]*:/i.test(text)) return otpFromUri(text, names, extras);
  return otpFromFields({ ...names, secret: text }, extras);
}

/** Fills in what the adapter left out, within what an item may hold. */
export function keep(entry: Pick<OtpFound, 'issuer' | 'account' | 'otp' | 'warnings'>, extras: Extras): OtpFound {
  const warnings = new Set<EntryWarning>(entry.warnings);
  if (extras.trashed === true) warnings.add('trashed');
  if ((extras.note ?? '').length > MAX_NOTE) warnings.add('note-shortened');
  return { kind: 'otp', ...entry, ...kept(extras), warnings: [...warnings] };
}

/** The part that all kinds share. */
export function kept(extras: Extras): Pick<OtpFound, 'sites' | 'note' | 'tags' | 'pinned' | 'trashed'> {
  const tags = (extras.tags ?? []).map((tag) => cleanName(tag).text).filter((tag) => tag !== '');
  return {
    sites: [...new Set(extras.sites ?? [])].slice(0, MAX_SITES),
    note: cleanNote((extras.note ?? '').slice(0, MAX_NOTE)),
    tags: [...new Set(tags)].slice(0, MAX_TAGS),
    pinned: extras.pinned === true,
    trashed: extras.trashed === true,
  };
}

/** The web sites among the addresses that a password manager keeps; others (apps, search words) are no sites. */
export function sitesFrom(addresses: readonly unknown[]): readonly Origin[] {
  const origins = addresses.flatMap((address) => {
    if (typeof address !== 'string' || address.length > 2048) return [];
    const origin = originOfAddress(address);
    return origin !== null && /[.:]|localhost/.test(origin.slice(8)) ? [origin] : [];
  });
  return [...new Set(origins)];
}
