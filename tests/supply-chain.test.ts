// What the project takes from others: pinned, hashed, listed.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { sbomOf } from '../scripts/sbom.mjs';

const root = path.resolve(import.meta.dirname, '..');
const json = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
const project = json('package.json') as { dependencies: Record<string, string>; devDependencies: Record<string, string> };
const lock = json('package-lock.json') as {
  lockfileVersion: number;
  packages: Record<
    string,
    { version: string; integrity?: string; resolved?: string; hasInstallScript?: boolean; link?: boolean; license?: string }
  >;
};
const locked = Object.entries(lock.packages).filter(([folder]) => folder !== '');

describe('the lock file', () => {
  test('has a SHA-512 of every package, and nothing that comes from elsewhere than the registry', () => {
    expect(locked.length).toBeGreaterThan(300);
    const odd = locked.filter(
      ([, { integrity, resolved, link }]) =>
        !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? '') ||
        link === true ||
        (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/')),
    );
    expect(odd.map(([folder]) => folder)).toEqual([]);
  });

  test('is what package.json asks for, and that is exact versions', () => {
    const wanted = { ...project.dependencies, ...project.devDependencies };
    expect(Object.values(wanted).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    for (const [name, version] of Object.entries(wanted)) expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version);
  });

  test('lets two packages run something while they are installed, of which neither is in the package', () => {
    const scripted = locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([folder]) => folder);
    expect(scripted).toEqual(['node_modules/esbuild', 'node_modules/puppeteer']);
  });
});

describe('the list of what is inside', () => {
  const inside = [
    { name: 'idb', version: project.dependencies.idb ?? '', licence: 'ISC', within: null },
    { name: 'Public Suffix List', version: 'as built into tldts', licence: 'MPL-2.0', within: 'tldts' },
  ];
  const about = { name: 'countersign', version: '1.2.3', license: 'MIT' };

  test('is the same for the same content, and another for another', () => {
    const one = JSON.stringify(sbomOf('firefox', inside, lock, about));
    expect(JSON.stringify(sbomOf('firefox', inside, lock, about))).toBe(one);
    expect(sbomOf('firefox', inside.slice(1), lock, about).serialNumber).not.toBe(JSON.parse(one).serialNumber);
    expect(JSON.parse(one).serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('names what is shipped as required and what only builds it as excluded, each with its hash', () => {
    const { components } = sbomOf('firefox', inside, lock, about) as {
      components: { name: string; scope: string; hashes?: { content: string }[]; purl?: string }[];
    };
    expect(components.filter(({ scope }) => scope === 'required').map(({ name }) => name)).toEqual(['idb', 'Public Suffix List']);
    const tools = components.filter(({ scope }) => scope === 'excluded');
    expect(tools.map(({ name }) => name)).toContain('vite');
    expect(tools.filter(({ hashes }) => !/^[0-9a-f]{128}$/.test(hashes?.[0]?.content ?? ''))).toEqual([]);
    expect(components.find(({ name }) => name === 'idb')?.purl).toBe(`pkg:npm/idb@${project.dependencies.idb}`);
    expect(tools.find(({ name }) => name === '@biomejs/biome')?.purl).toMatch(/^pkg:npm\/%40biomejs\/biome@/);
  });

  test('will not be written where the bundle holds what the lock file does not know', () => {
    const stranger = { name: 'left-pad', version: '1.0.0', licence: 'MIT', within: null };
    expect(() => sbomOf('firefox', [stranger], lock, about)).toThrow(/left-pad 1\.0\.0/);
  });
});
