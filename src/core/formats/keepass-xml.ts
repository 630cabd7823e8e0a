// KeePass's XML, exported in clear or out of a KDBX: groups of entries whose texts hold the OTP in one of four ways (formats.md §4).

import type { Bytes } from '../bytes';
import { fromBase64 } from '../bytes';
import { type Extras, type Found, refused } from './entry';
import type { Content } from './format';
import { sitesFrom } from './found-otp';
import { passkeyFrom } from './found-passkey';
import { otpFromKeePass } from './keepass-otp';
import { childOf, childrenOf, childText, type XmlElement } from './xml';

/** `protectedText`: values that a KDBX hides once more, already opened. */
export function readKeePassXml(file: XmlElement, protectedText: ReadonlyMap<XmlElement, string> = new Map()): Content {
  const bin = childText(childOf(file, 'Meta') ?? file, 'RecycleBinUUID').trim();
  const root = childOf(file, 'Root');
  const found: Found[] = [];
  const visit = (group: XmlElement, path: readonly string[], inBin: boolean): void => {
    const trashed = inBin || (bin !== '' && childText(group, 'UUID').trim() === bin);
    for (const entry of childrenOf(group, 'Entry')) found.push(...entriesOf(entry, path, trashed, protectedText));
    for (const inner of childrenOf(group, 'Group')) visit(inner, [...path, childText(inner, 'Name')], trashed);
  };
  for (const group of root === undefined ? [] : childrenOf(root, 'Group')) visit(group, [], false);
  return { format: 'KeePass', plain: true, found };
}

/** Entries of the recycle bin are named, not taken: the program itself no longer shows them. */
function entriesOf(
  entry: XmlElement,
  path: readonly string[],
  trashed: boolean,
  protectedText: ReadonlyMap<XmlElement, string>,
): readonly Found[] {
  const texts = new Map(
    childrenOf(entry, 'String').map((one) => {
      const value = childOf(one, 'Value');
      return [childText(one, 'Key'), value === undefined ? '' : (protectedText.get(value) ?? value.text)];
    }),
  );
  const text = (name: string): string => texts.get(name) ?? '';
  const names = { issuer: text('Title'), account: text('UserName') };
  const extras: Extras = {
    sites: sitesFrom([text('URL')]),
    note: text('Notes'),
    tags: [...path.slice(-1), ...childText(entry, 'Tags').split(/[;,]/)],
  };
  const found = [...otpFromKeePass(texts, names, extras), ...passkeyOf(text, names, extras)];
  return trashed ? found.map((one) => refused(one, 'in-trash')) : found;
}

function passkeyOf(text: (name: string) => string, names: { issuer: string; account: string }, extras: Extras): readonly Found[] {
  const pem = text('KPEX_PASSKEY_PRIVATE_KEY_PEM');
  if (pem === '') return [];
  return [
    passkeyFrom(
      {
        rpId: text('KPEX_PASSKEY_RELYING_PARTY'),
        rpName: '',
        userName: text('KPEX_PASSKEY_USERNAME') || names.account,
        displayName: '',
        credentialId: text('KPEX_PASSKEY_CREDENTIAL_ID') || text('KPEX_PASSKEY_GENERATED_USER_ID'),
        userHandle: text('KPEX_PASSKEY_USER_HANDLE'),
        privateKey: bytesOfPem(pem) ?? '',
        discoverable: true,
      },
      extras,
    ),
  ];
}

function bytesOfPem(pem: string): Bytes | null {
  const body = /-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END PRIVATE KEY-----/.exec(pem)?.[1];
  const bytes = body === undefined ? null : fromBase64(body.replace(/\s/g, ''));
  return bytes?.ok === true ? bytes.value : null;
}
