// A copy of a build with a script before everything else in its background: what no browser lets a test do to a clock or a disk.

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** `folder`, which then holds it. */
export function buildWith(script: string, dist: string, folder: string): string {
  cpSync(dist, folder, { recursive: true });
  writeFileSync(path.join(folder, 'first.js'), script);
  const file = path.join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { background: { service_worker?: string; scripts?: string[] } };
  const { background } = manifest;
  if (background.service_worker !== undefined) {
    const loader = path.join(folder, background.service_worker);
    writeFileSync(loader, `import './first.js';\n${readFileSync(loader, 'utf8')}`);
  } else background.scripts?.unshift('first.js');
  writeFileSync(file, JSON.stringify(manifest));
  return folder;
}
