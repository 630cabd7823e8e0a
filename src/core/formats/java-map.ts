// A Java-serialised HashMap<String, String> (Java Object Serialization §6), as FreeOTP 2 writes it. Strings only; all else is refused.

import { fromUtf8 } from '../bytes';
import { Unreadable } from './failure';
import { MAX_ENTRIES } from './limits';

const STREAM = [0xac, 0xed, 0x00, 0x05];
const TC_OBJECT = 0x73;
const TC_CLASS = 0x72;
const TC_STRING = 0x74;
const TC_REFERENCE = 0x71;
const TC_BLOCK = 0x77;
const FIRST_HANDLE = 0x7e0000;
/** Handles are numbered through: the class and the map itself take the first two. */
const BEFORE_STRINGS = 2;
const CLASS = 'java.util.HashMap';

export const isJavaStream = (bytes: Uint8Array): boolean => STREAM.every((byte, i) => bytes[i] === byte);

export function readJavaMap(bytes: Uint8Array): ReadonlyMap<string, string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = blockAfterClass(bytes);
  // Block data: capacity and number of entries.
  const count = view.getInt32(at + 6);
  if (count < 0 || count > 3 * MAX_ENTRIES) throw new Unreadable('import-too-many');
  at += 10;
  const strings: string[] = [];
  const next = (): string => {
    const tag = bytes[at];
    if (tag === TC_STRING && at + 3 <= bytes.length) {
      const length = view.getUint16(at + 1);
      const text = fromUtf8(bytes.subarray(at + 3, at + 3 + length));
      if (at + 3 + length > bytes.length || !text.ok) throw new Unreadable('import-damaged', 'java');
      at += 3 + length;
      strings.push(text.value);
      return text.value;
    }
    if (tag === TC_REFERENCE && at + 5 <= bytes.length) {
      const found = strings[view.getInt32(at + 1) - FIRST_HANDLE - BEFORE_STRINGS];
      at += 5;
      if (found !== undefined) return found;
    }
    throw new Unreadable('import-damaged', 'java');
  };
  const map = new Map<string, string>();
  for (let i = 0; i < count; i++) {
    const key = next();
    map.set(key, next());
  }
  return map;
}

/** The class's description, the values of its fields (a float, on later Androids an int too), then the block with the counts. */
function blockAfterClass(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const nameEnd = 8 + CLASS.length;
  if (bytes[4] !== TC_OBJECT || bytes[5] !== TC_CLASS || String.fromCharCode(...bytes.subarray(8, nameEnd)) !== CLASS)
    throw new Unreadable('import-damaged', 'java');
  // After the name: serialVersionUID and flags.
  let at = nameEnd + 9;
  const fields = shortAt(view, at);
  if (fields > 2) throw new Unreadable('import-damaged', 'java');
  at += 2;
  for (let i = 0; i < fields; i++) at += 3 + shortAt(view, at + 1);
  // End of the class's annotations, no superclass; then 4 bytes a field.
  at += 2 + 4 * fields;
  if (bytes[at] !== TC_BLOCK || bytes[at + 1] !== 8 || at + 10 > bytes.length) throw new Unreadable('import-damaged', 'java');
  return at;
}

function shortAt(view: DataView, at: number): number {
  if (at + 2 > view.byteLength) throw new Unreadable('import-damaged', 'java');
  return view.getUint16(at);
}
