// npm run package: builds both targets and packs them into out/countersign-VERSION-TARGET.zip, byte for byte reproducible, each with the
// list of what is in it beside it.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, filesUnder, kilobytes, TARGETS } from './build.mjs';
import { lintFirefox } from './lint-firefox.mjs';
import { writeSbom } from './sbom.mjs';
import { ensurePackages, giveUp, root } from './setup.mjs';
import { zip } from './zip.mjs';

/** Unpacked, DESIGN §9. Deviation: words are not counted, of which ten languages are as much as a quarter of it. */
const LIMIT = 3 * 1024 * 1024;

ensurePackages();
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
mkdirSync(path.join(root, 'out'), { recursive: true });

for (const target of TARGETS) {
  const folder = path.join(root, 'dist', target);
  if (!build(target, folder)) giveUp(`The ${target} build failed.`);
  const names = filesUnder(folder).filter((name) => !name.startsWith('.vite/'));
  const maps = names.filter((name) => name.endsWith('.map'));
  if (maps.length > 0) giveUp(`${target}: source maps must not be shipped: ${maps.join(', ')}`);
  const findings = target === 'firefox' ? lintFirefox(folder) : [];
  if (findings.length > 0) giveUp(`web-ext lint: ${findings.join('\n')}`);
  const { archive, sizes } = zip(names.map((name) => [name, readFileSync(path.join(folder, name))]));
  const file = path.join(root, 'out', `countersign-${version}-${target}.zip`);
  writeFileSync(file, archive);
  for (const { name, size, packed } of sizes) console.log(`  ${kilobytes(size).padStart(10)} → ${kilobytes(packed).padStart(10)}  ${name}`);
  const unpacked = sizes.reduce((sum, entry) => sum + entry.size, 0);
  console.log(`${file}: ${kilobytes(unpacked)} unpacked, ${kilobytes(archive.length)} packed`);
  console.log(`  sha256 ${createHash('sha256').update(archive).digest('hex')}`);
  console.log(`  ${writeSbom(target, folder).file}`);
  const wordless = sizes.reduce((sum, { name, size }) => sum + (name.startsWith('_locales/') ? 0 : size), 0);
  if (wordless > LIMIT) giveUp(`${target}: ${kilobytes(wordless)} without words is over the limit of ${kilobytes(LIMIT)}.`);
}
