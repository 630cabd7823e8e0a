// Aegis Authenticator: JSON with the vault in clear, or sealed under a master key that each password slot wraps (formats.md §3).

import { type Bytes, concat, fromBase64, fromHex, fromUtf8, utf8 } from '../bytes';
import type { Found } from './entry';
import { orUnreadable, Unreadable } from './failure';
import { openGcm } from './foreign-cipher';
import type { Content, JsonFormat, Keyed } from './format';
import { otpFromFields } from './found-otp';
import { countAt, field, flagAt, isObject, listAt, parseJson, requiredText, textAt, textOf } from './json';
import { checkScryptCost } from './limits';

const PASSWORD_SLOT = 1;

export const aegis: JsonFormat = {
  owns: (json) => isObject(field(json, 'header')) && field(json, 'db') !== undefined,
  async read(json, keyed) {
    const db = field(json, 'db');
    if (typeof db !== 'string') return contentOf(db, true);
    return contentOf(parseJson(await openVault(json, db, keyed)), false);
  },
};

function contentOf(db: unknown, plain: boolean): Content {
  if (!Array.isArray(field(db, 'entries'))) throw new Unreadable('import-damaged', 'entries');
  const groups = new Map(listAt(db, 'groups').map((group) => [textAt(group, 'uuid'), textAt(group, 'name')]));
  return { format: 'Aegis', plain, found: listAt(db, 'entries').map((entry) => entryOf(entry, groups)) };
}

function entryOf(entry: unknown, groups: ReadonlyMap<string, string>): Found {
  const info = field(entry, 'info');
  const named = textAt(entry, 'group');
  const tags = [named, ...listAt(entry, 'groups').map((uuid) => groups.get(textOf(uuid)) ?? '')];
  return otpFromFields(
    {
      type: textAt(entry, 'type'),
      issuer: textAt(entry, 'issuer'),
      account: textAt(entry, 'name'),
      secret: textAt(info, 'secret'),
      algorithm: field(info, 'algo'),
      digits: field(info, 'digits'),
      period: field(info, 'period'),
      counter: field(info, 'counter'),
    },
    { note: textAt(entry, 'note'), pinned: flagAt(entry, 'favorite'), tags },
  );
}

async function openVault(json: unknown, db: string, { env, password }: Keyed): Promise<string> {
  const slots = listAt(json, 'header', 'slots').filter((slot) => field(slot, 'type') === PASSWORD_SLOT);
  if (slots.length === 0) throw new Unreadable('import-damaged', 'slots');
  if (password === null) throw new Unreadable('import-password-needed');
  for (const slot of slots.slice(0, 16)) {
    const [n, r, p] = [countAt(slot, 'n'), countAt(slot, 'r'), countAt(slot, 'p')];
    checkScryptCost(n, r, p);
    const key = await env.scrypt(utf8(password), hexAt(slot, 'salt'), { n, r, p, length: 32 });
    const wrapped = concat(hexAt(slot, 'key'), hexAt(slot, 'key_params', 'tag'));
    const master = await openGcm(env.subtle, key, hexAt(slot, 'key_params', 'nonce'), wrapped);
    if (master === null) continue;
    const sealed = concat(orUnreadable(fromBase64(db)), hexAt(json, 'header', 'params', 'tag'));
    const opened = await openGcm(env.subtle, master, hexAt(json, 'header', 'params', 'nonce'), sealed);
    if (opened === null) throw new Unreadable('import-damaged', 'db');
    return orUnreadable(fromUtf8(opened));
  }
  throw new Unreadable('import-wrong-or-damaged');
}

const hexAt = (value: unknown, ...path: readonly string[]): Bytes => orUnreadable(fromHex(requiredText(value, ...path)));
