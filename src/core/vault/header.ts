// The one object in clear: which vault this is, and its slots. SHA-256 of the rest ‖ CBOR. The checksum finds damage before anyone
// blames the password; what stops a forger is the slots' own authentication and the header's hash in the sealed root.

import { type Bytes, concat, equalBytes } from '../bytes';
import { fail, ok, type Result } from '../result';
import { asBytes, asInteger, asList, asMap, type CborValue, decodeCbor, encodeCbor } from './cbor';
import { sha256 } from './hash';
import { encodeSlot, readSlot, type Slot } from './slot';

/** What this version writes. */
export const FORMAT = 1;
export const MAX_SLOTS = 32;

export interface Header {
  /** Above FORMAT: written by a newer Countersign. */
  readonly format: number;
  /** The oldest format whose readers still understand this vault. */
  readonly readableBy: number;
  /** 16 random bytes. */
  readonly vaultId: Bytes;
  readonly slots: readonly Slot[];
}

export async function encodeHeader(subtle: SubtleCrypto, header: Header): Promise<Bytes> {
  const content = encodeCbor(
    new Map<string, CborValue>([
      ['format', header.format],
      ['readableBy', header.readableBy],
      ['vaultId', header.vaultId],
      ['slots', header.slots.map(encodeSlot)],
    ]),
  );
  return concat(await sha256(subtle, content), content);
}

function readHeader(value: unknown): Header {
  const map = asMap(value, 'header');
  return {
    format: asInteger(map.get('format'), 'format', 1),
    readableBy: asInteger(map.get('readableBy'), 'readableBy', 1),
    vaultId: asBytes(map.get('vaultId'), 'vaultId', 16, 16),
    slots: asList(map.get('slots'), 'slots', MAX_SLOTS).map(readSlot),
  };
}

/** `newer-format`: whole and sound, but not for readers as old as this one. */
export async function decodeHeader(subtle: SubtleCrypto, bytes: Bytes): Promise<Result<Header, 'damaged-header' | 'newer-format'>> {
  const content = bytes.slice(32);
  if (!equalBytes(await sha256(subtle, content), bytes.subarray(0, 32))) return fail('damaged-header', 'checksum');
  const readable = decodeCbor(content, (value) => asInteger(asMap(value, 'header').get('readableBy'), 'readableBy', 1));
  if (!readable.ok) return fail('damaged-header', readable.error.detail);
  if (readable.value > FORMAT) return fail('newer-format');
  const header = decodeCbor(content, readHeader);
  return header.ok ? ok(header.value) : fail('damaged-header', header.error.detail);
}
