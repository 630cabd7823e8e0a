// Text of any import format → its content: JSON documents by their keys, XML, lines with URIs, CSV, bare Base64 (formats.md §5).

import { aegis } from './aegis';
import { andotp } from './andotp';
import { readPreferences } from './android-preferences';
import { authenticatorExtension } from './authenticator-extension';
import { bitwarden } from './bitwarden';
import { cxf } from './cxf';
import { duo } from './duo';
import { enpass } from './enpass';
import { ente } from './ente';
import { Unreadable } from './failure';
import type { Content, JsonFormat, Keyed } from './format';
import { freeotpPlus } from './freeotp';
import { parseJson } from './json';
import { readKeePassXml } from './keepass-xml';
import { keeper } from './keeper';
import { lastpassAuthenticator } from './lastpass-authenticator';
import { onePassword } from './one-password';
import { readPasswordList } from './password-list';
import { protonAuthenticator, sealedProtonAuthenticator } from './proton-authenticator';
import { protonPass } from './proton-pass';
import { raivo } from './raivo';
import { sdaManifest, steam } from './steam';
import { stratum } from './stratum';
import { isBareBase64, readTotpAuthenticator } from './totp-authenticator';
import { twoFas, twoFasServices } from './two-fas';
import { readUriList } from './uri-list';
import { decodeEntities, readXml } from './xml';

/** Where shapes meet, the one that asks for more stands first: CXF before Bitwarden (both `items`), Authenticator-Extension last. */
const JSON_FORMATS: readonly JsonFormat[] = [
  aegis,
  twoFas,
  twoFasServices,
  ente,
  stratum,
  cxf,
  bitwarden,
  sdaManifest,
  protonAuthenticator,
  sealedProtonAuthenticator,
  protonPass,
  onePassword,
  lastpassAuthenticator,
  freeotpPlus,
  keeper,
  enpass,
  steam,
  raivo,
  duo,
  andotp,
  authenticatorExtension,
];

/** docs/vault-format.md §8: a line of JSON, then one of Base64. */
const OWN_BACKUP = /^\{"format":"countersign/;

export async function readText(text: string, keyed: Keyed): Promise<Content> {
  const trimmed = text.trim();
  if (trimmed === '') throw new Unreadable('import-empty');
  if (trimmed.startsWith('-----BEGIN PGP')) throw new Unreadable('import-pgp');
  if (OWN_BACKUP.test(trimmed)) throw new Unreadable('import-own-backup');
  if (/^[[{]/.test(trimmed)) return readJson(trimmed, keyed);
  if (trimmed.startsWith('<')) return readMarkup(trimmed, keyed);
  const list = readPasswordListFirst(trimmed) ?? readUriList(trimmed) ?? readPasswordList(trimmed);
  if (list !== null) return list;
  if (isBareBase64(trimmed)) return readTotpAuthenticator(trimmed, keyed);
  throw new Unreadable('import-unknown');
}

/** A CSV may hold URIs among other columns; a list of URIs may hold commas. The first line decides. */
const readPasswordListFirst = (text: string): Content | null => (/^[^\r\n]*:\/\//.test(text) ? null : readPasswordList(text));

async function readJson(text: string, keyed: Keyed): Promise<Content> {
  const json = parseJson(text);
  const format = JSON_FORMATS.find((one) => one.owns(json));
  if (format !== undefined) return format.read(json, keyed);
  throw new Unreadable(isEmpty(json) ? 'import-empty' : 'import-unknown');
}

const isEmpty = (json: unknown): boolean => typeof json === 'object' && json !== null && Object.keys(json).length === 0;

async function readMarkup(text: string, keyed: Keyed): Promise<Content> {
  if (/^(?:<\?xml[^>]*>\s*)?<(?:KeePassFile|map)[\s>]/.test(text)) {
    const root = readXml(text);
    const content = root.name === 'map' ? await readPreferences(root, keyed) : readKeePassXml(root);
    if (content !== null) return content;
    throw new Unreadable('import-phone-database');
  }
  const list = readUriList(decodeEntities(text));
  if (list !== null) return list;
  throw new Unreadable('import-unknown');
}
