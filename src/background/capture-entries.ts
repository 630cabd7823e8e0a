// Texts that were captured → the accounts they hold. Pure, and the same for the same texts, so that a key names one entry for as long
// as its text is held.

import type { Origin, OtpParameters } from '../core/item';
import { isMigration, parseMigration } from '../core/otp/migration';
import { batchesOf, isWhole, type MigrationBatch } from '../core/otp/migration-batches';
import { parseOtpUri } from '../core/otp/uri';
import { isSetupText } from '../core/qr/read';
import { fail, ok, type Result } from '../core/result';
import { otpIdentity } from '../core/vault/merge';
import type { Captured } from './capture-service';

export interface HeldText {
  readonly text: string;
  /** Where the text stood; an account from there belongs there. null: nowhere in the web. */
  readonly origin: Origin | null;
  readonly warnings: readonly string[];
}

export interface Entry {
  readonly key: string;
  readonly issuer: string;
  readonly account: string;
  /** null: it cannot be kept, `reason` says why. */
  readonly otp: OtpParameters | null;
  readonly reason: string | null;
  readonly origin: Origin | null;
  readonly warnings: readonly string[];
  readonly fromExport: boolean;
}

/** An account from a page belongs to `origin`; those of an export do not. */
export function heldTexts({ accounts, exports }: Pick<Captured, 'accounts' | 'exports'>, origin: Origin | null): readonly HeldText[] {
  const single = accounts.map(({ uri, keyDiffers }) => ({ text: uri, origin, warnings: keyDiffers ? ['key-differs'] : [] }));
  return [...single, ...exports.map((text) => ({ text, origin: null, warnings: [] }))];
}

/** Whether something could be kept of it; else why not, as `parseOtpUri` and `parseMigration` say it. */
export function readable(text: string): Result<null> {
  const read = isMigration(text) ? parseMigration(text) : parseOtpUri(text);
  return read.ok ? ok(null) : fail(read.error.code, read.error.detail);
}

/** The same code seen again is no second account. */
export function entriesOf(held: readonly HeldText[]): readonly Entry[] {
  const seen = new Set<string>();
  return held.flatMap(read).filter((entry) => {
    const identity = entry.otp === null ? entry.key : `${otpIdentity(entry.otp)} ${entry.issuer}:${entry.account}`;
    if (seen.has(identity)) return false;
    seen.add(identity);
    return true;
  });
}

function read({ text, origin, warnings }: HeldText, index: number): readonly Entry[] {
  if (!isMigration(text)) {
    const parsed = parseOtpUri(text);
    if (!parsed.ok) return [];
    const { issuer, account, otp } = parsed.value;
    const said = [...warnings, ...parsed.value.warnings];
    return [{ key: `${index}.0`, issuer, account, otp, reason: null, origin, warnings: said, fromExport: false }];
  }
  const part = parseMigration(text);
  if (!part.ok) return [];
  return part.value.entries.map((entry, at): Entry => {
    // An export's accounts belong to other sites than the one that shows it.
    const base = { key: `${index}.${at}`, origin: null, fromExport: true };
    if (entry.ok) {
      const { issuer, account, otp } = entry.value;
      return { ...base, issuer, account, otp, reason: null, warnings: entry.value.warnings };
    }
    const { issuer = '', account = '', code = entry.error.code } = part.value.refused.get(at) ?? {};
    return { ...base, issuer, account, otp: null, reason: code, warnings: [] };
  });
}

/** Exports of several parts, and of those that are there. */
export function severalParts(held: readonly HeldText[]): readonly MigrationBatch[] {
  const parts = held.filter(({ text }) => isMigration(text)).flatMap(({ text }) => parseMigration(text));
  return batchesOf(parts.flatMap((part) => (part.ok ? [part.value] : []))).filter((batch) => batch.size > 1 || !isWhole(batch));
}

/** A line that begins as a set-up code is one as a whole, since names may hold spaces; in other lines it ends at the first space. */
export function setupTexts(text: string): readonly string[] {
  return text.split(/[\r\n]+/).flatMap((line) => {
    if (isSetupText(line)) return [line.trim()];
    return line.match(/(?:apple-)?otpauth(?:-migration)?:\/\/[^\s"'<>]+/gi) ?? [];
  });
}
