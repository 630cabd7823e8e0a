// npm run reproduce [-- chromium|firefox]: builds twice, each time from a copy of the sources in a folder of its own, and compares every byte.
// What anybody can do to see that a package is made of these sources and of nothing else.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, filesUnder, TARGETS } from './build.mjs';
import { ensurePackages, giveUp, root } from './setup.mjs';

const hashOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** Path → SHA-256 of every file of a build. */
export const hashesOf = (folder) => Object.fromEntries(filesUnder(folder).map((name) => [name, hashOf(path.join(folder, name))]));

/** Files that are not the same bytes in both, or in one only. */
export const differences = (one, other) =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((name) => one[name] !== other[name]).sort();

/** The sources as they are now, without what git ignores. */
function copySources(folder) {
  mkdirSync(folder, { recursive: true });
  const names = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  for (const name of names.split('\0').filter((one) => one !== '' && !one.startsWith('tests/') && existsSync(path.join(root, one)))) {
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  }
}

/** Builds from a copy of `sources` under `folder`, with the packages of this one; null where that fails. */
function buildIn(target, sources, folder) {
  const copy = path.join(folder, 'sources');
  cpSync(sources, copy, { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'dir');
  const out = path.join(folder, 'built', target);
  return build(target, out, copy) ? hashesOf(out) : null;
}

/** Two builds of one state of the sources, in folders of different names and depths; null where one fails. */
export function buildTwice(target, scratch) {
  const sources = path.join(scratch, 'taken', target);
  copySources(sources);
  const one = buildIn(target, sources, path.join(scratch, target, 'here'));
  const other = one && buildIn(target, sources, path.join(scratch, target, 'and', 'in', 'another place'));
  return one && other && { one, other };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [asked] = process.argv.slice(2);
  if (asked !== undefined && !TARGETS.includes(asked)) giveUp(`npm run reproduce [-- ${TARGETS.join('|')}]`);
  ensurePackages();
  const scratch = mkdtempSync(path.join(tmpdir(), 'countersign-reproduce-'));
  let same = true;
  try {
    for (const target of asked === undefined ? TARGETS : [asked]) {
      const built = buildTwice(target, scratch);
      if (built === null) giveUp(`The ${target} build failed.`);
      const { one, other } = built;
      const differing = differences(one, other);
      const whole = createHash('sha256').update(JSON.stringify(one)).digest('hex');
      console.log(`${target}: ${Object.keys(one).length} files, ${differing.length} differ; all of them together ${whole}`);
      for (const name of differing) console.log(`  ${name}`);
      same &&= differing.length === 0;
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  process.exit(same ? 0 : 1);
}
