// Google Authenticator's export: `otpauth-migration://offline?data=`, a protobuf message in Base64, one part a QR code
// (research/formats.md §2; wire format: protobuf.dev/programming-guides/encoding).

import { type Bytes, base64, concat, fromBase64, fromUtf8, hex, utf8 } from '../bytes';
import type { OtpAlgorithm, OtpParameters } from '../item';
import { fail, ok, type Result } from '../result';
import { cleanName, stripUnseen } from './name';
import { DEFAULT_PERIOD_SECONDS } from './parameters';
import { SAFE_SECRET_BYTES } from './secret';
import type { OtpWarning, ParsedOtp } from './uri';
import { percentDecode, readQuery } from './uri-parts';

/** Characters; the largest QR code holds 4,296. */
const MAX_TEXT = 8192;
const MAX_SECRET_BYTES = 1280;
/** The app writes ten. */
const MAX_ENTRIES = 100;
const MAX_PARTS = 100;

/** An entry that cannot be kept, and the code that says why. */
export interface RefusedEntry {
  readonly issuer: string;
  readonly account: string;
  readonly code: 'bad-algorithm' | 'bad-digits' | 'bad-counter' | 'unsupported-type' | 'no-secret' | 'bad-secret';
}

/** One QR code of an export. The period is not carried: every TOTP account comes out with 30 s. */
export interface MigrationPart {
  /** One export's parts share it; 0 in version 2 of the format, which has none. */
  readonly batchId: number;
  /** Parts of the export, at least 1. */
  readonly size: number;
  /** From 0. */
  readonly index: number;
  readonly entries: readonly Result<ParsedOtp, RefusedEntry['code']>[];
  /** Names of the entries that were refused, by their place in `entries`. */
  readonly refused: ReadonlyMap<number, RefusedEntry>;
  /** Equal for equal payloads, however the text was escaped. Holds the secrets. */
  readonly payload: string;
}

/** `not-otpauth`: something else. `malformed-migration`: it says it is one and cannot be read. */
export type MigrationError = 'not-otpauth' | 'malformed-migration';

export const isMigration = (text: string): boolean => /^\s*otpauth-migration:/i.test(text);

/** Reads one part. `+` is never a space, padding may be missing, `%3D` and raw `=` both occur. */
export function parseMigration(text: string): Result<MigrationPart, MigrationError> {
  if (!isMigration(text)) return fail('not-otpauth');
  const uri = text.trim();
  const mark = uri.indexOf('?');
  const data = uri.length > MAX_TEXT || mark < 0 ? undefined : readQuery(uri.slice(mark + 1)).values.get('data');
  // A second round for text that a page or an app has escaped twice.
  const once = percentDecode(data ?? '').replace(/\s/g, '');
  const bytes = fromBase64(once.includes('%') ? percentDecode(once) : once);
  const fields = bytes.ok ? readFields(bytes.value) : null;
  if (!bytes.ok || fields === null || bytes.value.length === 0) return fail('malformed-migration');
  const figure = (number: number): bigint => fields.findLast((field) => field.number === number)?.figure ?? 0n;
  const size = Math.max(1, int32(figure(3)));
  const index = int32(figure(4));
  const messages = fields.filter((field) => field.number === 1);
  if (size > MAX_PARTS || index < 0 || index >= size || messages.length > MAX_ENTRIES) return fail('malformed-migration');
  const entries: MigrationPart['entries'][number][] = [];
  const refused = new Map<number, RefusedEntry>();
  for (const { bytes: message } of messages) {
    const inner = message === null ? null : readFields(message);
    if (inner === null) return fail('malformed-migration');
    const entry = readEntry(inner);
    if ('code' in entry) refused.set(entries.length, entry);
    entries.push('code' in entry ? fail(entry.code) : ok(entry));
  }
  return ok({ batchId: int32(figure(5)), size, index, entries, refused, payload: hex(bytes.value) });
}

const int32 = (figure: bigint): number => Number(BigInt.asIntN(32, figure));

const ALGORITHMS: readonly (OtpAlgorithm | undefined)[] = ['SHA1', 'SHA1', 'SHA256', 'SHA512'];
const DIGITS: readonly (number | undefined)[] = [6, 6, 8];

