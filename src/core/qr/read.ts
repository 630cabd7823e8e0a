// Runs readers over the ladder until one finds what is wanted, or time is up.

import { fail, ok, type Result } from '../result';
import { ladder, type Try } from './ladder';
import { pixelsOf, type Raster } from './raster';

export interface Reader {
  readonly name: string;
  /** Larger tries are not given to it. */
  readonly maxPixels: number;
  /** How many rungs it gets. */
  readonly maxTries: number;
  /** Also climbs the last rungs, the parts of an image that is too large for it as a whole. */
  readonly tiles: boolean;
  /** The texts of all codes in the image, none where there is none. Tries both polarities. */
  read(image: Raster): Promise<readonly string[]> | readonly string[];
}

export interface ReadOptions {
  /** Asked between two tries. */
  readonly expired: () => boolean;
  /** A text that ends the search; others are collected, since a set-up page may also show the code of an app store. */
  readonly wanted: (text: string) => boolean;
  /** Told of every try that found something. */
  readonly onHit?: (reader: string, rung: string) => void;
}

/** A code that is not wanted was read: the wanted one, if there is one, is about as legible. */
const TRIES_AFTER_ANOTHER = 3;

/** What set-up codes begin with; anything else in an image does not end the search for one. */
export const isSetupText = (text: string): boolean => /^(?:apple-)?otpauth(?:-migration)?:|^(?:steam|motp):\/\//i.test(text.trim());

/** The first reader climbs the whole ladder before the next begins. `no-code`: nothing found, in time or not. */
export async function readQr(
  image: Raster,
  readers: readonly Reader[],
  options: ReadOptions,
): Promise<Result<readonly string[], 'no-code'>> {
  const found = new Set<string>();
  let left = Number.POSITIVE_INFINITY;
  const rungs = ladder(image);
  const climbed: Try[] = [];
  const rung = (index: number): Try | null => {
    if (index === climbed.length) {
      const next = rungs.next();
      if (next.done === true) return null;
      climbed.push(next.value);
    }
    return climbed[index] ?? null;
  };
  for (const reader of readers) {
    if (found.size > 0) break;
    for (let i = 0; i < reader.maxTries; i++) {
      const attempt = rung(i);
      if (attempt === null || (attempt.tile && !reader.tiles) || left-- === 0 || options.expired()) break;
      if (pixelsOf(attempt.image) > reader.maxPixels) continue;
      const texts = await reader.read(attempt.image);
      if (texts.length === 0) continue;
      options.onHit?.(reader.name, attempt.name);
      if (found.size === 0) left = TRIES_AFTER_ANOTHER;
      for (const text of texts) found.add(text);
      if (texts.some(options.wanted)) return ok([...found].sort((a, b) => Number(options.wanted(b)) - Number(options.wanted(a))));
    }
  }
  return found.size === 0 ? fail('no-code') : ok([...found]);
}
