#!/usr/bin/env node
// Opens a Countersign backup with only its password and prints the entries as JSON. Written from docs/vault-format.md §8 alone: it
// shares no code with src/, so that a backup stays readable without the extension.
//
//   node scripts/open-backup.mjs FILE            asks for the password on standard input
//   COUNTERSIGN_PASSWORD=… node scripts/open-backup.mjs FILE
//
// Byte strings come out as Base64; an OTP secret also as Base32, as authenticators take it.

import { createDecipheriv, hkdfSync, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { argon2id } from 'hash-wasm';

/** CBOR (RFC 8949), the part of it that a backup uses. */
function readCbor(bytes) {
  let at = 0;
  const take = (count) => {
    if (at + count > bytes.length) throw new Error('The content ends too early.');
    at += count;
    return bytes.subarray(at - count, at);
  };
  const argument = (small) => {
    if (small < 24) return small;
    if (small > 27) throw new Error('Unknown length in the content.');
    const number = take(2 ** (small - 24)).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
    return Number(number);
  };
  const value = () => {
    const head = take(1)[0];
    const [major, small] = [head >> 5, head & 31];
    if (major === 7) {
      if (small === 20 || small === 21) return small === 21;
      if (small === 22) return null;
      throw new Error('Unknown value in the content.');
    }
    const number = argument(small);
    if (major === 0) return number;
    if (major === 1) return -1 - number;
    if (major === 2) return Buffer.from(take(number));
    if (major === 3) return Buffer.from(take(number)).toString('utf8');
    if (major === 4) return Array.from({ length: number }, value);
    if (major === 5) return Object.fromEntries(Array.from({ length: number }, () => [value(), value()]));
    throw new Error('Unknown type in the content.');
  };
  const result = value();
  if (at !== bytes.length) throw new Error('Something follows the content.');
  return result;
}

function base32(bytes) {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

function inBounds({ memoryKib: m, iterations: t, parallelism: p }, salt) {
  const numbers = [m, t, p].every(Number.isInteger);
  return (
    numbers &&
    m >= 19456 &&
    m <= 1048576 &&
    t >= (m >= 47104 ? 1 : 2) &&
    t <= 20 &&
    p >= 1 &&
    p <= 16 &&
    salt.length >= 16 &&
    salt.length <= 64
  );
}

/** The backup's content, byte strings as Buffers. Throws an Error with a sentence in it. */
export async function openBackup(text, password) {
  const [line, data] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  let header;
  try {
    header = JSON.parse(line);
  } catch {
    throw new Error('This is not a Countersign backup.');
  }
  if (header?.format !== 'countersign-backup') throw new Error('This is not a Countersign backup.');
  if (header.version !== 1 && header.version !== 2) throw new Error(`Version ${header.version} of the backup format is not known here.`);
  const salt = Buffer.from(header.salt, 'base64');
  const { memoryKib, iterations, parallelism } = header.kdf;
  if (header.kdf.name !== 'argon2id' || !inBounds(header.kdf, salt))
    throw new Error('The parameters of the key derivation are out of bounds.');
  const secret = await argon2id({
    password: password.normalize('NFC'),
    salt,
    memorySize: memoryKib,
    iterations,
    parallelism,
    hashLength: 32,
    outputType: 'binary',
  });
  const ownSalt = header.version === 1 ? salt : Buffer.from(header.fileSalt ?? '', 'base64');
  const derived = Buffer.from(hkdfSync('sha256', secret, ownSalt, `countersign/backup/v${header.version}`, 76));
  const [key, nonce, check] = [derived.subarray(0, 32), derived.subarray(32, 44), derived.subarray(44)];
  const expected = Buffer.from(header.check, 'base64');
  if (expected.length !== 32 || !timingSafeEqual(expected, check)) throw new Error('The password is wrong.');
  const sealed = Buffer.from(data ?? '', 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAAD(Buffer.from(line, 'utf8'));
  decipher.setAuthTag(sealed.subarray(-16));
  let padded;
  try {
    padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  } catch {
    throw new Error('The backup is damaged.');
  }
  return readCbor(padded.subarray(4, 4 + padded.readUInt32BE(0)));
}

/** As JSON shows it. */
function printable(value) {
  if (Buffer.isBuffer(value)) return value.toString('base64');
  if (Array.isArray(value)) return value.map(printable);
  if (value === null || typeof value !== 'object') return value;
  const out = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, printable(inner)]));
  if (Buffer.isBuffer(value.secret)) out.secretBase32 = base32(value.secret);
  for (const name of ['id', 'vaultId', 'accountId']) if (Buffer.isBuffer(value[name])) out[name] = value[name].toString('hex');
  return out;
}

async function readPassword() {
  if (process.env.COUNTERSIGN_PASSWORD !== undefined) return process.env.COUNTERSIGN_PASSWORD;
  if (process.stdin.isTTY) process.stderr.write('Password (shown as you type): ');
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    text += chunk;
    if (text.includes('\n')) break;
  }
  return text.split(/\r?\n/)[0];
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = process.argv[2];
  if (file === undefined) {
    process.stderr.write('node scripts/open-backup.mjs FILE\n');
    process.exit(2);
  }
  try {
    const content = await openBackup(readFileSync(file, 'utf8'), await readPassword());
    process.stdout.write(`${JSON.stringify(printable(content), null, 2)}\n`);
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
