// A message between two parts of the extension, sealed for the way: browsers carry it through a process that frees what it carried and
// does not clear it (seen in memory after a lock, docs/threat-model.md). The listener has a key pair for its life, a message one of its
// own: ECDH on P-256, HKDF-SHA-256, then AES-256-GCM with a key for each direction that is used once. This hides nothing from whoever
// can read the two ends, and grants nothing: who speaks is what the browser names as the sender.

import { type Bytes, base64, fromBase64, fromUtf8, utf8 } from './bytes';
import type { Env } from './env';
import { fail, ok, type Result } from './result';
import { hkdf } from './vault/hash';

const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const;
/** An uncompressed point. */
const POINT = 65;
const INFO = utf8('countersign/message/v1');
/** Each key is used for one message. */
const NONCE: Bytes = new Uint8Array(12);

/** Bytes are Base64. */
export interface SealedRequest {
  readonly sealedFor: string;
  readonly from: string;
  readonly content: string;
}

export interface SealedReply {
  readonly sealed: string;
}

interface Keys {
  readonly request: CryptoKey;
  readonly reply: CryptoKey;
}

async function keysOf({ subtle }: Env, ours: CryptoKey, theirs: Bytes, salt: Bytes): Promise<Keys> {
  const point = await subtle.importKey('raw', theirs, CURVE, false, []);
  const shared = new Uint8Array(await subtle.deriveBits({ name: 'ECDH', public: point }, ours, 256));
  const bits = await hkdf(subtle, shared, salt, INFO, 64);
  shared.fill(0);
  const key = (part: Bytes): Promise<CryptoKey> => subtle.importKey('raw', part, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const keys = { request: await key(bits.slice(0, 32)), reply: await key(bits.slice(32)) };
  bits.fill(0);
  return keys;
}

async function seal({ subtle }: Env, key: CryptoKey, thing: unknown): Promise<string> {
  const plain = utf8(JSON.stringify(thing));
  const sealed = new Uint8Array(await subtle.encrypt({ name: 'AES-GCM', iv: NONCE }, key, plain));
  plain.fill(0);
  return base64(sealed);
}

async function unseal({ subtle }: Env, key: CryptoKey, content: string): Promise<Result<unknown, 'not-sealed-for-us'>> {
  const bytes = fromBase64(content);
  if (!bytes.ok) return fail('not-sealed-for-us');
  try {
    const plain = new Uint8Array(await subtle.decrypt({ name: 'AES-GCM', iv: NONCE }, key, bytes.value));
    const text = fromUtf8(plain);
    plain.fill(0);
    return text.ok ? ok(JSON.parse(text.value)) : fail('not-sealed-for-us');
  } catch {
    return fail('not-sealed-for-us');
  }
}

const publicText = async ({ subtle }: Env, pair: CryptoKeyPair): Promise<string> =>
  base64(new Uint8Array(await subtle.exportKey('raw', pair.publicKey)));

export interface Opened {
  readonly message: unknown;
  reply(thing: unknown): Promise<SealedReply>;
}

export interface Listener {
  /** What a speaker seals for: 65 bytes in Base64. */
  publicKey(): Promise<string>;
  /** `not-sealed-for-us`: for a listener that is no more, or changed on its way. */
  open(request: SealedRequest): Promise<Result<Opened, 'not-sealed-for-us'>>;
}

/** Its private key cannot be taken out of this process, and goes with it. */
export function createListener(env: Env): Listener {
  let pair: Promise<CryptoKeyPair> | null = null;
  const ours = (): Promise<CryptoKeyPair> => {
    pair ??= env.subtle.generateKey(CURVE, false, ['deriveBits']);
    return pair;
  };
  return {
    publicKey: async () => publicText(env, await ours()),
    async open({ sealedFor, from, content }) {
      const own = await ours();
      const [point, salt] = [fromBase64(from), fromBase64(sealedFor)];
      if (!point.ok || !salt.ok || point.value.length !== POINT || sealedFor !== (await publicText(env, own)))
        return fail('not-sealed-for-us');
      const keys = await keysOf(env, own.privateKey, point.value, salt.value).catch(() => null);
      if (keys === null) return fail('not-sealed-for-us');
      const message = await unseal(env, keys.request, content);
      return message.ok
        ? ok({ message: message.value, reply: async (thing) => ({ sealed: await seal(env, keys.reply, thing) }) })
        : message;
    },
  };
}

export interface Sent {
  readonly request: SealedRequest;
  /** null: no reply to this request. */
  open(reply: SealedReply): Promise<unknown>;
}

/** `listener`: its public key. `not-sealed-for-us`: that is no key. */
export async function sealFor(env: Env, listener: string, thing: unknown): Promise<Result<Sent, 'not-sealed-for-us'>> {
  const point = fromBase64(listener);
  if (!point.ok || point.value.length !== POINT) return fail('not-sealed-for-us');
  const pair = await env.subtle.generateKey(CURVE, false, ['deriveBits']);
  const keys = await keysOf(env, pair.privateKey, point.value, point.value).catch(() => null);
  if (keys === null) return fail('not-sealed-for-us');
  const request = { sealedFor: listener, from: await publicText(env, pair), content: await seal(env, keys.request, thing) };
  return ok({
    request,
    async open({ sealed }) {
      const message = await unseal(env, keys.reply, sealed);
      return message.ok ? message.value : null;
    },
  });
}
