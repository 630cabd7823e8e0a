// One file → what is in it. What it is decides its content, never its name, but for phone databases, which look like chance.

import type { Bytes } from '../bytes';
import { readImageHeader } from '../qr/image-header';
import { fail, ok, type Result } from '../result';
import { readSealedAndotp } from './andotp';
import { readArchive } from './archive';
import { type ImportError, Unreadable } from './failure';
import { fileText } from './file-text';
import type { Content, Keyed } from './format';
import { readFreeotp2 } from './freeotp2';
import type { ImportEnv } from './import-env';
import { gunzip } from './inflate';
import { isJavaStream } from './java-map';
import { isKdbx, readKdbx } from './kdbx';
import { MAX_ENTRIES, MAX_FILE_BYTES, MAX_INFLATED_BYTES } from './limits';
import { readText } from './read-text';
import { isSealedStratum, readSealedStratum } from './stratum';
import { isBareBase64 } from './totp-authenticator';
import { isZip } from './zip';

export interface ImportFile {
  readonly name: string;
  readonly bytes: Bytes;
}

const SQLITE = 'SQLite format 3\0';

/** `import-no-qr` for pictures: they are read elsewhere. Never throws for what a file holds. */
export async function readImportFile(file: ImportFile, password: string | null, env: ImportEnv): Promise<Result<Content, ImportError>> {
  try {
    const content = await contentOf(file, { env, password });
    if (content.found.length > MAX_ENTRIES) return fail('import-too-many');
    return content.found.length === 0 ? fail('import-empty', content.format) : ok(content);
  } catch (problem) {
    if (problem instanceof Unreadable) return { ok: false, error: problem.failure };
    // A reader that meets what it did not foresee: the file is to blame as far as a person can tell.
    return fail('import-damaged');
  }
}

/** Throws `Unreadable` for what a file holds; anything else that it throws is a bug, which `readImportFile` keeps from a person. */
export async function contentOf({ name, bytes }: ImportFile, keyed: Keyed): Promise<Content> {
  if (bytes.length > MAX_FILE_BYTES) throw new Unreadable('import-too-large');
  if (bytes.length === 0) throw new Unreadable('import-empty');
  if (isGzip(bytes)) {
    const inner = gunzip(bytes, MAX_INFLATED_BYTES);
    // Once: there are archives that hold themselves.
    if (isGzip(inner)) throw new Unreadable('import-unknown');
    return contentOf({ name: name.replace(/\.gz$/i, ''), bytes: inner }, keyed);
  }
  if (isZip(bytes)) return readArchive(bytes, keyed);
  if (isSealedStratum(bytes)) return readSealedStratum(bytes, keyed);
  if (isJavaStream(bytes)) return readFreeotp2(bytes, keyed);
  if (isKdbx(bytes)) return readKdbx(bytes, keyed);
  if (String.fromCharCode(...bytes.subarray(0, SQLITE.length)) === SQLITE) throw new Unreadable('import-phone-database');
  if (readImageHeader(bytes) !== null) throw new Unreadable('import-no-qr');
  const text = fileText(bytes);
  // Steam Desktop Authenticator's encrypted files: their keys are in the manifest beside them.
  if (text !== null && /\.mafile$/i.test(name) && isBareBase64(text.trim())) throw new Unreadable('import-key-file');
  if (text !== null) return readText(text, keyed);
  if (/\.(?:db|sqlite3?)$/i.test(name)) throw new Unreadable('import-phone-database');
  if (/\.(?:pgp|gpg)$/i.test(name)) throw new Unreadable('import-pgp');
  if (!looksSealed(bytes)) throw new Unreadable('import-unknown');
  return readSealedAndotp(bytes, keyed);
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * Sealed bytes look like chance: no value is much more frequent than the others. A password that opens nothing should not be asked for
 * where somebody drops a document or a program.
 */
function looksSealed(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 65_536);
  if (/^(?:%PDF|7z|Rar!|MZ)/.test(String.fromCharCode(...sample.subarray(0, 4)))) return false;
  const counts = new Uint32Array(256);
  for (const byte of sample) counts[byte] = (counts[byte] as number) + 1;
  return Math.max(...counts) <= Math.max(12, (4 * sample.length) / 256);
}
