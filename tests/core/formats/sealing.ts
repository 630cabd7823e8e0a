// Writes sealed files as their programs do, by Node's crypto and zlib: code of its own, so that reader and writer cannot share a mistake.

import { createCipheriv, createHash, createHmac, pbkdf2Sync, randomBytes, scryptSync } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { argon2id } from 'hash-wasm';

export const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
export const PASSWORD = 'correct horse Ä';

export const gcm = (key: Buffer, iv: Buffer, data: Buffer, aad?: Buffer): { data: Buffer; tag: Buffer } => {
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  if (aad !== undefined) cipher.setAAD(aad);
  const sealed = Buffer.concat([cipher.update(data), cipher.final()]);
  return { data: sealed, tag: cipher.getAuthTag() };
};

const cbc = (key: Buffer, iv: Buffer, data: Buffer): Buffer => {
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  return Buffer.concat([cipher.update(data), cipher.final()]);
};

const argon2 = async (password: string | Buffer, salt: Buffer, m: number, t: number, p: number, length = 32): Promise<Buffer> =>
  Buffer.from(await argon2id({ password, salt, memorySize: m, iterations: t, parallelism: p, hashLength: length, outputType: 'binary' }));

export function aegis(db: object): string {
  const [salt, slotKey, nonce, iv] = [randomBytes(32), randomBytes(32), randomBytes(12), randomBytes(12)];
  const derived = scryptSync(PASSWORD, salt, 32, { N: 16384, r: 8, p: 1 });
  const wrapped = gcm(derived, nonce, slotKey);
  const sealed = gcm(slotKey, iv, Buffer.from(JSON.stringify(db)));
  const hexOf = (bytes: Buffer): string => bytes.toString('hex');
  const slot = {
    type: 1,
    key: hexOf(wrapped.data),
    key_params: { nonce: hexOf(nonce), tag: hexOf(wrapped.tag) },
    n: 16384,
    r: 8,
    p: 1,
    salt: hexOf(salt),
  };
  const header = { slots: [{ type: 2, key: '00' }, slot], params: { nonce: hexOf(iv), tag: hexOf(sealed.tag) } };
  return JSON.stringify({ version: 1, header, db: sealed.data.toString('base64') });
}

export function twoFas(services: object): string {
  const [salt, iv] = [randomBytes(256), randomBytes(12)];
  const key = pbkdf2Sync(PASSWORD, salt, 10_000, 32, 'sha256');
  const { data, tag } = gcm(key, iv, Buffer.from(JSON.stringify(services)));
  const text = [Buffer.concat([data, tag]), salt, iv].map((part) => part.toString('base64')).join(':');
  return JSON.stringify({ schemaVersion: 4, services: [], groups: [], servicesEncrypted: text, reference: '' });
}

export function bitwarden(json: object): string {
  const salt = randomBytes(16).toString('base64');
  const key = pbkdf2Sync(PASSWORD, salt, 5000, 32, 'sha256');
  const part = (info: string): Buffer => createHmac('sha256', key).update(info).update(Buffer.of(1)).digest();
  const seal = (text: string): string => {
    const iv = randomBytes(16);
    const data = cbc(part('enc'), iv, Buffer.from(text));
    const mac = createHmac('sha256', part('mac')).update(iv).update(data).digest();
    return `2.${[iv, data, mac].map((bytes) => bytes.toString('base64')).join('|')}`;
  };
  const check = seal('d1c5b7a0-0000-4000-8000-000000000000');
  const kdf = { kdfType: 0, kdfIterations: 5000, encKeyValidation_DO_NOT_EDIT: check };
  return JSON.stringify({ encrypted: true, passwordProtected: true, salt, ...kdf, data: seal(JSON.stringify(json)) });
}

export async function protonAuthenticator(json: object): Promise<string> {
  const [salt, iv] = [randomBytes(16), randomBytes(12)];
  const key = await argon2(PASSWORD, salt, 19 * 1024, 2, 1);
  const { data, tag } = gcm(key, iv, Buffer.from(JSON.stringify(json)), Buffer.from('proton.authenticator.export.v1'));
  return JSON.stringify({ version: 1, salt: salt.toString('base64'), content: Buffer.concat([iv, data, tag]).toString('base64') });
}

export async function stratum(json: object): Promise<Buffer> {
  const [salt, iv] = [randomBytes(16), randomBytes(12)];
  const key = await argon2(PASSWORD, salt, 64 * 1024, 3, 4);
  const { data, tag } = gcm(key, iv, Buffer.from(JSON.stringify(json)));
  return Buffer.concat([Buffer.from('AUTHENTICATORPRO'), salt, iv, data, tag]);
}

export function andotp(json: object): Buffer {
  const [salt, iv, rounds] = [randomBytes(12), randomBytes(12), Buffer.alloc(4)];
  rounds.writeInt32BE(1500);
  const { data, tag } = gcm(pbkdf2Sync(PASSWORD, salt, 1500, 32, 'sha1'), iv, Buffer.from(JSON.stringify(json)));
  return Buffer.concat([rounds, salt, iv, data, tag]);
}

