// Foreign URI strings (GPL, outside the repository): what their own application understands, against what we do. Where we differ, the
// rule of research/formats.md §1.1 that decides is named.

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { base32 } from '../../../src/core/bytes';
import { readSecret } from '../../../src/core/otp/secret';
import { type ParsedOtp, parseOtpUri } from '../../../src/core/otp/uri';

const FILE = new URL('../../../../shared/samples/uri-cases/uri-cases.json', import.meta.url);

interface Case {
  readonly uri: string;
  readonly source_verdict: string;
  readonly note?: string;
  readonly expect?: Readonly<Record<string, unknown>>;
}

/** Never a silent default: what is absurd is refused, what is only unusual is kept. OTPClient puts its defaults in their place. */
const SILENT_DEFAULT = 'OTPClient falls back silently: others reject';
/** Not a URI: the KeePass import reads it. */
const KEE_OTP = 'KeeOtp string in the otp attribute, not a URI';

/** What the source says, in our words. */
function translated(row: Case, parsed: ParsedOtp): Readonly<Record<string, unknown>> {
  const said = { ...row.expect };
  for (const key of Object.keys(said)) if (key.startsWith('code_at_')) delete said[key];
  // Left-over bits of Base32 are no part of the key.
  const secret = typeof said.secret === 'string' ? readSecret(said.secret) : null;
  if (secret?.ok) said.secret = base32(secret.value);
  if (typeof said.type === 'string') said.type = said.type.toLowerCase().replace('otp', said.type === 'SteamOtp' ? '' : 'otp');
  // Steam's length goes without saying.
  if (parsed.otp.type === 'steam') delete said.digits;
  if (typeof said.algorithm === 'string') said.algorithm = said.algorithm === 'DefaultAlgorithm' ? 'SHA1' : said.algorithm.toUpperCase();
  // A counter means nothing to TOTP.
  if (parsed.otp.type === 'totp') delete said.counter;
  const label = decodeURIComponent(/^otpauth:\/\/\w+\/([^?]*)/.exec(row.uri)?.[1] ?? '');
  // LABEL = [issuer ":"] account: a bare label, or one behind a leading colon, is the account. Stratum calls it the issuer.
  if (said.username === null && (!label.includes(':') || label.startsWith(':'))) Object.assign(said, { issuer: '', username: said.issuer });
  // The parameter beats the prefix; both are shown.
  if (parsed.issuerPrefix !== undefined && said.issuer === parsed.issuerPrefix) said.issuer = parsed.issuer;
  return said;
}

describe.runIf(existsSync(FILE))('foreign URI strings mean the same', () => {
  const all: readonly Case[] = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')).cases : [];
  const cases = all.filter((row) => row.expect !== undefined && row.note !== SILENT_DEFAULT && row.note !== KEE_OTP);
  it.each(cases.map((row, index) => ({ row, name: `${index}: ${row.note ?? row.uri}` })))('$name', ({ row }) => {
    const parsed = parseOtpUri(row.uri);
    if (!parsed.ok) throw new Error(parsed.error.code);
    const { issuer, account, otp } = parsed.value;
    const ours: Record<string, unknown> = { ...otp, secret: base32(otp.secret), issuer, account, username: account };
    const said = translated(row, parsed.value);
    expect(Object.fromEntries(Object.keys(said).map((key) => [key, ours[key]]))).toEqual(said);
  });
});
