// Whose code is in the package: read from the modules that the bundler put into it, not from package.json. Writes `licences.txt`, which is
// shipped and shown in About, and `.vite/libraries.json`, which is not shipped: `npm run sbom` reads it.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'vite';

export interface Library {
  readonly name: string;
  readonly version: string;
  /** SPDX expression. */
  readonly licence: string;
  /** The package that carries it, where it has none of its own. */
  readonly within: string | null;
}

/** What packages carry compiled or as data: no module of the graph shows it. */
const WITHIN: Readonly<Record<string, readonly Omit<Library, 'within'>[]>> = {
  'zxing-wasm': [{ name: 'zxing-cpp', version: 'as built by zxing-wasm', licence: 'Apache-2.0' }],
  tldts: [{ name: 'Public Suffix List', version: 'as built into tldts', licence: 'MPL-2.0' }],
};

/** The folder of the package that a module belongs to: `…/node_modules/@scope/name`, the innermost. null: a module of ours. */
export function packageFolder(id: string): string | null {
  const found = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/').replace(/^\0/, ''));
  return found?.[1] ?? null;
}

function libraryIn(folder: string): Library {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Record<string, string>;
  if (name === undefined || version === undefined || license === undefined) throw new Error(`${folder} names no licence`);
  return { name, version, licence: license, within: null };
}

/** The text that its authors want to go along. */
function licenceText(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[sc]e(\.(md|txt))?$/i.test(name));
  if (file === undefined) throw new Error(`${folder} has no licence file`);
  return readFileSync(path.join(folder, file), 'utf8').replace(/\r\n/g, '\n').trim();
}

/** One text once, with the names of all who use it word for word. */
export function licencesFile(entries: readonly { readonly library: Library; readonly text: string }[]): string {
  const byText = new Map<string, string[]>();
  for (const { library, text } of entries) {
    const within = library.within === null ? '' : `, inside ${library.within}`;
    const title = `${library.name} ${library.version} (${library.licence}${within})`;
    byText.set(text, [...(byText.get(text) ?? []), title]);
  }
  const parts = [...byText].map(([text, titles]) => `${titles.join('\n')}\n\n${text}`);
  const head = 'Countersign contains code of these libraries, unmodified but for bundling. Their licences:';
  return `${[head, ...parts].join(`\n\n${'-'.repeat(72)}\n`)}\n`;
}

const byName = (a: { library: Library }, b: { library: Library }): number => (a.library.name < b.library.name ? -1 : 1);

export interface Bundled {
  /** Give it to every build of which something ends in the package. */
  readonly collector: Plugin;
  /** Once all of them are through. */
  write(outDir: string): Promise<void>;
}

/** `assets`: packages of which a file is copied as it is. */
export function bundledLibraries(assets: readonly string[]): Bundled {
  const folders = new Set(assets.map((name) => path.resolve('node_modules', name)));
  return {
    collector: {
      name: 'countersign:bundled-libraries',
      generateBundle(_, bundle) {
        for (const chunk of Object.values(bundle)) {
          for (const id of chunk.type === 'chunk' ? chunk.moduleIds : []) {
            const folder = packageFolder(id);
            if (folder !== null && existsSync(path.join(folder, 'package.json'))) folders.add(folder);
          }
        }
      },
    },
    async write(outDir) {
      const entries = [...folders]
        .flatMap((folder) => {
          const library = libraryIn(folder);
          const text = licenceText(folder);
          const inside = (WITHIN[library.name] ?? []).map((one) => ({
            library: { ...one, within: library.name },
            text: noticeOf(one.licence),
          }));
          return [{ library, text }, ...inside];
        })
        .sort(byName);
      await mkdir(path.join(outDir, '.vite'), { recursive: true });
      await writeFile(path.join(outDir, 'licences.txt'), licencesFile(entries));
      await writeFile(
        path.join(outDir, '.vite/libraries.json'),
        `${JSON.stringify(
          entries.map(({ library }) => library),
          null,
          1,
        )}\n`,
      );
    },
  };
}

/** Where the terms are to be had; the packages above bring the text of these licences along or name it. */
function noticeOf(licence: string): string {
  const address: Readonly<Record<string, string>> = {
    'Apache-2.0': 'https://www.apache.org/licenses/LICENSE-2.0',
    'MPL-2.0': 'https://mozilla.org/MPL/2.0/',
  };
  const where = address[licence];
  if (where === undefined) throw new Error(`no text of ${licence}`);
  return `Under ${licence}: ${where}`;
}
