// npm run build [-- chromium|firefox] [--out DIR]: dist/chromium and dist/firefox, then their sizes.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { ensurePackages, root } from './setup.mjs';

export const TARGETS = ['chromium', 'firefox'];

/** Every file under `folder`, as sorted relative paths with forward slashes. */
export function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

export const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;

const INPUTS = ['src', 'public', 'manifest.json', 'vite.config.ts', 'package-lock.json'];

function newest(file) {
  const stat = statSync(file);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(file).map((name) => newest(path.join(file, name))));
}

/** True where something that a build is made from is younger than the build in `folder`. */
export function isStale(folder) {
  const mark = path.join(folder, 'manifest.json');
  if (!existsSync(mark)) return true;
  const built = statSync(mark).mtimeMs;
  return INPUTS.some((name) => existsSync(path.join(root, name)) && newest(path.join(root, name)) > built);
}

/** Builds one target into `folder`, from the sources in `from`; false where vite failed (its messages are on the terminal). */
export function build(target, folder = path.join(root, 'dist', target), from = root) {
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const done = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: from,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, TARGET: target, OUT_DIR: folder, NODE_ENV: 'production' },
  });
  return done.status === 0;
}

function printSizes(folder) {
  let total = 0;
  for (const name of filesUnder(folder)) {
    const bytes = readFileSync(path.join(folder, name));
    total += bytes.length;
    console.log(`  ${kilobytes(bytes.length).padStart(10)} ${kilobytes(gzipSync(bytes).length).padStart(10)} gz  ${name}`);
  }
  console.log(`  ${kilobytes(total).padStart(10)} in all`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } });
  ensurePackages();
  for (const target of positionals.length > 0 ? positionals : TARGETS) {
    const folder = path.resolve(values.out ?? path.join(root, 'dist'), target);
    if (!build(target, folder)) process.exit(1);
    console.log(folder);
    printSizes(folder);
  }
}
