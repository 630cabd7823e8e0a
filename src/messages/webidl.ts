// Values of a page as JSON, converted as WebIDL §3.2 does where a browser's own method gets them; as far as JSON has something to convert.

import * as v from 'valibot';
import { type Bytes, fromBase64url } from '../core/bytes';

/** Members of one list; a message has its own bound. */
const MOST = 4096;

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** Base64url without padding. */
const isBase64url = (text: string): boolean => /^[A-Za-z0-9_-]*$/.test(text) && text.length % 4 !== 1;

/** BufferSource, in base64url. */
export const bytes = v.pipe(
  v.string(),
  v.check(isBase64url),
  v.transform((text): Bytes => {
    const decoded = fromBase64url(text);
    return decoded.ok ? decoded.value : new Uint8Array(0);
  }),
);

/** DOMString; an object, which would have a say in what it becomes, is refused. */
export const text = v.pipe(
  v.unknown(),
  v.check((value) => !isObject(value)),
  v.transform(String),
);

/** An enumeration that passes over unknown words: an object is one more of them. */
export const word = v.pipe(
  v.unknown(),
  v.transform((value) => (isObject(value) ? '' : String(value))),
);

export const boolean = v.pipe(v.unknown(), v.transform(Boolean));

/** A boolean that is false where it is missing. */
export const flag = v.optional(boolean, false);

const numberOf = (value: unknown): number => (isObject(value) ? Number.NaN : Number(value));

/** ToInt32. */
export const long = v.pipe(
  v.unknown(),
  v.transform((value) => numberOf(value) | 0),
);

/** ToUint32. */
export const unsignedLong = v.pipe(
  v.unknown(),
  v.transform((value) => numberOf(value) >>> 0),
);

export const sequence = <T extends v.GenericSchema>(of: T) => v.pipe(v.array(of), v.maxLength(MOST));

/** null is an empty one. */
export const dictionary = <E extends v.ObjectEntries>(entries: E) =>
  v.pipe(
    v.unknown(),
    v.transform((value) => value ?? {}),
    v.object(entries),
  );
