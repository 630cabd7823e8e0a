// 1Password's export.data (in a .1pux ZIP): one-time passwords are fields of sections, several an item at times (formats.md §4).

import type { Found } from './entry';
import type { JsonFormat } from './format';
import { otpFromText, sitesFrom } from './found-otp';
import { field, listAt, numberAt, textAt, textOf } from './json';

export const onePassword: JsonFormat = {
  owns: (json) => Array.isArray(field(listAt(json, 'accounts')[0], 'vaults')),
  read: (json) => ({
    format: '1Password',
    plain: true,
    found: listAt(json, 'accounts').flatMap((account) =>
      listAt(account, 'vaults').flatMap((vault) => listAt(vault, 'items').flatMap((item) => entriesOf(field(item, 'item') ?? item))),
    ),
  }),
};

function entriesOf(item: unknown): readonly Found[] {
  const overview = field(item, 'overview');
  const login = listAt(item, 'details', 'loginFields').find((one) => textAt(one, 'designation') === 'username');
  const names = { issuer: textAt(overview, 'title'), account: textAt(login, 'value') };
  const addresses = [textAt(overview, 'url'), ...listAt(overview, 'urls').map((url) => textAt(url, 'url'))];
  const extras = {
    sites: sitesFrom(addresses),
    note: textAt(item, 'details', 'notesPlain'),
    tags: listAt(overview, 'tags').map(textOf),
    pinned: (numberAt(item, 'favIndex') ?? 0) > 0,
    trashed: field(item, 'trashed') === true || textAt(item, 'state') === 'deleted',
  };
  return listAt(item, 'details', 'sections').flatMap((section) =>
    listAt(section, 'fields').flatMap((one) => {
      const totp = textAt(one, 'value', 'totp').trim();
      return totp === '' ? [] : [otpFromText(totp, names, extras)];
    }),
  );
}
