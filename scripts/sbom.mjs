// npm run sbom [-- chromium|firefox]: what is in the package and what made it, as CycloneDX 1.6 JSON: out/countersign-VERSION-TARGET.cdx.json.
// What is inside comes from the build itself; the rest of the lock file is listed as `excluded`. The same sources give the same bytes.

import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, TARGETS } from './build.mjs';
import { ensurePackages, giveUp, root } from './setup.mjs';

const json = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** https://github.com/package-url/purl-spec: the @ of a scope is escaped. */
const purlOf = (name, version) => `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;

/** The lock file has SHA-512 in Base64, CycloneDX wants hex. */
function hashesOf(integrity) {
  const base64 = /^sha512-(.+)$/.exec(integrity ?? '')?.[1];
  return base64 === undefined ? [] : [{ alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') }];
}

/** What old packages write and SPDX does not know. */
const NO_SPDX = ['BSD'];

function termsOf(licence) {
  if (/ (OR|AND|WITH) /.test(licence)) return { expression: licence };
  return { license: NO_SPDX.includes(licence) ? { name: licence } : { id: licence } };
}

const component = (name, version, licence, integrity, scope) => ({
  type: 'library',
  'bom-ref': purlOf(name, version),
  name,
  version,
  scope,
  hashes: hashesOf(integrity),
  licenses: licence === undefined ? [] : [termsOf(licence)],
  purl: purlOf(name, version),
});

/** A part of a package, without a place in a registry of its own. */
const part = ({ name, licence, within }) => ({
  type: 'library',
  'bom-ref': `${within}#${name}`,
  name,
  scope: 'required',
  licenses: [{ license: { id: licence } }],
  description: `Inside ${within}`,
});

const byRef = (a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1);

/** RFC 9562 §5.8: made of the content, so that it is the same for the same content. */
function uuidOf(text) {
  const hash = createHash('sha256').update(text).digest();
  hash[6] = (hash[6] & 0x0f) | 0x80;
  hash[8] = (hash[8] & 0x3f) | 0x80;
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** `libraries`: what the build found in its bundles. */
export function sbomOf(target, libraries, lock, { name, version, license }) {
  const locked = Object.entries(lock.packages)
    .filter(([folder]) => folder !== '')
    .map(([folder, entry]) => ({ name: folder.replace(/^.*node_modules\//, ''), ...entry }));
  const inside = libraries.map((library) => {
    if (library.within !== null) return part(library);
    const entry = locked.find((one) => one.name === library.name && one.version === library.version);
    if (entry === undefined) throw new Error(`${library.name} ${library.version} is in the bundle and not in the lock file`);
    return component(library.name, library.version, library.licence, entry.integrity, 'required');
  });
  const known = new Set(inside.map((one) => one['bom-ref']));
  const tools = new Map();
  for (const one of locked) {
    const tool = component(one.name, one.version, one.license, one.integrity, 'excluded');
    if (!known.has(tool['bom-ref'])) tools.set(tool['bom-ref'], tool);
  }
  const self = { type: 'application', 'bom-ref': `${name}-${target}`, name, version, licenses: [{ license: { id: license } }] };
  const content = {
    metadata: { component: self },
    components: [...inside, ...tools.values()].sort(byRef),
    dependencies: [{ ref: self['bom-ref'], dependsOn: [...known].sort() }],
  };
  const serialNumber = `urn:uuid:${uuidOf(JSON.stringify(content))}`;
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber,
    version: 1,
    ...content,
  };
}

/** Writes it for a build in `folder`; returns the file. */
export function writeSbom(target, folder) {
  const project = json(path.join(root, 'package.json'));
  const bom = sbomOf(target, json(path.join(folder, '.vite/libraries.json')), json(path.join(root, 'package-lock.json')), project);
  const file = path.join(root, 'out', `countersign-${project.version}-${target}.cdx.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(bom, null, 1)}\n`);
  return { file, inside: bom.dependencies[0].dependsOn.length, listed: bom.components.length };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [asked] = process.argv.slice(2);
  if (asked !== undefined && !TARGETS.includes(asked)) giveUp(`npm run sbom [-- ${TARGETS.join('|')}]`);
  ensurePackages();
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-sbom-'));
  try {
    for (const target of asked === undefined ? TARGETS : [asked]) {
      if (!build(target, path.join(folder, target))) giveUp(`The ${target} build failed.`);
      const { file, inside, listed } = writeSbom(target, path.join(folder, target));
      console.log(`${file}: ${inside} libraries in the package, ${listed - inside} that build and test it`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
