// CollectedClientData as the bytes that are hashed and signed (WebAuthn L3 §5.8.1). Written by the standard's own serialiser, so that
// verifiers without a JSON parser can read it.

import { type Bytes, base64url, utf8 } from '../bytes';
import type { Origin } from '../item';

export interface Caller {
  readonly origin: Origin;
  /** Not same-origin with all its ancestors. */
  readonly crossOrigin: boolean;
  /** The page at the top, where `crossOrigin`; null where it has no origin that we know. */
  readonly topOrigin: Origin | null;
}

/** CCDToString (§5.8.1.1). */
function quoted(text: string): string {
  let out = '"';
  for (const character of text) {
    const point = character.codePointAt(0) as number;
    if (character === '"' || character === '\\') out += `\\${character}`;
    else if (point < 0x20 || (point >= 0xd800 && point <= 0xdfff)) out += `\\u${point.toString(16).padStart(4, '0')}`;
    else out += character;
  }
  return `${out}"`;
}

export function clientDataJson(type: 'webauthn.create' | 'webauthn.get', challenge: Uint8Array, caller: Caller): Bytes {
  const { origin, crossOrigin, topOrigin } = caller;
  const top = crossOrigin && topOrigin !== null ? `,"topOrigin":${quoted(topOrigin)}` : '';
  return utf8(
    `{"type":${quoted(type)},"challenge":${quoted(base64url(challenge))},"origin":${quoted(origin)},"crossOrigin":${crossOrigin}${top}}`,
  );
}
