// One rendered page: what it is, what was seen there, and whether that is right.

import type { CorpusPage, DetectionRow, Expected } from './score-detection-types';

export interface Judged {
  readonly page: CorpusPage;
  readonly row: DetectionRow;
  readonly woke: boolean;
  readonly expected: Expected;
}

/** The contract's mapping of the corpus's channels. */
export function channelOf(channel: string | null): 'authenticator' | 'sms' | 'email' | 'hardware' | 'device' | 'unknown' {
  if (channel === null) return 'unknown';
  if (/^totp|-or-totp$|^authenticator-app$|^sms-or-authy$|^steam-guard$/.test(channel)) return 'authenticator';
  if (/^(?:sms|phone)/.test(channel)) return 'sms';
  if (/^email/.test(channel)) return 'email';
  if (/^(?:yubikey|hardware)/.test(channel)) return 'hardware';
  return /^(?:device-code|server-console-code)/.test(channel) ? 'device' : 'unknown';
}

export const prompts = (row: DetectionRow) => row.findings.filter((finding) => finding.kind === 'code-prompt');

/** Channels for which an authenticator's code would be offered. */
export const offered = (row: DetectionRow) =>
  prompts(row).filter((finding) => finding.channel === 'authenticator' || finding.channel === 'unknown');

/** Something is offered, and only in fields of the code: never in a password field beside it. */
export const rightlyOffered = ({ page, row }: Judged): boolean =>
  offered(row).length > 0 &&
  offered(row).every(({ fields }) => fields.length > 0 && fields.every((index) => page.fields?.[index]?.role === 'otp'));

const sameUri = (found: string | null, expected: string | null): boolean =>
  found !== null && expected !== null && new URL(found).searchParams.get('secret') === new URL(expected).searchParams.get('secret');

export const uriRead = ({ row, expected }: Judged): boolean =>
  row.findings.some((finding) => finding.kind === 'setup' && sameUri(finding.uri, expected.uri));

export const keyRead = ({ row, expected }: Judged): boolean =>
  row.findings.some(
    (finding) =>
      finding.kind === 'setup' &&
      finding.secret === expected.secret &&
      (expected.uri === null || finding.uri === expected.uri || finding.uri === null),
  );

export const allCodesRead = ({ row, expected }: Judged): boolean =>
  row.findings.some((finding) => finding.kind === 'recovery-display' && JSON.stringify(finding.codes) === JSON.stringify(expected.codes));

/** A page that asks for nothing of ours. */
export const isOrdinary = ({ kind }: CorpusPage): boolean => kind === 'negative' || kind === 'password-login';

/** What an ordinary page must never get: a code, a saved code, or a set-up. */
export const falselyOffered = ({ row }: Judged): boolean =>
  offered(row).length > 0 || row.findings.some(({ kind }) => kind === 'setup' || kind === 'recovery-prompt' || kind === 'recovery-display');

/** The name of a page's class in the tables. */
export function classOf({ kind, channel }: CorpusPage): string {
  if (kind === 'otp-prompt') return `code ${channelOf(channel)}`;
  return {
    'otp-setup': 'set-up',
    'recovery-display': 'codes shown',
    'recovery-prompt': 'recovery',
    negative: 'none',
    'password-login': 'none',
  }[kind];
}

/** The class that the findings speak for. A set-up page's own confirmation field belongs to it. */
export function seenAs(judged: Judged): string {
  const { page, row } = judged;
  if (page.kind === 'otp-setup' && (keyRead(judged) || uriRead(judged))) return 'set-up';
  if (page.kind === 'recovery-display' && row.findings.length === 1 && allCodesRead(judged)) return 'codes shown';
  if (page.kind === 'otp-prompt' && offered(row).length > 0 && !rightlyOffered(judged)) return 'wrong field';
  const [first] = row.findings;
  if (first === undefined) return 'none';
  if (first.kind === 'code-prompt') return `code ${first.channel}`;
  if (first.kind === 'recovery-prompt') return 'recovery';
  return first.kind === 'setup' ? 'other set-up' : 'other codes';
}

/** Right as a person would see it: an authenticator's code that is offered without its channel being known is right. */
export function isRight(judged: Judged): boolean {
  const [is, seen] = [classOf(judged.page), seenAs(judged)];
  const asOurs = (name: string) => (name === 'code unknown' ? 'code authenticator' : name);
  return asOurs(is) === asOurs(seen);
}
