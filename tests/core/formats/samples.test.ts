// Real exports of other programs (GPL) stay outside the repository: compared when they are there, but for those that take seconds.

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ExpectedFile, reasonAgainst } from '../../../scripts/score-import-compare';
import { readSample } from './reading';

const ROOT = path.resolve(import.meta.dirname, '../../../../shared/samples');
const EXPECTED = path.join(ROOT, 'EXPECTED.json');
/** One GiB of memory, or Argon2 over a hundred times: `npm run score:import` reads them too. */
const SLOW = new Set([
  'ente.encrypted.json',
  'keepass.big.kdbx',
  'keepass.chacha20.argon2d.kdbx',
  'keepass.kdbx3.kdbx',
  'keepass.recyclebin.kdbx',
]);

describe.runIf(existsSync(EXPECTED))('foreign samples', () => {
  const files: readonly ExpectedFile[] = existsSync(EXPECTED) ? JSON.parse(readFileSync(EXPECTED, 'utf8')).files : [];
  const quick = files.filter((file) => !SLOW.has(path.basename(file.path)) && file.format !== 'qr-image');
  it.each(quick.map((file) => ({ file, path: file.path })))('$path', async ({ file }) => {
    const bytes = Uint8Array.from(readFileSync(path.join(ROOT, file.path)));
    expect(reasonAgainst(file, await readSample(path.basename(file.path), bytes, file.password ?? null))).toBeNull();
  });

  it('would notice an entry that is missing, and one too many', async () => {
    const file = quick.find(({ path: name }) => name.endsWith('aegis_plain.json'));
    if (file?.entries === undefined) return;
    const bytes = Uint8Array.from(readFileSync(path.join(ROOT, file.path)));
    const outcome = await readSample('x', bytes);
    const [first, ...rest] = file.entries;
    expect(reasonAgainst({ ...file, entries: rest }, outcome)).toContain('too many');
    expect(reasonAgainst({ ...file, entries: [...rest, { ...(first as (typeof rest)[0]), digits: 9 }] }, outcome)).toContain('missing');
  });
});
