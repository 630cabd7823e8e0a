// An authenticator of our own for the site's tests: ES256, attestation none, with every way to be wrong. It shares nothing with src/.

import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { encode } from 'cborg';

export interface Wrong {
  readonly origin?: string;
  readonly rpId?: string;
  readonly counter?: number;
  readonly uv?: boolean;
  readonly challenge?: string;
  readonly userHandle?: string;
  readonly signature?: Buffer;
}

interface Asked {
  readonly challenge: string;
  readonly rpId?: string;
  readonly rp?: { readonly id: string };
  readonly user?: { readonly id: string };
}

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();
const base64url = (data: Buffer): string => data.toString('base64url');

export class Device {
  readonly id = base64url(randomBytes(32));
  readonly #key: KeyObject;
  readonly #cose: Buffer;
  #userHandle = '';

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x, y } = publicKey.export({ format: 'jwk' });
    this.#key = privateKey;
    // RFC 9053 §7.1.1: kty EC2, alg ES256, crv P-256
    const members: [number, number | Buffer][] = [
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x ?? '', 'base64url')],
      [-3, Buffer.from(y ?? '', 'base64url')],
    ];
    this.#cose = Buffer.from(encode(new Map(members)));
  }

  #authData(rpId: string, wrong: Wrong, attested: Buffer): Buffer {
    const flags = 0x01 | (wrong.uv === false ? 0 : 0x04) | (attested.length > 0 ? 0x40 : 0);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(wrong.counter ?? 0);
    return Buffer.concat([sha256(wrong.rpId ?? rpId), Buffer.from([flags]), counter, attested]);
  }

  #clientData(type: string, asked: Asked, origin: string, wrong: Wrong): Buffer {
    const challenge = wrong.challenge ?? asked.challenge;
    return Buffer.from(JSON.stringify({ type, challenge, origin: wrong.origin ?? origin, crossOrigin: false }));
  }

  create(asked: Asked, origin: string, wrong: Wrong = {}): string {
    const id = Buffer.from(this.id, 'base64url');
    this.#userHandle = asked.user?.id ?? '';
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, this.#cose]);
    const authData = this.#authData(asked.rp?.id ?? '', wrong, attested);
    const attestationObject = Buffer.from(encode({ fmt: 'none', attStmt: {}, authData }));
    const response = {
      clientDataJSON: base64url(this.#clientData('webauthn.create', asked, origin, wrong)),
      attestationObject: base64url(attestationObject),
      authenticatorData: base64url(authData),
      transports: ['internal'],
      publicKeyAlgorithm: -7,
    };
    return JSON.stringify({ id: this.id, rawId: this.id, type: 'public-key', response, clientExtensionResults: {} });
  }

  get(asked: Asked, origin: string, wrong: Wrong = {}): string {
    const authData = this.#authData(asked.rpId ?? '', wrong, Buffer.alloc(0));
    const clientData = this.#clientData('webauthn.get', asked, origin, wrong);
    const signature =
      wrong.signature ??
      createSign('sha256')
        .update(Buffer.concat([authData, sha256(clientData)]))
        .sign(this.#key);
    const response = {
      clientDataJSON: base64url(clientData),
      authenticatorData: base64url(authData),
      signature: base64url(signature),
      userHandle: wrong.userHandle ?? this.#userHandle,
    };
    return JSON.stringify({ id: this.id, rawId: this.id, type: 'public-key', response, clientExtensionResults: {} });
  }
}
