// Secrets to look for in bytes, in every form that a program may have given them.

import { base32 } from '../../src/core/bytes';

export interface Needle {
  /** Whose, for the report; never the secret itself. */
  readonly name: string;
  readonly form: string;
  readonly bytes: Buffer;
}

/** Base64 at each of the three places where the bytes may begin, without the characters that neighbours share. */
const shifted = (bytes: Buffer, code: 'base64' | 'base64url'): string[] =>
  [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString(code)
      .replaceAll('=', '')
      .slice(shift === 0 ? 0 : shift + 1, -2),
  );

/** As it is, in UTF-16 of both orders, Base64 and Base64url, Base32 and hex; each of these texts in UTF-16 too. */
export function inEveryForm(name: string, secret: Uint8Array | string): Needle[] {
  const bytes = Buffer.from(secret as Uint8Array);
  const texts: [string, string][] = [
    ...shifted(bytes, 'base64').map((text): [string, string] => ['base64', text]),
    ...shifted(bytes, 'base64url').map((text): [string, string] => ['base64url', text]),
    ['base32', base32(bytes).replaceAll('=', '')],
    ['hex', bytes.toString('hex')],
    ['hex', bytes.toString('hex').toUpperCase()],
    ...(typeof secret === 'string' ? [['raw', secret] as [string, string]] : []),
  ];
  const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
  const all: Needle[] = [{ name, form: 'raw', bytes }];
  for (const [form, text] of texts) {
    all.push({ name, form, bytes: Buffer.from(text) });
    all.push({ name, form: `${form} in UTF-16LE`, bytes: utf16(text) }, { name, form: `${form} in UTF-16BE`, bytes: utf16(text).swap16() });
  }
  const known = new Set<string>();
  return all.filter(({ bytes: found }) => {
    const key = found.toString('latin1');
    if (found.length < 6 || known.has(key)) return false;
    known.add(key);
    return true;
  });
}

/** Many at once: three bytes decide whether a place is worth a look. */
export class Haystack {
  readonly #starts = new Uint8Array(1 << 24);
  readonly #byStart = new Map<number, Needle[]>();

  readonly needles: readonly Needle[];

  constructor(needles: readonly Needle[]) {
    this.needles = needles;
    for (const one of needles) {
      const start = one.bytes.readUIntBE(0, 3);
      this.#starts[start] = 1;
      this.#byStart.set(start, [...(this.#byStart.get(start) ?? []), one]);
    }
  }

  find(content: Buffer): Needle[] {
    const found = new Set<Needle>();
    const starts = this.#starts;
    for (let at = 0, last = content.length - 2, key = 0; at < last; at++) {
      key = ((content[at] as number) << 16) | ((content[at + 1] as number) << 8) | (content[at + 2] as number);
      if (starts[key] === 0) continue;
      for (const one of this.#byStart.get(key) ?? [])
        if (content.compare(one.bytes, 0, one.bytes.length, at, Math.min(at + one.bytes.length, content.length)) === 0) found.add(one);
    }
    return [...found];
  }
}
