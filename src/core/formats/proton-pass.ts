// Proton Pass's data.json: vaults of items, codes in the item and in extra fields (formats.md §4).

import { type Found, refused } from './entry';
import { Unreadable } from './failure';
import type { JsonFormat } from './format';
import { otpFromText, sitesFrom } from './found-otp';
import { field, flagAt, isObject, listAt, textAt } from './json';
import { MAX_ENTRIES } from './limits';

const TRASHED = 2;

export const protonPass: JsonFormat = {
  owns: (json) => isObject(field(json, 'vaults')),
  read(json) {
    if (flagAt(json, 'encrypted')) throw new Unreadable('import-pgp');
    const vaults = Object.values(field(json, 'vaults') as object);
    const found = vaults.flatMap((vault) => listAt(vault, 'items').flatMap((item) => entriesOf(item, textAt(vault, 'name'))));
    if (found.length > MAX_ENTRIES) throw new Unreadable('import-too-many');
    return { format: 'Proton Pass', plain: true, found };
  },
};

function entriesOf(item: unknown, vault: string): readonly Found[] {
  const data = field(item, 'data');
  const content = field(data, 'content');
  const account = textAt(content, 'itemUsername') || textAt(content, 'username') || textAt(content, 'itemEmail');
  const names = { issuer: textAt(data, 'metadata', 'name'), account };
  const extras = {
    sites: sitesFrom(listAt(content, 'urls')),
    note: textAt(data, 'metadata', 'note'),
    tags: [vault],
    pinned: flagAt(item, 'pinned'),
    trashed: field(item, 'state') === TRASHED,
  };
  const sections = listAt(content, 'sections').flatMap((section) => listAt(section, 'sectionFields'));
  const extra = [...listAt(data, 'extraFields'), ...sections].filter((one) => textAt(one, 'type') === 'totp');
  const texts = [textAt(content, 'totpUri'), ...extra.map((one) => textAt(one, 'data', 'totpUri') || textAt(one, 'data', 'content'))];
  const codes = texts.map((text) => text.trim()).filter((text) => text !== '');
  // Their private keys are in a form of Proton's own.
  const passkeys = listAt(content, 'passkeys').map((key) =>
    refused({ issuer: textAt(key, 'rpName') || textAt(key, 'domain'), account: textAt(key, 'userName') }, 'unsupported-key'),
  );
  return [...codes.map((text) => otpFromText(text, names, extras)), ...passkeys];
}
