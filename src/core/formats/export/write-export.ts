// Items → the text of an export, and what stays behind. What lies in the trash stays there.

import type { Item, OtpAccount } from '../../item';
import { aegisFile } from './aegis-file';
import { bitwardenFile } from './bitwarden-file';
import { cxfFile } from './cxf-file';
import type { ExportEnv } from './export-env';
import { googleCodes } from './google-codes';
import { protonFile } from './proton-file';
import { type Loss, lossOf, type Target } from './target';
import { twoFasFile } from './two-fas-file';
import { enteLines, otpauthLines } from './uri-lines';

export interface Sorted {
  readonly carried: readonly Item[];
  readonly left: readonly { readonly item: Item; readonly why: Loss }[];
}

export function sortFor(target: Target, items: readonly Item[]): Sorted {
  const judged = items.filter(({ trashedAt }) => trashedAt === null).map((item) => ({ item, why: lossOf(target, item) }));
  return {
    carried: judged.flatMap(({ item, why }) => (why === null ? [item] : [])),
    left: judged.flatMap(({ item, why }) => (why === null ? [] : [{ item, why }])),
  };
}

/** `password`: of the file; null for one in clear. The caller has seen to it that the target can be sealed. */
export async function writeExport(target: Target, items: readonly Item[], env: ExportEnv, password: string | null): Promise<string> {
  const { carried } = sortFor(target, items);
  const accounts = carried.filter((item): item is OtpAccount => item.kind === 'otp');
  switch (target.id) {
    case 'otpauth':
      return otpauthLines(accounts);
    case 'ente':
      return enteLines(accounts);
    case 'google':
      return googleCodes(accounts, env)
        .map((line) => `${line}\n`)
        .join('');
    case 'aegis':
      return aegisFile(accounts, env, password ?? '');
    case '2fas':
      return twoFasFile(accounts, env, password);
    case 'proton':
      return protonFile(accounts, env, password);
    case 'bitwarden':
      return bitwardenFile(carried, env, password);
    case 'cxf':
      return cxfFile(carried, env);
  }
}
