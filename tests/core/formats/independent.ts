// Readers of our exports that share no code with `src/`: Node's crypto, the formats' own words, nothing tolerant.

import { createDecipheriv, createHmac, pbkdf2Sync, scryptSync } from 'node:crypto';
import { argon2id } from 'hash-wasm';
import { URI } from 'otpauth';

/** `issuer|account|type|secret|algorithm|digits|period or counter`. */
type Line = string;

const openGcm = (key: Buffer, iv: Buffer, data: Buffer, tag: Buffer, aad?: Buffer): string => {
  const cipher = createDecipheriv('aes-256-gcm', key, iv);
  if (aad !== undefined) cipher.setAAD(aad);
  cipher.setAuthTag(tag);
  return Buffer.concat([cipher.update(data), cipher.final()]).toString('utf8');
};

export function ofUri(uri: string): Line {
  const code = URI.parse(uri);
  const numbers = 'period' in code ? code.period : code.counter;
  const type = /^otpauth:\/\/steam\/|encoder=steam/.test(uri) ? 'steam' : 'period' in code ? 'totp' : 'hotp';
  return [code.issuer, code.label, type, code.secret.base32, code.algorithm, code.digits, numbers].join('|');
}

/** npm otpauth knows no type `steam`. */
export const ofLines = (text: string): readonly Line[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) =>
      line.startsWith('otpauth://steam/') ? ofUri(line.replace('steam/', 'totp/')).replace('|totp|', '|steam|') : ofUri(line),
    );

export const displayOf = (text: string): readonly unknown[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(new URL(line).searchParams.get('codeDisplay') ?? 'null'));

interface AegisEntry {
  readonly type: string;
  readonly issuer: string;
  readonly name: string;
  readonly note: string;
  readonly favorite: boolean;
  readonly groups: readonly string[];
  readonly info: {
    readonly secret: string;
    readonly algo: string;
    readonly digits: number;
    readonly period?: number;
    readonly counter?: number;
  };
}

export function ofAegis(text: string, password: string): { lines: readonly Line[]; groups: readonly string[] } {
  const file = JSON.parse(text);
  const [slot] = file.header.slots;
  const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
  const key = scryptSync(password, bytes(slot.salt), 32, { N: slot.n, r: slot.r, p: slot.p, maxmem: 2 ** 27 });
  const wrapped = createDecipheriv('aes-256-gcm', key, bytes(slot.key_params.nonce));
  wrapped.setAuthTag(bytes(slot.key_params.tag));
  const master = Buffer.concat([wrapped.update(bytes(slot.key)), wrapped.final()]);
  const { nonce, tag } = file.header.params;
  const db = JSON.parse(openGcm(master, bytes(nonce), Buffer.from(file.db, 'base64'), bytes(tag)));
  const names = new Map<string, string>(db.groups.map((group: { uuid: string; name: string }) => [group.uuid, group.name]));
  const entries: readonly AegisEntry[] = db.entries;
  return {
    lines: entries.map(({ issuer, name, type, info }) =>
      [issuer, name, type, info.secret, info.algo, info.digits, info.period ?? info.counter].join('|'),
    ),
    groups: entries.map((entry) => [...entry.groups.map((id) => names.get(id)), entry.note, entry.favorite].join('|')),
  };
}

export function ofTwoFas(text: string, password: string | null): readonly Line[] {
  const file = JSON.parse(text);
  let services = file.services;
  if (password !== null) {
    const [data, salt, iv] = file.servicesEncrypted.split(':').map((part: string) => Buffer.from(part, 'base64'));
    const key = pbkdf2Sync(password, salt, 10_000, 32, 'sha256');
    services = JSON.parse(openGcm(key, iv, data.subarray(0, -16), data.subarray(-16)));
  }
  return services.map(({ secret, otp }: { secret: string; otp: Record<string, unknown> }) =>
    [otp.issuer, otp.account, String(otp.tokenType).toLowerCase(), secret, otp.algorithm, otp.digits, otp.period ?? otp.counter].join('|'),
  );
}

