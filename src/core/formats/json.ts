// JSON from strangers: bounded before it is parsed, then read field by field without trusting any shape.

import { Unreadable } from './failure';
import { MAX_ENTRIES, MAX_JSON_DEPTH } from './limits';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Parses after a look at the nesting, which no parser bounds. `import-damaged`: no JSON. `import-too-deep`. */
export function parseJson(text: string): unknown {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (quoted) {
      if (c === 0x5c) i++;
      else if (c === 0x22) quoted = false;
    } else if (c === 0x22) quoted = true;
    else if (c === 0x5b || c === 0x7b) {
      if (++depth > MAX_JSON_DEPTH) throw new Unreadable('import-too-deep');
    } else if (c === 0x5d || c === 0x7d) depth--;
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable('import-damaged');
  }
}

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field of its own, never an inherited one such as `constructor`. */
export const field = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((at, name) => (isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined), value);

/** '' for whatever is no string and no number. Never `String`: an object may have a `toString` of its own that is no function. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');

/** `textOf` a field. */
export const textAt = (value: unknown, ...path: readonly string[]): string => textOf(field(value, ...path));

/** Numbers, also as text, and truth values as 1 and 0; NaN for whatever is none, null where there is nothing. */
export function numberAt(value: unknown, ...path: readonly string[]): number | null {
  const found = field(value, ...path);
  if (found === undefined || found === null) return null;
  return typeof found === 'object' ? Number.NaN : Number(found);
}

/** [] for whatever is no array. `import-too-many` beyond what an import may hold. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = field(value, ...path);
  if (!Array.isArray(found)) return [];
  if (found.length > MAX_ENTRIES) throw new Unreadable('import-too-many');
  return found;
}

/** True for `true` and `"true"`. */
export const flagAt = (value: unknown, ...path: readonly string[]): boolean => {
  const found = field(value, ...path);
  return found === true || found === 'true';
};

/** A whole number ≥ 0 that decides about work; anything else is `import-damaged`. */
export function countAt(value: unknown, ...path: readonly string[]): number {
  const found = field(value, ...path);
  if (typeof found !== 'number' || !Number.isSafeInteger(found) || found < 0) throw new Unreadable('import-damaged', path.at(-1));
  return found;
}

/** A text that the format cannot do without. */
export function requiredText(value: unknown, ...path: readonly string[]): string {
  const found = field(value, ...path);
  if (typeof found !== 'string') throw new Unreadable('import-damaged', path.at(-1));
  return found;
}