function readEntry(fields: readonly Field[]): ParsedOtp | RefusedEntry {
  const last = (number: number): Field | undefined => fields.findLast((field) => field.number === number);
  const text = (number: number): string => {
    const decoded = fromUtf8(last(number)?.bytes ?? new Uint8Array());
    return stripUnseen(decoded.ok ? decoded.value : '');
  };
  const choice = (number: number): number => int32(last(number)?.figure ?? 0n);
  const said = text(3);
  const name = text(2);
  const cut = said !== '' && name.startsWith(`${said}:`) ? said.length : said === '' ? name.indexOf(':') : -1;
  const issuer = cleanName(said === '' && cut > 0 ? name.slice(0, cut) : said);
  const account = cleanName(name.slice(cut + 1));
  const names = { issuer: issuer.text, account: account.text };

  const secret = last(1)?.bytes ?? new Uint8Array();
  const [algorithm, digits, type] = [ALGORITHMS[choice(4)], DIGITS[choice(5)], choice(6)];
  const counter = last(7)?.figure ?? 0n;
  if (secret.length === 0) return { ...names, code: 'no-secret' };
  if (secret.length > MAX_SECRET_BYTES) return { ...names, code: 'bad-secret' };
  if (type !== 1 && type !== 2) return { ...names, code: 'unsupported-type' };
  if (algorithm === undefined) return { ...names, code: 'bad-algorithm' };
  if (digits === undefined) return { ...names, code: 'bad-digits' };
  if (type === 1 && counter > BigInt(Number.MAX_SAFE_INTEGER)) return { ...names, code: 'bad-counter' };
  const shape = { secret: Uint8Array.from(secret), algorithm, digits };
  const otp: OtpParameters =
    type === 1 ? { type: 'hotp', ...shape, counter: Number(counter) } : { type: 'totp', ...shape, period: DEFAULT_PERIOD_SECONDS };
  const warnings: OtpWarning[] = secret.length < SAFE_SECRET_BYTES ? ['secret-short'] : [];
  if (issuer.shortened || account.shortened) warnings.push('name-shortened');
  return { ...names, otp, warnings };
}

interface Field {
  readonly number: number;
  /** Wire type 0. */
  readonly figure: bigint | null;
  /** Wire type 2. */
  readonly bytes: Uint8Array | null;
}

/** All fields in order; those of wire types 1 and 5 are skipped, null for groups (3, 4), everything unknown and what is cut short. */
function readFields(bytes: Uint8Array): readonly Field[] | null {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): bigint | null => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) return null;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    return null;
  };
  while (at < bytes.length) {
    const key = varint();
    if (key === null || key >> 3n === 0n || key > 0xffff_ffffn) return null;
    const number = Number(key >> 3n);
    const wire = Number(key & 7n);
    if (wire === 0) {
      const figure = varint();
      if (figure === null) return null;
      fields.push({ number, figure, bytes: null });
      continue;
    }
    const length = wire === 2 ? varint() : wire === 1 ? 8n : wire === 5 ? 4n : null;
    if (length === null || length > BigInt(bytes.length - at)) return null;
    if (wire === 2) fields.push({ number, figure: null, bytes: bytes.subarray(at, at + Number(length)) });
    at += Number(length);
  }
  return fields;
}

/** What of an account a part carries. */
export interface MigrationEntry {
  readonly issuer: string;
  readonly account: string;
  readonly otp: OtpParameters;
}

/** The mirror of `parseMigration`: `bad-type`, `bad-algorithm`, `bad-digits` or `bad-period` where the format has no word for it. */
export function formatMigration(
  entries: readonly MigrationEntry[],
  batch: Pick<MigrationPart, 'batchId' | 'size' | 'index'> = { batchId: 0, size: 1, index: 0 },
): Result<string, 'bad-type' | 'bad-algorithm' | 'bad-digits' | 'bad-period'> {
  const parts: Bytes[] = [];
  for (const { issuer, account, otp } of entries) {
    if (otp.type === 'steam') return fail('bad-type');
    const algorithm = ALGORITHMS.lastIndexOf(otp.algorithm);
    const digits = DIGITS.lastIndexOf(otp.digits);
    if (algorithm < 0) return fail('bad-algorithm');
    if (digits < 0) return fail('bad-digits');
    if (otp.type === 'totp' && otp.period !== DEFAULT_PERIOD_SECONDS) return fail('bad-period');
    const name = issuer === '' && account.includes(':') ? `:${account}` : account;
    const message = [block(1, otp.secret), block(2, utf8(name)), block(3, utf8(issuer)), figure(4, algorithm), figure(5, digits)];
    message.push(figure(6, otp.type === 'hotp' ? 1 : 2), ...(otp.type === 'hotp' ? [figure(7, otp.counter)] : []));
    parts.push(block(1, concat(...message)));
  }
  parts.push(figure(2, 1), figure(3, batch.size), figure(4, batch.index), figure(5, batch.batchId));
  return ok(`otpauth-migration://offline?data=${encodeURIComponent(base64(concat(...parts)))}`);
}

function varintOf(value: number): Bytes {
  const out: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 0x7fn; rest >>= 7n) out.push(Number(rest & 0x7fn) | 0x80);
  return Uint8Array.of(...out, Number(rest));
}

const figure = (number: number, value: number): Bytes => concat(varintOf(number << 3), varintOf(value));
const block = (number: number, bytes: Uint8Array): Bytes => concat(varintOf((number << 3) | 2), varintOf(bytes.length), bytes);