interface BitwardenFile {
  readonly folders: readonly { readonly id: string; readonly name: string }[];
  readonly items: readonly {
    readonly name: string;
    readonly login?: {
      readonly username: string;
      readonly totp: string | null;
      readonly fido2Credentials?: readonly Record<string, string>[];
    };
    readonly fields?: readonly { readonly name: string; readonly value: string; readonly type: number }[];
  }[];
}

export function ofBitwarden(text: string, password: string | null): BitwardenFile {
  const file = JSON.parse(text);
  if (password === null) return file;
  const key = pbkdf2Sync(password, file.salt, file.kdfIterations, 32, 'sha256');
  const part = (info: string): Buffer => createHmac('sha256', key).update(info).update(Buffer.of(1)).digest();
  const open = (sealed: string): string => {
    const [iv, data, mac] = sealed
      .slice(2)
      .split('|')
      .map((one) => Buffer.from(one, 'base64')) as [Buffer, Buffer, Buffer];
    if (!createHmac('sha256', part('mac')).update(iv).update(data).digest().equals(mac)) throw new Error('mac');
    const cipher = createDecipheriv('aes-256-cbc', part('enc'), iv);
    return Buffer.concat([cipher.update(data), cipher.final()]).toString('utf8');
  };
  if (!/^[0-9a-f-]{36}$/.test(open(file.encKeyValidation_DO_NOT_EDIT))) throw new Error('check value');
  return JSON.parse(open(file.data));
}

export async function ofProton(
  text: string,
  password: string | null,
): Promise<readonly { uri: string; name: string; type: string; note: string | null }[]> {
  let file = JSON.parse(text);
  if (password !== null) {
    const [salt, content] = [Buffer.from(file.salt, 'base64'), Buffer.from(file.content, 'base64')];
    const cost = { memorySize: 19 * 1024, iterations: 2, parallelism: 1, hashLength: 32, outputType: 'binary' } as const;
    const key = Buffer.from(await argon2id({ password, salt, ...cost }));
    const aad = Buffer.from('proton.authenticator.export.v1');
    file = JSON.parse(openGcm(key, content.subarray(0, 12), content.subarray(12, -16), content.subarray(-16), aad));
  }
  return file.entries.map(({ content, note }: { content: { uri: string; entry_type: string; name: string }; note: string | null }) => ({
    uri: content.uri,
    name: content.name,
    type: content.entry_type,
    note,
  }));
}

/** A protobuf reader of its own: varints and length-delimited fields. */
export function ofGoogle(text: string): readonly Line[] {
  return text
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const message = fieldsOf(Buffer.from(decodeURIComponent(line.slice(line.indexOf('data=') + 5)), 'base64'));
      return message
        .filter(([number]) => number === 1)
        .map(([, value]) => {
          const fields = new Map(fieldsOf(value as Buffer));
          const text = (n: number): string => (fields.get(n) as Buffer).toString('utf8');
          const type = fields.get(6) === 1 ? 'hotp' : 'totp';
          const algorithm = ['', 'SHA1', 'SHA256', 'SHA512'][fields.get(4) as number];
          const digits = fields.get(5) === 2 ? 8 : 6;
          return [
            text(3),
            text(2),
            type,
            (fields.get(1) as Buffer).toString('hex'),
            algorithm,
            digits,
            type === 'hotp' ? fields.get(7) : 30,
          ].join('|');
        });
    });
}

function fieldsOf(bytes: Buffer): readonly [number, number | Buffer][] {
  const fields: [number, number | Buffer][] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++] as number;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    if ((tag & 7) === 0) fields.push([tag >> 3, varint()]);
    else {
      const length = varint();
      fields.push([tag >> 3, bytes.subarray(at, at + length)]);
      at += length;
    }
  }
  return fields;
}
