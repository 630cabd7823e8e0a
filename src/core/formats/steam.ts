// Steam's own secrets: a maFile of Steam Desktop Authenticator, or the old mobile app's list. The revocation code comes along as a
// recovery code: it is what a lost Steam account is got back with.

import { fromBase64 } from '../bytes';
import { type Found, refused } from './entry';
import { Unreadable } from './failure';
import type { JsonFormat } from './format';
import { otpFromFields } from './found-otp';
import { field, isObject, textAt } from './json';
import { recoveryFrom } from './recovery-field';

export const steam: JsonFormat = {
  owns: (json) =>
    typeof field(json, 'shared_secret') === 'string' ||
    (isObject(field(json, 'accounts')) &&
      Object.values(field(json, 'accounts') as object).some((one) => isObject(one) && 'shared_secret' in one)),
  read(json) {
    const accounts = field(json, 'accounts');
    const all = isObject(accounts) ? Object.values(accounts) : [json];
    return { format: 'Steam', plain: true, found: all.flatMap(entriesOf) };
  },
};

function entriesOf(json: unknown): readonly Found[] {
  const names = { issuer: 'Steam', account: textAt(json, 'account_name') };
  const secret = fromBase64(textAt(json, 'shared_secret'));
  if (!secret.ok || secret.value.length === 0) return [refused(names, 'bad-secret')];
  const revocation = textAt(json, 'revocation_code').trim();
  const entry = otpFromFields({ type: 'steam', ...names, secret: secret.value });
  return [entry, ...recoveryFrom(names, [revocation], {})];
}

/** Steam Desktop Authenticator's list of encrypted files: the keys are in the files beside it. */
export const sdaManifest: JsonFormat = {
  owns: (json) => Array.isArray(field(json, 'entries')) && field(json, 'encrypted') !== undefined && field(json, 'first_run') !== undefined,
  read() {
    throw new Unreadable('import-key-file');
  },
};
