// The few platform names that the pure core may use. Everything else (document, crypto, indexedDB, fetch, timers) does not
// compile here: it arrives through Env. Programs with a DOM or WebWorker lib take these names from that lib instead.

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: Uint8Array): string;
}

interface CryptoKey {
  readonly type: string;
}
interface CryptoKeyPair {
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}
interface JsonWebKey {
  readonly kty?: string;
  readonly crv?: string;
  readonly x?: string;
  readonly y?: string;
  readonly n?: string;
  readonly e?: string;
}
type BufferSource = ArrayBuffer | ArrayBufferView<ArrayBuffer>;

interface SubtleCrypto {
  digest(algorithm: string, data: BufferSource): Promise<ArrayBuffer>;
  importKey(format: string, data: BufferSource, algorithm: unknown, extractable: boolean, usages: readonly string[]): Promise<CryptoKey>;
  deriveBits(algorithm: unknown, key: CryptoKey, length: number): Promise<ArrayBuffer>;
  encrypt(algorithm: unknown, key: CryptoKey, data: BufferSource): Promise<ArrayBuffer>;
  decrypt(algorithm: unknown, key: CryptoKey, data: BufferSource): Promise<ArrayBuffer>;
  sign(algorithm: unknown, key: CryptoKey, data: BufferSource): Promise<ArrayBuffer>;
  generateKey(algorithm: unknown, extractable: boolean, usages: readonly string[]): Promise<CryptoKeyPair>;
  exportKey(format: 'jwk', key: CryptoKey): Promise<JsonWebKey>;
  exportKey(format: 'pkcs8' | 'spki' | 'raw', key: CryptoKey): Promise<ArrayBuffer>;
}

/** Pure: the WHATWG parser, for addresses that people type (`core/matching/site.ts`). */
declare class URL {
  constructor(url: string);
  readonly hostname: string;
  readonly origin: string;
  readonly pathname: string;
}
