// What a person typed about a new account, and what is wrong with it by field. The background's reading decides; this only spares a
// round trip for what can be seen at once. Pure.

export type OtpType = 'totp' | 'hotp' | 'steam';
export type Algorithm = 'SHA1' | 'SHA224' | 'SHA256' | 'SHA384' | 'SHA512';

/** Numbers stay as typed, so that a half-typed one is not rewritten under the person's fingers. */
export interface KeyDraft {
  readonly issuer: string;
  readonly account: string;
  readonly secret: string;
  readonly type: OtpType;
  readonly algorithm: Algorithm;
  readonly digits: string;
  readonly period: string;
  readonly counter: string;
  readonly site: string;
}

export const emptyDraft = (site: string): KeyDraft => ({
  issuer: '',
  account: '',
  secret: '',
  type: 'totp',
  algorithm: 'SHA1',
  digits: '6',
  period: '30',
  counter: '0',
  site,
});

export type FieldProblems = Partial<Record<keyof KeyDraft, string>>;

const whole = (text: string, from: number, to: number): boolean => /^\d+$/.test(text.trim()) && Number(text) >= from && Number(text) <= to;

/** Error codes by field; empty where all is well as far as can be seen. */
export function problemsOf(draft: KeyDraft): FieldProblems {
  const problems: FieldProblems = {};
  if (draft.secret.trim() === '') problems.secret = 'empty-secret';
  if (draft.type !== 'steam' && !whole(draft.digits, 1, 10)) problems.digits = 'bad-digits';
  if (draft.type === 'totp' && !whole(draft.period, 1, 86_400)) problems.period = 'bad-period';
  if (draft.type === 'hotp' && !whole(draft.counter, 0, Number.MAX_SAFE_INTEGER)) problems.counter = 'bad-counter';
  return problems;
}

const fieldOf: Readonly<Record<string, keyof KeyDraft>> = {
  'bad-secret': 'secret',
  'empty-secret': 'secret',
  'bad-digits': 'digits',
  'bad-period': 'period',
  'bad-counter': 'counter',
  'bad-algorithm': 'algorithm',
  'bad-type': 'type',
  'bad-site': 'site',
};

/** The field that an error code of the background is about; null where it is about none. */
export const fieldOfError = (code: string): keyof KeyDraft | null => fieldOf[code] ?? null;

/** What Steam codes are made with, whatever the form said before the type was chosen. */
const steam = { algorithm: 'SHA1', digits: 5, period: 30, counter: 0 } as const;

/** The request of `items/add-key`. Defaults stand where the type has no such parameter. */
export const requestOf = (draft: KeyDraft) => ({
  issuer: draft.issuer.trim(),
  account: draft.account.trim(),
  secret: draft.secret,
  type: draft.type,
  algorithm: draft.algorithm,
  digits: Number(draft.digits),
  period: Number(draft.period),
  counter: Number(draft.counter),
  ...(draft.type === 'steam' ? steam : {}),
  site: draft.site.trim() || null,
});
