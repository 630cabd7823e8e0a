// What lies on disk, comes out of a browser or an authenticator, or begins an image.

import fc from 'fast-check';
import { type Bytes, utf8 } from '../../src/core/bytes';
import { readImageHeader } from '../../src/core/qr/image-header';
import { openBackup, sealBackup } from '../../src/core/vault/backup';
import { type CborValue, decodeCbor, encodeCbor } from '../../src/core/vault/cbor';
import { decodeHeader, encodeHeader } from '../../src/core/vault/header';
import { indexEntry, pageToCbor, readPage } from '../../src/core/vault/index-entry';
import { checkItem, itemToCbor, readItem } from '../../src/core/vault/item-codec';
import { leafToCbor, readLeaf, readRoot, rootToCbor } from '../../src/core/vault/manifest';
import { createSealer, type ObjectLabel, seal, unpad, unseal } from '../../src/core/vault/seal';
import { encodeSlot, readSlot } from '../../src/core/vault/slot';
import { createHeader } from '../../src/core/vault/unlocking';
import { decodeAttestation, encodeAttestation } from '../../src/core/webauthn/attestation';
import { decodeAuthenticatorData, encodeAuthenticatorData } from '../../src/core/webauthn/authenticator-data';
import { decodeMap } from '../../src/core/webauthn/cbor';
import { decodeCoseKey, encodeCoseKey } from '../../src/core/webauthn/cose';
import { derOfP1363, p1363OfDer } from '../../src/core/webauthn/signature';
import { anyItem } from '../support/arbitrary-items';
import { oneOfEach } from '../support/items';
import { testEnv } from '../support/test-env';
import { quickKdf, value } from '../support/vault-world';
import { countedKdf } from './derivations';
import { answered, bytesParser, type Parser, textParser } from './parser';

const env = testEnv(5);
const key = env.random(32);
const vaultId = env.random(16);
const label: ObjectLabel = { type: 'record', key: 'record/x', kind: 'otp', revision: 1, schema: 1 };
const items = [...oneOfEach(env), ...fc.sample(anyItem, { seed: 11, numRuns: 20 })];
const seen = { revision: 3, schema: 1, hash: env.random(32) };
const hex32 = '0123456789abcdef0123456789abcdef';

const cbor = <T>(source: string, name: string, seeds: readonly CborValue[], read: (raw: unknown) => T, then?: (value: T) => void): Parser =>
  bytesParser(source, name, seeds.map(encodeCbor) as unknown as [Bytes, ...Bytes[]], (bytes) => {
    const result = decodeCbor(bytes, read);
    answered(result);
    if (result.ok) then?.(result.value);
  });

const authData = encodeAuthenticatorData({
  rpIdHash: env.random(32),
  userPresent: true,
  userVerified: true,
  backupEligible: true,
  backedUp: false,
  signCount: 0,
  credential: {
    aaguid: env.random(16),
    credentialId: env.random(32),
    publicKey: encodeCoseKey({ algorithm: -7, x: env.random(32), y: env.random(32) }),
  },
  extensions: new Map([['credBlob', true]]),
});

const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000100000001008060000001ff3ff61', 'hex');
const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0001108001000100301220002110103110100', 'hex');
const webp = Buffer.from('524946462400000057454250565038580a00000010000000ff0100ff0100414c5048', 'hex');
const gif = Buffer.from('4749463839611000100080000000000000ffffff2c', 'hex');

/** Sealing is asynchronous: the list of these parsers is too. */
export async function bytesParsers(): Promise<readonly Parser[]> {
  const header = value(await createHeader(env, quickKdf, key, 'a password'));
  const headerBytes = await encodeHeader(env.subtle, header);
  const sealer = await createSealer(env.subtle, key, vaultId);
  const sealed = await seal(env, sealer, label, itemToCbor(items[0] as never));
  const backup = value(await sealBackup(env, quickKdf, 'a password', { vaultId, createdAt: env.now(), items }));
  const root = {
    generation: 7,
    headerHash: env.random(32),
    facts: { createdAt: 1, lastBackupAt: null, changesSinceBackup: 2 },
    leaves: [{ count: 2, revision: 1, hash: env.random(32) }],
    pages: [{ revision: 1, hash: env.random(32) }],
    extras: new Map([['taught', { revision: 1, hash: env.random(32) }]]),
  };
  return [
    bytesParser('core/vault/header', 'header of a vault', [headerBytes], async (bytes) => answered(await decodeHeader(env.subtle, bytes))),
    // Behind the checksum, which would stop nearly everything.
    bytesParser('core/vault/header', 'header of a vault, its checksum right', [headerBytes.slice(32)], async (content) =>
      answered(
        await decodeHeader(env.subtle, Buffer.concat([new Uint8Array(await env.subtle.digest('SHA-256', content)), content]) as never),
      ),
    ),
    cbor('core/vault/slot', 'a way to unlock', header.slots.map(encodeSlot), readSlot),
    cbor('core/vault/manifest', 'root of the manifest', [rootToCbor(root)], readRoot),
    cbor(
      'core/vault/manifest',
      'leaf of the manifest',
      [
        leafToCbor([
          { id: hex32, kind: 'otp', current: seen, previous: null },
          { id: hex32.replace('0', '1'), kind: 'passkey', current: seen, previous: seen },
        ]),
      ],
      readLeaf,
    ),
    cbor('core/vault/index-entry', 'page of the index', [pageToCbor(items.map((item, i) => indexEntry(item, 1, 1, i)))], readPage),
    cbor('core/vault/item-codec', 'record of an item', items.map(itemToCbor), readItem, (item) => {
      // What was read can be written again, and is the same.
      if (!checkItem(item).ok) throw new Error('reads what it cannot write');
    }),
    bytesParser('core/vault/seal', 'a sealed object', [sealed], async (bytes) => {
      const opened = await unseal(sealer, label, bytes, readItem);
      answered(opened);
      if (opened.ok && !Buffer.from(bytes).equals(sealed)) throw new Error('opens what was changed');
    }),
    bytesParser('core/vault/seal', 'padding', [Buffer.concat([Uint8Array.of(0, 0, 0, 5), utf8('12345'), new Uint8Array(247)])], (bytes) =>
      answered(unpad(bytes)),
    ),
    textParser('core/vault/backup', 'a backup file', [backup], async (text) =>
      answered(await openBackup(env, countedKdf, text, 'a password')),
    ),
    bytesParser(
      'core/webauthn/cose',
      'public keys',
      [encodeCoseKey({ algorithm: -7, x: env.random(32), y: env.random(32) }), encodeCoseKey({ algorithm: -8, x: env.random(32) })],
      (bytes) => answered(decodeCoseKey(bytes)),
    ),
    bytesParser(
      'core/webauthn/cbor',
      'CBOR of authenticators',
      [authData.slice(37), encodeCoseKey({ algorithm: -8, x: env.random(32) })],
      decodeMap,
    ),
    bytesParser('core/webauthn/authenticator-data', "authenticators' data", [authData], (bytes) =>
      answered(decodeAuthenticatorData(bytes)),
    ),
    bytesParser('core/webauthn/attestation', 'attestations', [encodeAttestation(authData)], (bytes) => answered(decodeAttestation(bytes))),
    bytesParser('core/webauthn/signature', 'signatures', [derOfP1363(env.random(64)), derOfP1363(new Uint8Array(64))], (bytes) =>
      answered(p1363OfDer(bytes)),
    ),
    bytesParser('core/qr/image-header', 'first bytes of images', [png, jpeg, webp, gif], readImageHeader),
  ];
}
