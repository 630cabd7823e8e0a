// npm run score:import -- EXPECTED.json [--out F.json] [--verbose]
// Reads every file that EXPECTED.json names (paths relative to it) with the shipped importer and compares entry by entry. Prints JSON
// {files, ok, failed: [{path, reason}]}. Needs no browser: the importer is `src/core/formats`; pictures go through the shipped zxing.

import { webcrypto } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { ImportEnv } from '../src/core/formats/import-env';
import { readImportFile } from '../src/core/formats/read-file';
import { readText } from '../src/core/formats/read-text';
import { foreignKdf } from '../src/platform/foreign-kdf';
import { type ExpectedFile, type Outcome, reasonAgainst } from './score-import-compare';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, verbose: { type: 'boolean', default: false } },
});
const [expectedPath] = positionals;
if (expectedPath === undefined) {
  console.error('Usage: npm run score:import -- EXPECTED.json [--out F.json] [--verbose]');
  process.exit(2);
}

const env: ImportEnv = { subtle: webcrypto.subtle as unknown as SubtleCrypto, ...foreignKdf };
const root = path.dirname(path.resolve(expectedPath));
const expected: { readonly files: readonly ExpectedFile[] } = JSON.parse(readFileSync(expectedPath, 'utf8'));

const failed: { path: string; reason: string }[] = [];
for (const file of expected.files) {
  const start = performance.now();
  const outcome = await importOne(file);
  const reason = reasonAgainst(file, outcome);
  if (reason !== null) failed.push({ path: file.path, reason });
  const said = outcome.ok ? `${outcome.value.format}, ${outcome.value.found.length} found` : outcome.error.code;
  if (values.verbose)
    console.error(
      `${reason === null ? 'ok  ' : 'FAIL'} ${(performance.now() - start).toFixed(0).padStart(6)} ms  ${file.path}  (${said})  ${reason ?? ''}`,
    );
}
const json = JSON.stringify({ files: expected.files.length, ok: expected.files.length - failed.length, failed }, null, 1);
if (values.out !== undefined) writeFileSync(values.out, `${json}\n`);
else console.log(json);
process.exitCode = 0;

async function importOne(file: ExpectedFile): Promise<Outcome> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = Uint8Array.from(readFileSync(path.join(root, file.path)));
  } catch {
    return { ok: false, error: { code: 'file-missing' } };
  }
  try {
    const read = await readImportFile({ name: path.basename(file.path), bytes }, file.password ?? null, env);
    return read.ok || read.error.code !== 'import-no-qr' ? read : await readPicture(bytes);
  } catch (problem) {
    return { ok: false, error: { code: 'THROWN', detail: String(problem) } };
  }
}

async function readPicture(bytes: Uint8Array<ArrayBuffer>): Promise<Outcome> {
  prepareZXingModule({
    overrides: { wasmBinary: readFileSync('node_modules/zxing-wasm/dist/reader/zxing_reader.wasm').buffer as ArrayBuffer },
  });
  const codes = await readBarcodes(bytes, { formats: ['QRCode'], tryHarder: true, tryInvert: true });
  const text = codes.map((code) => code.text).join('\n');
  if (text === '') return { ok: false, error: { code: 'import-no-qr' } };
  try {
    return { ok: true, value: await readText(text, { env, password: null }) };
  } catch {
    return { ok: false, error: { code: 'import-unknown' } };
  }
}
