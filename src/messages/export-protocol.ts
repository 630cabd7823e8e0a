// Exports for other programs: first what the target cannot hold, then the file, for the password again.

import * as v from 'valibot';
import type { Fields, Loss } from '../core/formats/export/target';
import type { ItemId } from '../core/item';

const password = v.pipe(v.string(), v.minLength(1), v.maxLength(1024));
const target = v.picklist(['otpauth', 'aegis', '2fas', 'bitwarden', 'ente', 'proton', 'google', 'cxf']);

const ids = v.pipe(v.array(v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))), v.minLength(1), v.maxLength(100_000));
/** null: all accounts. */
const only = v.nullable(ids);

export const exportRequests = {
  /** What the export page that is opened next is to export. */
  'export/choose': v.strictObject({ ids }),
  /** What was chosen for this page, once. */
  'export/chosen': v.strictObject({}),
  'export/preview': v.strictObject({ target, only }),
  /** `filePassword`: null for a file in clear. */
  'export/file': v.strictObject({ target, only, password, filePassword: v.nullable(password) }),
  /** Google Authenticator's QR codes, to be scanned one after the other. */
  'export/codes': v.strictObject({ only, password }),
  /** For paper. */
  'export/sheet': v.strictObject({ only, password }),
} as const;

/** A QR code: modules row by row, `1` is dark. */
export interface QrModules {
  readonly size: number;
  readonly modules: string;
}

export interface SheetEntry {
  readonly issuer: string;
  readonly account: string;
  /** In groups of four; empty where there is none. */
  readonly key: string;
  /** What else has to be typed: `8 digits`, … as parameters; null for what every program assumes. */
  readonly settings: {
    readonly type: 'totp' | 'hotp' | 'steam';
    readonly algorithm: string;
    readonly digits: number;
    readonly number: number;
  } | null;
  /** Unused recovery codes. */
  readonly codes: readonly string[];
}

export interface ExportReplies {
  'export/choose': null;
  'export/chosen': readonly ItemId[] | null;
  'export/preview': {
    readonly carried: number;
    readonly left: readonly { readonly issuer: string; readonly account: string; readonly why: Loss }[];
    readonly loses: readonly Fields[];
  };
  'export/file': { readonly fileName: string; readonly content: string };
  'export/codes': { readonly pages: readonly QrModules[] };
  'export/sheet': { readonly entries: readonly SheetEntry[] };
}
