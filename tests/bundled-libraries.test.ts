// Whose code is in the package, and under what terms.

import { expect, test } from 'vitest';
import { licencesFile, packageFolder } from '../scripts/bundled-libraries';

test.each([
  ['/w/node_modules/idb/build/index.js', '/w/node_modules/idb'],
  ['/w/node_modules/@noble/hashes/esm/sha2.js?commonjs', '/w/node_modules/@noble/hashes'],
  ['/w/node_modules/a/node_modules/b/index.js', '/w/node_modules/a/node_modules/b'],
  ['\0/w/node_modules/jsqr/dist/jsQR.js?commonjs-module', '/w/node_modules/jsqr'],
  ['C:\\w\\node_modules\\idb\\index.js', 'C:/w/node_modules/idb'],
  ['/w/src/core/bytes.ts', null],
  ['\0vite/preload-helper.js', null],
])('%j belongs to %j', (id, folder) => {
  expect(packageFolder(id)).toBe(folder);
});

test('a text that several share stands once, under all their names', () => {
  const of = (name: string, text: string, within: string | null = null) => ({
    library: { name, version: '1.0.0', licence: 'MIT', within },
    text,
  });
  const file = licencesFile([of('a', 'Do as you like.'), of('b', 'Do as you like.'), of('c', 'Do not.', 'a')]);
  expect(file.match(/Do as you like\./g)).toHaveLength(1);
  expect(file).toContain('a 1.0.0 (MIT)\nb 1.0.0 (MIT)\n\nDo as you like.');
  expect(file).toContain('c 1.0.0 (MIT, inside a)\n\nDo not.');
});
