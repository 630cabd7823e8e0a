// The importer in Node, and what it finds in one line an entry.

import { webcrypto } from 'node:crypto';
import type { Bytes } from '../../../src/core/bytes';
import { utf8 } from '../../../src/core/bytes';
import type { Found } from '../../../src/core/formats/entry';
import type { ImportEnv } from '../../../src/core/formats/import-env';
import { readImportFile } from '../../../src/core/formats/read-file';
import { foreignKdf } from '../../../src/platform/foreign-kdf';

export const importEnv: ImportEnv = { subtle: webcrypto.subtle as unknown as SubtleCrypto, ...foreignKdf };

export const readSample = (name: string, content: string | Bytes, password: string | null = null) =>
  readImportFile({ name, bytes: typeof content === 'string' ? utf8(content) : content }, password, importEnv);

export function line(found: Found): string {
  if (found.kind === 'refused') return `!${found.code} ${found.issuer}|${found.account}`;
  if (found.kind === 'recovery') return `recovery ${found.issuer}|${found.account} ${found.codes.join(',')}`;
  if (found.kind === 'passkey') {
    const prf = found.prfSeed === null ? '' : ' prf';
    return `passkey ${found.rpId} ${found.account} ${found.algorithm} ${found.credentialId.length} bytes${prf}`;
  }
  const { otp } = found;
  const numbers = otp.type === 'steam' ? '' : `${otp.algorithm}/${otp.digits}/${otp.type === 'totp' ? otp.period : otp.counter}`;
  const extras = [
    ...found.sites.map((site) => `@${site}`),
    ...found.tags.map((tag) => `#${tag}`),
    ...(found.note === '' ? [] : [`"${found.note}"`]),
    ...(found.pinned ? ['pinned'] : []),
    ...(found.trashed ? ['trashed'] : []),
  ];
  return [`${found.issuer}|${found.account}|${otp.type}|${numbers}`, ...extras].join(' ');
}
