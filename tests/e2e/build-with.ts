// A copy of a build with a script before everything else in its background: what no browser lets a test do to a clock or a disk.

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** `folder`, which then holds it. */
export function buildWith(script: string, dist: string, folder: string): string {
  cpSync(dist, folder, { recursive: true });
  const { background } = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as Manifest;
  const file = path.join(folder, background.service_worker ?? background.scripts[0]);
  writeFileSync(file, `{${script}}\n${readFileSync(file, 'utf8')}`);
  return folder;
}

interface Manifest {
  readonly background: { readonly service_worker?: string; readonly scripts: readonly [string] };
}
