// The query string chooses how a page is built: ?qr=svg&fields=six&period=5. It is carried from page to page.

import type { Algorithm } from './totp';

export const QR_VARIANTS = [
  'img-data',
  'img-url',
  'img-cross',
  'canvas',
  'svg',
  'table',
  'css',
  'shadow',
  'shadow-closed',
  'iframe',
  'iframe-tight',
  'late',
  'none',
  'broken',
  'foreign',
  'mismatch',
  'absurd',
] as const;
export type QrVariant = (typeof QR_VARIANTS)[number];

export const FIELD_VARIANTS = [
  'single',
  'four',
  'six',
  'eight',
  'password',
  'tel',
  'number',
  'controlled',
  'shadow',
  'late',
  'removed',
  'autosubmit',
] as const;
export type FieldVariant = (typeof FIELD_VARIANTS)[number];

export const RECOVERY_MARKUPS = ['ul', 'ol', 'numbered', 'pre', 'table', 'textarea', 'inputs', 'line', 'struck'] as const;
export type RecoveryMarkup = (typeof RECOVERY_MARKUPS)[number];

/** What stands around the question for a code. */
export const LAYOUTS = ['plain', 'modal', 'iframe', 'spa'] as const;
export type Layout = (typeof LAYOUTS)[number];

export interface Variant {
  readonly qr: QrVariant;
  /** Several may be joined by commas: `six,autosubmit`. */
  readonly fields: readonly FieldVariant[];
  readonly layout: Layout;
  /** How the set-up key is shown beside the QR code. */
  readonly key: 'shown' | 'details' | 'none';
  /** Seconds */
  readonly period: number;
  readonly digits: number;
  readonly algorithm: Algorithm;
  readonly issuer: string | null;
  /** Sends a strict Content-Security-Policy with Trusted Types, COEP and COOP. */
  readonly strict: boolean;
  /** How recovery codes are shown after the set-up; null: only where they are asked for. */
  readonly recovery: RecoveryMarkup | null;
  /** The recovery prompt names the code that it wants by its number. */
  readonly askNumber: boolean;
  /** The query string as it came, to be carried along; starts with `?` or is empty. */
  readonly search: string;
}

const KEYS: Partial<Record<QrVariant, Variant['key']>> = {
  none: 'shown',
  mismatch: 'shown',
  broken: 'none',
  foreign: 'none',
  absurd: 'none',
};

function boxes(fields: readonly FieldVariant[]): number {
  return fields.includes('eight') ? 8 : fields.includes('four') ? 4 : 6;
}

function among<T extends string>(known: readonly T[], asked: string | null, otherwise: T): T {
  return known.find((one) => one === asked) ?? otherwise;
}

/** Unknown words fall back to the plain page; figures are kept inside what the browser tests need. */
export function variantOf(query: URLSearchParams): Variant {
  const qr = among(QR_VARIANTS, query.get('qr'), 'img-data');
  const asked = (query.get('fields') ?? '').split(',');
  const fields = FIELD_VARIANTS.filter((one) => asked.includes(one));
  const period = Number(query.get('period') ?? 30);
  const digits = Number(query.get('digits') ?? boxes(fields));
  return {
    qr,
    fields: fields.length > 0 ? fields : ['single'],
    layout: among(LAYOUTS, query.get('layout'), 'plain'),
    key: among(['shown', 'details', 'none'], query.get('key'), KEYS[qr] ?? 'details'),
    period: Number.isInteger(period) && period >= 1 && period <= 86_400 ? period : 30,
    digits: Number.isInteger(digits) && digits >= 4 && digits <= 10 ? digits : 6,
    algorithm: among(['SHA1', 'SHA256', 'SHA512'], query.get('algorithm'), 'SHA1'),
    issuer: query.get('issuer'),
    strict: query.get('csp') === 'strict',
    recovery: RECOVERY_MARKUPS.find((one) => one === query.get('recovery')) ?? null,
    askNumber: query.get('ask') === 'number',
    search: query.size > 0 ? `?${query}` : '',
  };
}

/** How many boxes the code field has; 1 for a single one. */
export const boxCount = (variant: Variant): number =>
  variant.fields.some((one) => one === 'four' || one === 'six' || one === 'eight') ? boxes(variant.fields) : 1;
