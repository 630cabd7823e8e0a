// A passkey that came out of another program's file signs here as it did there.

import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { base64url, fromBase64url } from '../../../src/core/bytes';
import { algorithmOf } from '../../../src/core/formats/found-passkey';
import { itemFrom } from '../../../src/core/formats/to-item';
import type { Passkey } from '../../../src/core/item';
import { testEnv } from '../../support/test-env';
import { asserted } from '../webauthn/ceremony';
import { plainSamples } from './plain-samples';
import { readSample } from './reading';

/** Samples of real programs, where they lie beside the repository. */
const SAMPLES = path.resolve(import.meta.dirname, '../../../../shared/samples');
const foreign = existsSync(SAMPLES)
  ? readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' })
      .filter((file) => file !== 'EXPECTED.json' && /\.(?:json|cxf)$/i.test(file))
      .map((file) => ({ name: file, content: Uint8Array.from(readFileSync(path.join(SAMPLES, file))) }))
      .filter(({ content }) => /"fido2Credentials":\s*\[\s*\{|"type":\s*"passkey"/.test(Buffer.from(content).toString()))
  : [];

async function passkeysOf(name: string, content: string | Uint8Array<ArrayBuffer>): Promise<readonly Passkey[]> {
  const read = await readSample(name, content);
  const found = read.ok ? read.value.found : [];
  return found.flatMap((one) => {
    const item = one.kind === 'passkey' ? itemFrom(one, testEnv(7)) : null;
    return item?.kind === 'passkey' ? [item] : [];
  });
}

async function signs(passkey: Passkey): Promise<boolean> {
  const allowCredentials = [{ type: 'public-key', id: base64url(passkey.credentialId) }];
  const made = await asserted(testEnv(8), passkey, { rpId: passkey.rpId, allowCredentials }, { rpId: passkey.rpId });
  const bytes = (text: string): Uint8Array => {
    const read = fromBase64url(text);
    if (!read.ok) throw new Error('not base64url');
    return read.value;
  };
  const { authenticatorData, clientDataJSON, signature } = made.response.response;
  const signed = Buffer.concat([bytes(authenticatorData), createHash('sha256').update(bytes(clientDataJSON)).digest()]);
  const publicKey = createPublicKey(createPrivateKey({ key: Buffer.from(passkey.privateKey), format: 'der', type: 'pkcs8' }));
  return verify(passkey.algorithm === -8 ? null : 'sha256', signed, publicKey, bytes(signature));
}

describe('imported passkeys', () => {
  const own = plainSamples.filter(({ found }) => found.some((line) => line.startsWith('passkey')));
  test('are among the samples', () => expect(own.length).toBeGreaterThanOrEqual(2));

  test.each([...own.map(({ file, content }) => ({ name: file, content })), ...foreign])('$name', async ({ name, content }) => {
    const passkeys = await passkeysOf(name, content);
    expect(passkeys).not.toEqual([]);
    for (const passkey of passkeys) expect(await signs(passkey)).toBe(true);
  });
});

test.each([
  ['EC', -7, generateKeyPairSync('ec', { namedCurve: 'P-256' })],
  ['Ed25519', -8, generateKeyPairSync('ed25519')],
  ['RSA', -257, generateKeyPairSync('rsa', { modulusLength: 2048 })],
] as const)('a key that was cut off is none: %s', (_, algorithm, { privateKey }) => {
  const der = Uint8Array.from(privateKey.export({ format: 'der', type: 'pkcs8' }));
  expect(algorithmOf(der)).toBe(algorithm);
  expect(algorithmOf(der.slice(0, -1))).toBeNull();
  expect(algorithmOf(Uint8Array.of(...der, 0))).toBeNull();
});
