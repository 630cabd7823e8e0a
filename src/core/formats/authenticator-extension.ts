// Authenticator-Extension (authenticator.cc): an object of entries keyed by hash, in clear or sealed in three ways (formats.md §3).

import { fromHex } from '../bytes';
import { withHost } from './authenticator-extension-host';
import { openEntries } from './authenticator-extension-keys';
import { type Extras, type Found, refused } from './entry';
import { Unreadable } from './failure';
import type { JsonFormat } from './format';
import { otpFromFields } from './found-otp';
import { field, flagAt, isObject, type JsonObject, textAt, textOf } from './json';
import { MAX_ENTRIES } from './limits';

const isEntry = (value: unknown): boolean =>
  isObject(value) &&
  (typeof field(value, 'secret') === 'string' || (field(value, 'dataType') === 'EncOTPStorage' && field(value, 'data') !== undefined));

export const authenticatorExtension: JsonFormat = {
  owns: (json) => isObject(json) && Object.values(json).some(isEntry) && !('items' in json) && !('entries' in json),
  async read(json, keyed) {
    const all = Object.entries(json as JsonObject);
    if (all.length > MAX_ENTRIES) throw new Unreadable('import-too-many');
    const entries = all.filter(([, value]) => isEntry(value)).sort((a, b) => indexOf(a[1]) - indexOf(b[1]));
    const opened = await openEntries(
      entries.map(([, value]) => value as JsonObject),
      json as JsonObject,
      keyed,
    );
    const found = opened.map((entry) => (entry === null ? refused({ issuer: '', account: '' }, 'unreadable-entry') : entryOf(entry)));
    return { format: 'Authenticator', plain: !entries.some(([, value]) => isSealed(value)), found };
  },
};

const indexOf = (value: unknown): number => {
  const index = field(value, 'index');
  return typeof index === 'number' && Number.isFinite(index) ? index : Number.MAX_SAFE_INTEGER;
};

const isSealed = (value: unknown): boolean => flagAt(value, 'encrypted') || field(value, 'dataType') === 'EncOTPStorage';

/** Both forms of its enums: names, and numbers from 1. */
const TYPES = ['', 'totp', 'hotp', 'battle', 'steam', 'hex', 'hhex'];
const ALGORITHMS = ['', 'SHA1', 'SHA256', 'SHA512'];

const named = (names: readonly string[], value: unknown): unknown => (typeof value === 'number' ? (names[value] ?? '?') : value);

function entryOf(entry: JsonObject): Found {
  const raw = textAt(entry, 'secret').trim();
  const [, prefix = '', bare = ''] = /^(blz-|bliz-|stm-)?([\s\S]*)$/.exec(raw) ?? [];
  const kind = named(TYPES, entry.type) ?? '';
  const said = kind === '' ? '' : (textOf(kind) || '?').toLowerCase();
  const type = prefix === 'stm-' ? 'steam' : prefix !== '' ? 'battle' : said;
  const key = type === 'hex' || type === 'hhex' ? fromHex(bare.replace(/\s/g, '')) : null;
  const extras: Extras = { pinned: flagAt(entry, 'pinned') };
  const names = { issuer: textAt(entry, 'issuer'), account: textAt(entry, 'account') };
  if (key !== null && (!key.ok || key.value.length === 0)) return refused(names, 'bad-secret');
  return withHost(
    otpFromFields(
      {
        ...names,
        type: type === 'battle' || type === 'hex' ? 'totp' : type === 'hhex' ? 'hotp' : type,
        secret: key?.value ?? bare,
        algorithm: named(ALGORITHMS, entry.algorithm),
        digits: type === 'battle' ? 8 : entry.digits,
        period: entry.period,
        // An absent counter is its default, 0.
        counter: entry.counter ?? 0,
      },
      extras,
    ),
  );
}
