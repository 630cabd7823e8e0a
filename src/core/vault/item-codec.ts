// An item as the CBOR map that a record seals, and back. Fields at their default are left out, unknown fields are passed over:
// a newer version may add some. docs/vault-format.md §6.

import type { Bytes } from '../bytes';
import type { Item, ItemBase, OtpAccount, OtpParameters, Passkey, RecoverySet } from '../item';
import { fail, ok, type Result } from '../result';
import {
  asBoolean,
  asBytes,
  asInteger,
  asList,
  asMap,
  asNullable,
  asOneOf,
  asText,
  asTexts,
  type CborValue,
  decodeCbor,
  encodeCbor,
} from './cbor';
import { asItemId, bytesOfId, isItemId } from './item-id';

/** Written into every record's label and manifest entry. */
export const ITEM_SCHEMA = 1;

type Fields = ReadonlyMap<string, unknown>;

const isDefault = (value: CborValue): boolean =>
  value === null ||
  value === '' ||
  value === false ||
  (Array.isArray(value) && value.length === 0) ||
  (value instanceof Map && value.size === 0);

const present = (fields: readonly (readonly [string, CborValue])[]): ReadonlyMap<string, CborValue> =>
  new Map(fields.filter(([, value]) => !isDefault(value)));

const text = (map: Fields, name: string): string => asText(map.get(name) ?? '', name);
const texts = (map: Fields, name: string): readonly string[] => asTexts(map.get(name) ?? [], name);
const flag = (map: Fields, name: string): boolean => asBoolean(map.get(name) ?? false, name);
const time = (map: Fields, name: string): number | null => asNullable(map.get(name) ?? null, (value) => asInteger(value, name));
const bytes = (map: Fields, name: string, min = 0, max = Number.MAX_SAFE_INTEGER): Bytes => asBytes(map.get(name), name, min, max);
const bytesOrNull = (map: Fields, name: string): Bytes | null => asNullable(map.get(name) ?? null, (value) => asBytes(value, name));

const ALGORITHMS = ['SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512'] as const;

function otpFields(otp: OtpParameters): [string, CborValue][] {
  const shared: [string, CborValue][] = [
    ['type', otp.type],
    ['secret', otp.secret],
  ];
  if (otp.type === 'steam') return shared;
  shared.push(['algorithm', otp.algorithm], ['digits', otp.digits]);
  shared.push(otp.type === 'totp' ? ['period', otp.period] : ['counter', otp.counter]);
  return shared;
}

function readOtp(map: Fields): OtpParameters {
  const type = asOneOf(map.get('type'), 'type', ['totp', 'hotp', 'steam']);
  const secret = bytes(map, 'secret', 1, 4096);
  if (type === 'steam') return { type, secret };
  const algorithm = asOneOf(map.get('algorithm'), 'algorithm', ALGORITHMS);
  const digits = asInteger(map.get('digits'), 'digits', 1, 10);
  if (type === 'hotp') return { type, secret, algorithm, digits, counter: asInteger(map.get('counter'), 'counter') };
  return { type, secret, algorithm, digits, period: asInteger(map.get('period'), 'period', 1, 86_400) };
}

function ownFields(item: Item): [string, CborValue][] {
  switch (item.kind) {
    case 'otp':
      return [
        ['issuer', item.issuer],
        ['account', item.account],
        ...otpFields(item.otp),
        ['verifiedAt', item.verifiedAt],
        ['sentSteps', new Map(Object.entries(item.sentSteps))],
      ];
    case 'recovery':
      return [
        ['accountId', item.accountId === null ? null : bytesOfId(item.accountId)],
        ['issuer', item.issuer],
        ['account', item.account],
        ['page', item.page],
        ['codes', item.codes.map((code) => [code.text, code.usedAt, code.usedOn])],
      ];
    case 'passkey':
      return [
        ['rpId', item.rpId],
        ['rpName', item.rpName],
        ['credentialId', item.credentialId],
        ['userHandle', item.userHandle],
        ['userName', item.userName],
        ['displayName', item.displayName],
        ['algorithm', item.algorithm],
        ['privateKey', item.privateKey],
        ['discoverable', item.discoverable],
        ['backupEligible', item.backupEligible],
        ['prfSeed', item.prfSeed],
        ['largeBlob', item.largeBlob],
        ['credBlob', item.credBlob],
        ['usedAt', item.usedAt],
      ];
  }
}

