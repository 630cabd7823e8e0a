// The built package: what a store would get. Runs once for each target.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { lintFirefox } from '../../scripts/lint-firefox.mjs';

const target = process.env.E2E_BROWSER ?? 'chromium';
const dist = path.resolve(import.meta.dirname, '../../dist', target);
const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(path.join(dist, file)).isFile());
const read = (file: string): Buffer => readFileSync(path.join(dist, file));
const manifest = JSON.parse(read('manifest.json').toString());
const gzipped = (file: string): number => gzipSync(read(file)).length;

test('nothing is web accessible and nobody may connect', () => {
  expect(manifest.web_accessible_resources).toBeUndefined();
  expect(JSON.stringify(manifest)).not.toContain('matches":["<all_urls>"]}');
  if (target === 'chromium') expect(manifest.externally_connectable).toEqual({ ids: [] });
});

test('scripts of every page stay within 6 KB gzipped, the detector within 20, the offers that only a find brings within 10', () => {
  const always = manifest.content_scripts.flatMap((script: { js: string[] }) => script.js);
  expect(always.length).toBeGreaterThan(0);
  expect(always.reduce((sum: number, file: string) => sum + gzipped(file), 0)).toBeLessThanOrEqual(6 * 1024);
  expect(gzipped('detector.js')).toBeLessThanOrEqual(20 * 1024);
  expect(gzipped('offers.js')).toBeLessThanOrEqual(10 * 1024);
});

test('scripts of every page are single and synchronous, without polyfill or validator', () => {
  for (const script of manifest.content_scripts) {
    for (const file of script.js) expect(read(file).toString()).not.toMatch(/\bimport\s*\(|\bimport\s*["']|webextension-polyfill|valibot/);
  }
});

test('the script in the page’s own world is strict and has no address of ours', () => {
  const [{ js, world }] = manifest.content_scripts;
  expect(world).toBe('MAIN');
  expect(js).toHaveLength(1);
  const text = read(js[0]).toString();
  expect(text).toMatch(/^'use strict';[\s\S]*\n\/\/# sourceURL=about:blank\n$/);
  expect(text).not.toMatch(/countersign|chrome\.|browser\./i);
});

test('the package is at most 3 MB and a little for each language, holds no source map and no test hook', () => {
  const sizeOf = (names: readonly string[]): number => names.reduce((sum, file) => sum + read(file).length, 0);
  const words = files.filter((file) => file.startsWith('_locales/'));
  expect(sizeOf(files.filter((file) => !words.includes(file)))).toBeLessThanOrEqual(3 * 1024 * 1024);
  for (const file of words) expect(read(file).length, file).toBeLessThanOrEqual(0.15 * 1024 * 1024);
  expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
  for (const file of files.filter((name) => name.endsWith('.js'))) {
    expect(read(file).toString(), file).not.toMatch(/sourceMappingURL|\bnew Function\b|jsdelivr|unpkg\.com/);
  }
});

test.runIf(target === 'firefox')(
  'the linter of addons.mozilla.org finds nothing that docs/building.md does not explain',
  { timeout: 120_000 },
  () => {
    expect(lintFirefox(dist)).toEqual([]);
  },
);
