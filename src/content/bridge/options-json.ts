// The page's options as JSON, of which the background makes what WebIDL would (WebAuthn L3 §5.1.8, §5.1.9). Members are read by Get, once,
// in whatever object the page gives. Throws what the page's getters throw, and for what no options hold: the browser then judges them.
// Deviation: members are enumerated, not asked for by name; one that only a prototype's getter has is missing, and the browser is asked.
// The text is put together from primitives, so that nothing that a page has changed takes part.

import { stringify, unbound } from './primordials';

const MAX_CHARACTERS = 65536;
const { iterator } = Symbol;

export const OurBytes = Uint8Array;
export const BASE64URL = { __proto__: null, alphabet: 'base64url', omitPadding: true };
const toBase64 = unbound((OurBytes.prototype as unknown as { toBase64(options: object): string }).toBase64);

/** undefined for what JSON leaves out. */
export function json(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return stringify(value);
  const { byteLength, byteOffset, buffer = value, [iterator as never]: each } = value as Partial<Uint8Array<ArrayBuffer>>;
  if ((byteLength as number) > MAX_CHARACTERS) throw value;
  if (byteLength !== undefined) return `"${toBase64(new OurBytes(buffer as ArrayBuffer, byteOffset, byteLength), BASE64URL)}"`;
  let text = '';
  const add = (one: unknown, name = ''): void => {
    const item = json(one);
    if (item !== undefined) text += (text && ',') + name + item;
    if (text.length > MAX_CHARACTERS) throw value;
  };
  if (each) {
    for (const one of value as Iterable<unknown>) add(one);
    return `[${text}]`;
  }
  for (const name in value) add((value as Record<string, unknown>)[name], `${stringify(name)}:`);
  return `{${text}}`;
}
