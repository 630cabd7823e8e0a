// What every page carries, what comes on demand, what is installed.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Row, rowOf } from './row';

export async function size(): Promise<Row[]> {
  const dist = path.resolve(import.meta.dirname, '../../dist/chromium');
  const gz = (file: string): number => gzipSync(readFileSync(path.join(dist, file))).length / 1024;
  const manifest = JSON.parse(readFileSync(path.join(dist, 'manifest.json'), 'utf8')) as { content_scripts: { js: string[] }[] };
  const always = manifest.content_scripts.flatMap((script) => script.js).reduce((sum, file) => sum + gz(file), 0);
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).map((file) => statSync(path.join(dist, file)));
  const whole = files.filter((file) => file.isFile()).reduce((sum, file) => sum + file.size, 0) / 1024;
  return [
    rowOf('scripts in every page', 'KB gz', [always], 6),
    rowOf('detector, on demand', 'KB gz', [gz('detector.js')], 20),
    rowOf('offers, only where there is one', 'KB gz', [gz('offers.js')], null),
    rowOf('package, unpacked', 'KB', [whole], 3072),
  ];
}
