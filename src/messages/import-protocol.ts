// Imports: the worker reads a file, the options page shows what is in it, the background says what is new and writes it.

import * as v from 'valibot';
import type { ImportError } from '../core/formats/failure';
import type { Verdict } from '../core/formats/verdict';
import type { Result } from '../core/result';

/** An item as the vault's own codec writes it (docs/vault-format.md §6), Base64: the background reads it as strictly as a record. */
const packed = v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]+={0,2}$/), v.maxLength(1_400_000));
/** Together they have to fit into one message; 64 MiB is the browser's limit. */
const MAX_TOGETHER = 48 * 1024 * 1024;
const items = v.pipe(
  v.array(packed),
  v.maxLength(10_000),
  v.check((all) => all.reduce((sum, one) => sum + one.length, 0) <= MAX_TOGETHER),
);
const dataUrl = v.pipe(v.string(), v.startsWith('data:image/'), v.maxLength(6 * 1024 * 1024));

export const importRequests = {
  /** The texts of the QR codes in a picture. */
  'import/image': v.strictObject({ dataUrl }),
  'import/check': v.strictObject({ items }),
  /** Adds what is no duplicate, in one transaction that undo takes back. */
  'items/import': v.strictObject({ items }),
} as const;

export interface ImportReplies {
  'import/image': { readonly texts: readonly string[] };
  /** In the order of the request. */
  'import/check': { readonly verdicts: readonly Verdict[] };
  'items/import': { readonly added: number; readonly skipped: number };
}

/** One entry of a file as the page shows it. */
export interface ImportEntry {
  readonly kind: 'otp' | 'recovery' | 'passkey' | 'refused';
  readonly issuer: string;
  readonly account: string;
  readonly warnings: readonly string[];
  /** Why it cannot be kept: an error code, and what it is about. */
  readonly reason: string | null;
  readonly detail: string | null;
  /** For the background; null where it cannot be kept. */
  readonly packed: string | null;
}

export interface ImportedFile {
  readonly format: string;
  /** Its secrets lie open in the file. */
  readonly plain: boolean;
  readonly entries: readonly ImportEntry[];
}

/** Between the page and its worker; neither can be reached from outside. */
export interface ImportJob {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly password: string | null;
}

export type ImportAnswer = Result<ImportedFile, ImportError>;