function cryptoJs(passphrase: string, text: string): string {
  const salt = randomBytes(8);
  let block = Buffer.alloc(0);
  let key = Buffer.alloc(0);
  while (key.length < 48) {
    block = createHash('md5')
      .update(Buffer.concat([block, Buffer.from(passphrase), salt]))
      .digest();
    key = Buffer.concat([key, block]);
  }
  const sealed = cbc(key.subarray(0, 32), key.subarray(32, 48), Buffer.from(text));
  return Buffer.concat([Buffer.from('Salted__'), salt, sealed]).toString('base64');
}

const bare = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

async function phc(password: string, m: number, t: number): Promise<string> {
  const salt = randomBytes(16);
  return `$argon2id$v=19$m=${m},t=${t},p=1$${bare(salt)}$${bare(await argon2(password, salt, m, t, 1))}`;
}

const entry = (hash: string, index: number, secret: string) => ({ hash, index, secret, type: 'totp', issuer: 'Example', account: hash });

export function authenticatorV1(): string {
  return JSON.stringify({ a: { ...entry('a', 0, cryptoJs(PASSWORD, SECRET)), encrypted: true } });
}

export async function authenticatorV2(atRoot: boolean): Promise<string> {
  const raw = randomBytes(120);
  const passphrase = raw.toString('hex');
  const salted = randomBytes(8);
  let block = Buffer.alloc(0);
  let keys = Buffer.alloc(0);
  while (keys.length < 48) {
    block = createHash('md5')
      .update(Buffer.concat([block, Buffer.from(PASSWORD), salted]))
      .digest();
    keys = Buffer.concat([keys, block]);
  }
  const enc = Buffer.concat([Buffer.from('Salted__'), salted, cbc(keys.subarray(0, 32), keys.subarray(32, 48), raw)]).toString('base64');
  const key = { enc, hash: await phc(passphrase, 16_384, 1) };
  return JSON.stringify({ a: { ...entry('a', 0, cryptoJs(passphrase, SECRET)), encrypted: true }, ...(atRoot ? key : { key }) });
}

export async function authenticatorV3(): Promise<string> {
  const salt = randomBytes(16).toString('base64');
  const passphrase = bare(await argon2(PASSWORD, Buffer.from(salt), 19_456, 2, 1));
  const key = { dataType: 'Key', id: 'k', salt, hash: await phc(passphrase, 19_456, 2), version: 3 };
  const data = cryptoJs(passphrase, JSON.stringify({ ...entry('a', 0, SECRET), encrypted: false }));
  return JSON.stringify({ k: key, a: { dataType: 'EncOTPStorage', data, keyId: 'k', index: 0, hash: 'a', encrypted: true } });
}

interface Member {
  readonly name: string;
  readonly data: Buffer;
  readonly method: number;
  readonly flags?: number;
  readonly extra?: Buffer;
  readonly size: number;
  readonly crc?: number;
}

/** A ZIP of finished members. */
export function zip(members: readonly Member[]): Buffer {
  const locals: Buffer[] = [];
  const listed: Buffer[] = [];
  let offset = 0;
  for (const { name, data, method, flags = 0, extra = Buffer.alloc(0), size, crc = 0 } of members) {
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(flags, 2);
    shared.writeUInt16LE(method, 4);
    shared.writeUInt32LE(crc, 10);
    shared.writeUInt32LE(data.length, 14);
    shared.writeUInt32LE(size, 18);
    shared.writeUInt16LE(Buffer.byteLength(name), 22);
    shared.writeUInt16LE(extra.length, 24);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, Buffer.from(name), extra, data]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    listed.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), shared, place, Buffer.from(name), extra]));
    locals.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(
    listed.reduce((sum, one) => sum + one.length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...listed, end]);
}

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
export const crc32 = (data: Buffer): number =>
  ~data.reduce((crc, byte) => (crcTable[(crc ^ byte) & 255] as number) ^ (crc >>> 8), -1) >>> 0;

export const deflated = (name: string, text: string | Buffer): Member => {
  const plain = Buffer.from(text as string);
  return { name, data: deflateRawSync(plain), method: 8, size: plain.length, crc: crc32(plain) };
};

/** WinZip AES-256, AE-2, stored: Raivo's way. */
export function winZipAes(name: string, text: string): Member {
  const salt = randomBytes(16);
  const keys = pbkdf2Sync(PASSWORD, salt, 1000, 66, 'sha1');
  const plain = Buffer.from(text);
  const data = Buffer.alloc(plain.length);
  for (let at = 0; at < plain.length; at += 16) {
    const counter = Buffer.alloc(16);
    counter.writeUInt32LE(at / 16 + 1, 0);
    const ecb = createCipheriv('aes-256-ecb', keys.subarray(0, 32), null);
    const stream = ecb.update(counter);
    for (let i = at; i < Math.min(at + 16, plain.length); i++) data[i] = (plain[i] as number) ^ (stream[i - at] as number);
  }
  const mac = createHmac('sha1', keys.subarray(32, 64)).update(data).digest().subarray(0, 10);
  const extra = Buffer.from([0x01, 0x99, 7, 0, 2, 0, 0x41, 0x45, 3, 0, 0]);
  return { name, data: Buffer.concat([salt, keys.subarray(64), data, mac]), method: 99, flags: 1, extra, size: plain.length };
}
