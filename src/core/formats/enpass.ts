// Enpass's JSON: fields of type `totp` (formats.md §4).

import type { Found } from './entry';
import type { JsonFormat } from './format';
import { otpFromText, sitesFrom } from './found-otp';
import { field, listAt, numberAt, textAt, textOf } from './json';

export const enpass: JsonFormat = {
  owns: (json) => listAt(json, 'items').some((item) => Array.isArray(field(item, 'fields')) && field(item, 'credentials') === undefined),
  read(json) {
    const folders = new Map(listAt(json, 'folders').map((folder) => [textAt(folder, 'uuid'), textAt(folder, 'title')]));
    return { format: 'Enpass', plain: true, found: listAt(json, 'items').flatMap((item) => entriesOf(item, folders)) };
  },
};

function entriesOf(item: unknown, folders: ReadonlyMap<string, string>): readonly Found[] {
  const fields = listAt(item, 'fields').filter((one) => (numberAt(one, 'deleted') ?? 0) === 0);
  const value = (type: string): string =>
    textAt(
      fields.find((one) => textAt(one, 'type') === type && textAt(one, 'value') !== ''),
      'value',
    );
  const names = { issuer: textAt(item, 'title'), account: value('username') || value('email') || textAt(item, 'subtitle') };
  const extras = {
    sites: sitesFrom(fields.filter((one) => textAt(one, 'type') === 'url').map((one) => textAt(one, 'value'))),
    note: textAt(item, 'note'),
    tags: listAt(item, 'folders').map((uuid) => folders.get(textOf(uuid)) ?? ''),
    pinned: numberAt(item, 'favorite') === 1,
    trashed: numberAt(item, 'trashed') === 1,
  };
  return fields
    .filter((one) => textAt(one, 'type') === 'totp' && textAt(one, 'value').trim() !== '')
    .map((one) => otpFromText(textAt(one, 'value'), names, extras));
}
