// What the index knows of an item: enough to list, search, match a site and say what a recovery set has left, without opening its
// record. No secret is in it. A page seals at most 256 entries, as arrays: 10,000 of them must open in the blink of an eye.

import type { Bytes } from '../bytes';
import type { UnixMs } from '../env';
import type { Item, ItemId, Origin } from '../item';
import { asBoolean, asBytes, asInteger, asList, asNullable, asOneOf, asText, asTexts, type CborValue } from './cbor';
import { asItemId, bytesOfId } from './item-id';

interface EntryBase {
  readonly id: ItemId;
  /** Counts the item's writes; what `expectRevision` compares. */
  readonly revision: number;
  readonly schema: number;
  /** A passkey's relying party name. */
  readonly issuer: string;
  /** A passkey's user name. */
  readonly account: string;
  readonly sites: readonly Origin[];
  readonly tags: readonly string[];
  /** Ascending; new items come last. */
  readonly order: number;
  readonly pinned: boolean;
  readonly createdAt: UnixMs;
  readonly trashedAt: UnixMs | null;
}

/** `digits` is 5 and `period` 30 for steam; `period` is null for hotp. */
export interface OtpEntry extends EntryBase {
  readonly kind: 'otp';
  readonly otpType: 'totp' | 'hotp' | 'steam';
  readonly digits: number;
  readonly period: number | null;
}

export interface RecoveryEntry extends EntryBase {
  readonly kind: 'recovery';
  readonly accountId: ItemId | null;
  /** Unused codes. */
  readonly left: number;
  readonly total: number;
}

export interface PasskeyEntry extends EntryBase {
  readonly kind: 'passkey';
  readonly rpId: string;
  readonly displayName: string;
  readonly credentialId: Bytes;
  readonly discoverable: boolean;
}

export type IndexEntry = OtpEntry | RecoveryEntry | PasskeyEntry;

/** The index's view of an item at a revision. */
export function indexEntry(item: Item, revision: number, schema: number, order: number): IndexEntry {
  const { id, sites, tags, pinned, createdAt, trashedAt } = item;
  const base = { id, revision, schema, sites, tags, order, pinned, createdAt, trashedAt };
  switch (item.kind) {
    case 'otp': {
      const { otp, issuer, account } = item;
      const shape =
        otp.type === 'steam'
          ? { otpType: otp.type, digits: 5, period: 30 }
          : { otpType: otp.type, digits: otp.digits, period: otp.type === 'totp' ? otp.period : null };
      return { ...base, kind: 'otp', issuer, account, ...shape };
    }
    case 'recovery': {
      const { issuer, account, accountId, codes } = item;
      const left = codes.filter((code) => code.usedAt === null).length;
      return { ...base, kind: 'recovery', issuer, account, accountId, left, total: codes.length };
    }
    case 'passkey': {
      const { rpId, displayName, credentialId, discoverable } = item;
      return { ...base, kind: 'passkey', issuer: item.rpName, account: item.userName, rpId, displayName, credentialId, discoverable };
    }
  }
}

function ownPart(entry: IndexEntry): CborValue {
  switch (entry.kind) {
    case 'otp':
      return [entry.otpType, entry.digits, entry.period];
    case 'recovery':
      return [entry.accountId === null ? null : bytesOfId(entry.accountId), entry.left, entry.total];
    case 'passkey':
      return [entry.rpId, entry.displayName, entry.credentialId, entry.discoverable];
  }
}

const entryToCbor = (e: IndexEntry): CborValue => [
  bytesOfId(e.id),
  e.kind,
  e.revision,
  e.schema,
  e.order,
  e.pinned,
  e.createdAt,
  e.trashedAt,
  e.issuer,
  e.account,
  e.sites,
  e.tags,
  ownPart(e),
];

/** Positions beyond those known here are passed over: a newer version may append some. */
function readEntry(value: unknown): IndexEntry {
  const [id, kind, revision, schema, order, pinned, createdAt, trashedAt, issuer, account, sites, tags, own] = asList(value, 'entry');
  const base = {
    id: asItemId(id, 'id'),
    revision: asInteger(revision, 'revision', 1),
    schema: asInteger(schema, 'schema', 1),
    order: asInteger(order, 'order'),
    pinned: asBoolean(pinned, 'pinned'),
    createdAt: asInteger(createdAt, 'createdAt'),
    trashedAt: asNullable(trashedAt, (at) => asInteger(at, 'trashedAt')),
    issuer: asText(issuer, 'issuer'),
    account: asText(account, 'account'),
    sites: asTexts(sites, 'sites'),
    tags: asTexts(tags, 'tags'),
  };
  const [a, b, c, d] = asList(own, 'own');
  switch (asOneOf(kind, 'kind', ['otp', 'recovery', 'passkey'])) {
    case 'otp': {
      const otpType = asOneOf(a, 'otpType', ['totp', 'hotp', 'steam']);
      return { ...base, kind: 'otp', otpType, digits: asInteger(b, 'digits'), period: asNullable(c, (at) => asInteger(at, 'period')) };
    }
    case 'recovery': {
      const accountId = asNullable(a, (at) => asItemId(at, 'accountId'));
      return { ...base, kind: 'recovery', accountId, left: asInteger(b, 'left'), total: asInteger(c, 'total') };
    }
    case 'passkey': {
      const [rpId, displayName] = [asText(a, 'rpId'), asText(b, 'displayName')];
      return {
        ...base,
        kind: 'passkey',
        rpId,
        displayName,
        credentialId: asBytes(c, 'credentialId'),
        discoverable: asBoolean(d, 'discoverable'),
      };
    }
  }
}

/** Entries in one page, and in the leaf of the same number. */
export const PAGE_SIZE = 256;

export const pageToCbor = (entries: readonly IndexEntry[]): CborValue => entries.map(entryToCbor);

export const readPage = (value: unknown): readonly IndexEntry[] => asList(value, 'page', PAGE_SIZE).map(readEntry);
