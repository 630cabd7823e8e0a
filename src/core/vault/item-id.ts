import type { Bytes } from '../bytes';
import type { Env } from '../env';
import type { ItemId } from '../item';
import { asBytes } from './cbor';

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export const newItemId = (env: Pick<Env, 'random'>): ItemId => idOfBytes(env.random(16));

/** Table-driven: opening 10,000 entries names 10,000 ids. */
export function idOfBytes(bytes: Uint8Array): ItemId {
  let id = '';
  for (const byte of bytes) id += HEX[byte];
  return id;
}

export const isItemId = (text: string): boolean => /^[0-9a-f]{32}$/.test(text);

/** The caller has checked `isItemId`. */
export function bytesOfId(id: ItemId): Bytes {
  const bytes = new Uint8Array(16);
  for (let i = 0; i < 16; i++) bytes[i] = Number.parseInt(id.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

export const asItemId = (value: unknown, what: string): ItemId => idOfBytes(asBytes(value, what, 16, 16));