/** The map that a record or a backup holds. */
export const itemToCbor = (item: Item): CborValue =>
  present([
    ['id', bytesOfId(item.id)],
    ['kind', item.kind],
    ['sites', item.sites],
    ['note', item.note],
    ['tags', item.tags],
    ['pinned', item.pinned],
    ['createdAt', item.createdAt],
    ['changedAt', item.changedAt],
    ['trashedAt', item.trashedAt],
    ...ownFields(item),
  ]);

function readOtpAccount(base: ItemBase, map: Fields): OtpAccount {
  const steps = [...asMap(map.get('sentSteps') ?? new Map(), 'sentSteps')];
  return {
    ...base,
    kind: 'otp',
    issuer: text(map, 'issuer'),
    account: text(map, 'account'),
    otp: readOtp(map),
    verifiedAt: time(map, 'verifiedAt'),
    sentSteps: Object.fromEntries(steps.map(([origin, step]) => [origin, asInteger(step, 'sentSteps')])),
  };
}

function readRecoverySet(base: ItemBase, map: Fields): RecoverySet {
  const codes = asList(map.get('codes') ?? [], 'codes', 1000).map((value) => {
    const [code, usedAt, usedOn] = asList(value, 'code');
    return {
      text: asText(code, 'code.text'),
      usedAt: asNullable(usedAt, (at) => asInteger(at, 'code.usedAt')),
      usedOn: asNullable(usedOn, (on) => asText(on, 'code.usedOn')),
    };
  });
  const accountId = asNullable(map.get('accountId') ?? null, (value) => asItemId(value, 'accountId'));
  const page = asNullable(map.get('page') ?? null, (value) => asText(value, 'page'));
  return { ...base, kind: 'recovery', accountId, issuer: text(map, 'issuer'), account: text(map, 'account'), page, codes };
}

const readPasskey = (base: ItemBase, map: Fields): Passkey => ({
  ...base,
  kind: 'passkey',
  rpId: text(map, 'rpId'),
  rpName: text(map, 'rpName'),
  credentialId: bytes(map, 'credentialId', 1, 1023),
  userHandle: bytes(map, 'userHandle', 1, 64),
  userName: text(map, 'userName'),
  displayName: text(map, 'displayName'),
  algorithm: asOneOf(map.get('algorithm'), 'algorithm', [-7, -8, -257]),
  privateKey: bytes(map, 'privateKey', 1, 8192),
  discoverable: flag(map, 'discoverable'),
  backupEligible: flag(map, 'backupEligible'),
  prfSeed: bytes(map, 'prfSeed', 32, 32),
  largeBlob: bytesOrNull(map, 'largeBlob'),
  credBlob: bytesOrNull(map, 'credBlob'),
  usedAt: time(map, 'usedAt'),
});

/** For `decodeCbor` and `unseal`. */
export function readItem(value: unknown): Item {
  const map = asMap(value, 'item');
  const kind = asOneOf(map.get('kind'), 'kind', ['otp', 'recovery', 'passkey']);
  const base: ItemBase = {
    id: asItemId(map.get('id'), 'id'),
    sites: texts(map, 'sites'),
    note: text(map, 'note'),
    tags: texts(map, 'tags'),
    pinned: flag(map, 'pinned'),
    createdAt: asInteger(map.get('createdAt'), 'createdAt'),
    changedAt: asInteger(map.get('changedAt'), 'changedAt'),
    trashedAt: time(map, 'trashedAt'),
  };
  if (kind === 'otp') return readOtpAccount(base, map);
  return kind === 'recovery' ? readRecoverySet(base, map) : readPasskey(base, map);
}

const MAX_ITEM = 1024 * 1024;

/** Would this item come back from its record? Asked before anything is written. `detail` names the field. */
export function checkItem(item: Item): Result<Item, 'invalid-item'> {
  if (!isItemId(item.id)) return fail('invalid-item', 'id');
  if (item.kind === 'recovery' && item.accountId !== null && !isItemId(item.accountId)) return fail('invalid-item', 'accountId');
  const encoded = encodeCbor(itemToCbor(item));
  if (encoded.length > MAX_ITEM) return fail('invalid-item', 'size');
  const read = decodeCbor(encoded, readItem);
  return read.ok ? ok(read.value) : fail('invalid-item', read.error.detail);
}
