// Password managers' CSV files: which column holds what, by the names that they write (formats.md §4).

import type { CsvRow } from './csv';
import { readCsv } from './csv';
import type { Found } from './entry';
import { Unreadable } from './failure';
import type { Content } from './format';
import { otpFromFields, otpFromText, sitesFrom } from './found-otp';

/** In the order in which they are asked. */
const COLUMNS = {
  otp: [
    'login_totp',
    'otpauth',
    'otpurl',
    'otpsecret',
    'totp',
    'twofasecret',
    'authtoken',
    'otp',
    'totpsecret',
    'one-time password',
    'totp secret',
  ],
  title: ['title', 'name', 'nickname', 'account name', 'accountname'],
  user: ['username', 'login_username', 'login', 'user', 'user name', 'email', 'account'],
  url: ['url', 'login_uri', 'website', 'uri', 'web site'],
  note: ['notes', 'note', 'extra', 'additionalinfo', 'comments'],
  tag: ['folder', 'grouping', 'group', 'tags', 'vault', 'category'],
  pinned: ['favorite', 'fav'],
} as const;

const PASSWORD = ['password', 'login_password'];

/** Formats that carry no secrets of authenticators, by columns only they have. Shown as they are. */
const WITHOUT_OTP: readonly (readonly [string, string])[] = [
  ['timepasswordchanged', 'Firefox'],
  ['cardholdername', 'NordPass'],
];

/** Null where it is no CSV of logins. */
export function readPasswordList(text: string): Content | null {
  const csv = readCsv(text);
  if (csv === null) return null;
  const { header, rows } = csv;
  const has = (names: readonly string[]): boolean => names.some((name) => header.includes(name));
  const listing = header.includes('secret') && (header.includes('issuer') || header.includes('name'));
  const found = rows.flatMap((row) => entriesOf(row, listing));
  if (found.length > 0) return { format: nameOf(header), plain: true, found };
  if (has(COLUMNS.otp) || (has(PASSWORD) && (has(COLUMNS.user) || has(COLUMNS.url))))
    throw new Unreadable('import-no-otp', WITHOUT_OTP.find(([column]) => header.includes(column))?.[1]);
  return null;
}

const at = (row: CsvRow, names: readonly string[]): string =>
  names.map((name) => row.get(name)?.trim() ?? '').find((value) => value !== '') ?? '';

function entriesOf(row: CsvRow, listing: boolean): readonly Found[] {
  const names = { issuer: at(row, COLUMNS.title), account: at(row, COLUMNS.user) };
  const pinned = at(row, COLUMNS.pinned).toLowerCase();
  const extras = {
    sites: sitesFrom(at(row, COLUMNS.url).split(/[,\s]+/)),
    note: at(row, COLUMNS.note),
    tags: at(row, COLUMNS.tag).split(/[;,]/),
    pinned: pinned === '1' || pinned === 'true',
  };
  const uri = [...row.values()].map((value) => value.trim()).find((value) => /^otpauth:\/\//i.test(value));
  const text = at(row, COLUMNS.otp) || uri;
  if (text !== undefined && text !== '') return [otpFromText(text, names, extras)];
  const secret = listing ? at(row, ['secret']) : '';
  if (secret === '') return [];
  const issuer = row.get('issuer') ?? '';
  const fields = { type: row.get('type'), issuer, account: names.account || names.issuer, secret };
  const numbers = { algorithm: row.get('algorithm'), digits: row.get('digits'), period: row.get('period'), counter: row.get('counter') };
  return [otpFromFields({ ...fields, ...numbers }, extras)];
}

function nameOf(header: readonly string[]): string {
  const has = (name: string): boolean => header.includes(name);
  if (has('login_totp')) return 'Bitwarden';
  if (has('otpauth')) return has('archived') || has('tags') ? '1Password' : 'Apple Passwords';
  if (has('otpsecret') || has('otpurl')) return 'Dashlane';
  if (has('totp')) return has('grouping') ? 'LastPass' : has('group') ? 'KeePassXC' : has('vault') ? 'Proton Pass' : 'CSV';
  return has('twofasecret') || has('authtoken') ? 'MYKI' : 'CSV';
}
