// Values that a KDBX hides once more inside its XML, under one stream cipher that runs through the document.

import { chacha20 } from '@noble/ciphers/chacha.js';
import { salsa20 } from '@noble/ciphers/salsa.js';
import { type Bytes, concat, fromBase64 } from '../bytes';
import { orUnreadable, Unreadable } from './failure';
import { digest } from './foreign-cipher';
import type { InnerStream } from './kdbx';
import type { XmlElement } from './xml';

const SALSA20 = 2;
const CHACHA20 = 3;
const SALSA_NONCE = Uint8Array.of(0xe8, 0x30, 0x09, 0x4b, 0x97, 0x20, 0x5d, 0x2a);

/** Texts by their `Value` element, in the order in which the stream hid them: that of the document, history included. */
export async function openProtected(file: XmlElement, stream: InnerStream, subtle: SubtleCrypto): Promise<ReadonlyMap<XmlElement, string>> {
  const hidden: XmlElement[] = [];
  const visit = (element: XmlElement): void => {
    if (element.name === 'Value' && element.attributes.get('Protected')?.toLowerCase() === 'true') hidden.push(element);
    element.children.forEach(visit);
  };
  visit(file);
  const parts = hidden.map((element) => orUnreadable(fromBase64(element.text.trim())));
  const opened = await decipher(concat(...parts), stream, subtle);
  const texts = new Map<XmlElement, string>();
  let at = 0;
  for (const [i, element] of hidden.entries()) {
    const length = parts[i]?.length ?? 0;
    texts.set(element, new TextDecoder().decode(opened.slice(at, at + length)));
    at += length;
  }
  return texts;
}

async function decipher(data: Bytes, { cipher, key }: InnerStream, subtle: SubtleCrypto): Promise<Bytes> {
  if (data.length === 0) return data;
  if (cipher === SALSA20) return Uint8Array.from(salsa20(await digest(subtle, 'SHA-256', key), SALSA_NONCE, data));
  if (cipher !== CHACHA20) throw new Unreadable('import-cipher');
  const keyAndNonce = await digest(subtle, 'SHA-512', key);
  return Uint8Array.from(chacha20(keyAndNonce.slice(0, 32), keyAndNonce.slice(32, 44), data));
}
