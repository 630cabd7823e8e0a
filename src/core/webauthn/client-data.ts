// What the passkey signs of its caller (WebAuthn L3 §5.8.1), serialised as the specification does, byte by byte: relying parties may
// compare it without a JSON parser.

import { type Bytes, base64url, utf8 } from '../bytes';
import type { Origin } from '../item';

/** Who calls, as the browser names it. */
export interface Caller {
  readonly origin: Origin;
  /** Some frame above it is of another origin. */
  readonly crossOrigin: boolean;
  /** The page at the top; null where it is the caller's own, or nobody knows. */
  readonly topOrigin: Origin | null;
}

export type ClientDataType = 'webauthn.create' | 'webauthn.get';

/** Limited JSON serialisation, WebAuthn L3 §5.8.1.1. */
export function clientDataJson(type: ClientDataType, challenge: Uint8Array, { origin, crossOrigin, topOrigin }: Caller): Bytes {
  const top = crossOrigin && topOrigin !== null ? `,"topOrigin":${ccdString(topOrigin)}` : '';
  return utf8(
    `{"type":${ccdString(type)},"challenge":${ccdString(base64url(challenge))},"origin":${ccdString(origin)},"crossOrigin":${crossOrigin}${top}}`,
  );
}

/** CCDToString: quotes, backslashes and controls are escaped, everything else stands for itself. */
export function ccdString(text: string): string {
  let out = '"';
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (character === '"' || character === '\\') out += `\\${character}`;
    else if (code < 0x20) out += `\\u${code.toString(16).padStart(4, '0')}`;
    else out += character;
  }
  return `${out}"`;
}
