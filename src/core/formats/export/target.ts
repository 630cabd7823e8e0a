// Where accounts can go: what each format calls itself, whether it is sealed, and what it has no word for (formats.md §7).

import { utf8 } from '../../bytes';
import type { Item, OtpAccount, OtpAlgorithm, OtpParameters } from '../../item';

export type TargetId = 'otpauth' | 'aegis' | '2fas' | 'bitwarden' | 'ente' | 'proton' | 'google' | 'cxf';

/** Why an item stays behind as a whole. */
export type Loss = 'hotp' | 'steam' | 'digits' | 'period' | 'algorithm' | 'names' | 'passkey' | 'passkey-kind' | 'recovery';

/** What every item loses on the way. */
export type Fields = 'note' | 'tags' | 'sites';

interface Rules {
  readonly hotp: boolean;
  readonly steam: boolean;
  readonly digits: (digits: number) => boolean;
  readonly period: (seconds: number) => boolean;
  readonly algorithms: readonly OtpAlgorithm[];
  /** `es256`: no other keys. */
  readonly passkeys: boolean | 'es256';
  readonly recovery: boolean;
  /** Bytes of both names and the key together. */
  readonly room: number;
}

export interface Target {
  readonly id: TargetId;
  /** Of the program; shown as it is. */
  readonly name: string;
  /** Has a form that only a password opens; `always`: no other. */
  readonly sealed: 'never' | 'can' | 'always';
  readonly extension: 'txt' | 'json' | '2fas';
  readonly loses: readonly Fields[];
  readonly rules: Rules;
}

const whatever = (): boolean => true;
/** What fits into one of Google Authenticator's QR codes: its own go up to version 25, some 1,270 bytes at error correction L. */
export const CODE_ROOM = 600;

const ALL: readonly OtpAlgorithm[] = ['SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512'];
const USUAL: readonly OtpAlgorithm[] = ['SHA1', 'SHA256', 'SHA512'];
const OTP_ONLY = {
  hotp: true,
  steam: true,
  digits: whatever,
  period: whatever,
  algorithms: ALL,
  passkeys: false,
  recovery: false,
  room: Number.MAX_SAFE_INTEGER,
} as const;

export const targets: readonly Target[] = [
  { id: 'otpauth', name: 'otpauth', sealed: 'never', extension: 'txt', loses: ['note', 'tags', 'sites'], rules: OTP_ONLY },
  { id: 'aegis', name: 'Aegis', sealed: 'always', extension: 'json', loses: ['sites'], rules: { ...OTP_ONLY, algorithms: USUAL } },
  {
    id: '2fas',
    name: '2FAS',
    sealed: 'can',
    extension: '2fas',
    loses: ['note', 'tags', 'sites'],
    rules: { ...OTP_ONLY, digits: (n) => n >= 5 && n <= 8, period: (s) => [10, 30, 60, 90].includes(s) },
  },
  {
    id: 'bitwarden',
    name: 'Bitwarden',
    sealed: 'can',
    extension: 'json',
    loses: [],
    rules: { ...OTP_ONLY, hotp: false, algorithms: USUAL, passkeys: 'es256', recovery: true },
  },
  { id: 'ente', name: 'Ente Auth', sealed: 'never', extension: 'txt', loses: ['sites'], rules: { ...OTP_ONLY, algorithms: USUAL } },
  {
    id: 'proton',
    name: 'Proton Authenticator',
    sealed: 'can',
    extension: 'json',
    loses: ['tags', 'sites'],
    rules: { ...OTP_ONLY, hotp: false, digits: (n) => n <= 9, period: (s) => s <= 65_535, algorithms: USUAL },
  },
  {
    id: 'google',
    name: 'Google Authenticator',
    sealed: 'never',
    extension: 'txt',
    loses: ['note', 'tags', 'sites'],
    rules: { ...OTP_ONLY, steam: false, digits: (n) => n === 6 || n === 8, period: (s) => s === 30, algorithms: USUAL, room: CODE_ROOM },
  },
  {
    id: 'cxf',
    name: 'FIDO Credential Exchange',
    sealed: 'never',
    extension: 'json',
    loses: [],
    rules: { ...OTP_ONLY, hotp: false, steam: false, algorithms: USUAL, passkeys: true, recovery: true },
  },
];

/** Null: it is carried. */
export function lossOf({ rules }: Target, item: Item): Loss | null {
  if (item.kind === 'recovery') return rules.recovery ? null : 'recovery';
  if (item.kind === 'passkey') {
    if (rules.passkeys === false) return 'passkey';
    return rules.passkeys === 'es256' && item.algorithm !== -7 ? 'passkey-kind' : null;
  }
  return otpLoss(rules, item.otp) ?? (sizeOf(item) > rules.room ? 'names' : null);
}

export const sizeOf = ({ issuer, account, otp }: OtpAccount): number => utf8(issuer).length + utf8(account).length + otp.secret.length;

function otpLoss(rules: Rules, otp: OtpParameters): Loss | null {
  if (otp.type === 'steam') return rules.steam ? null : 'steam';
  if (otp.type === 'hotp' && !rules.hotp) return 'hotp';
  if (!rules.digits(otp.digits)) return 'digits';
  if (otp.type === 'totp' && !rules.period(otp.period)) return 'period';
  return rules.algorithms.includes(otp.algorithm) ? null : 'algorithm';
}
