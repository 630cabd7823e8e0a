// One source manifest, two builds: TARGET=chromium | firefox → dist/<target>. PROXY=off leaves out the permission that makes passkeys of
// ours native objects in Chromium, for a store that will not have it; nothing else differs, so that both pass the same tests.

import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import { build, defineConfig, type Plugin } from 'vite';
import source from './manifest.json' with { type: 'json' };
import { type Bundled, bundledLibraries } from './scripts/bundled-libraries.ts';

type Target = 'chromium' | 'firefox';

const CHROMIUM_ONLY = ['offscreen', 'sidePanel', 'webAuthenticationProxy'];

/**
 * Scripts that @crxjs must not see: it would list them as web accessible, or load them through an asynchronous loader. The background is
 * one of them because a page's call may have to wake it: from modules it starts 15 ms later than from one classic script.
 */
const standalone = {
  background: 'src/background/main.ts',
  detector: 'src/content/detector.ts',
  offers: 'src/content/offers-on-demand.ts',
  region: 'src/content/region.ts',
  'passkey-field': 'src/content/passkey-field.ts',
  'decode-worker': 'src/offscreen/decode-worker.ts',
  'import-worker': 'src/offscreen/import-worker.ts',
};

export function manifestFor(target: Target, proxy = true): Record<string, unknown> {
  const manifest: Record<string, unknown> = structuredClone(source);
  if (target === 'chromium') {
    if (!proxy) manifest.permissions = source.permissions.filter((permission) => permission !== 'webAuthenticationProxy');
    for (const key of ['browser_specific_settings', 'sidebar_action']) delete manifest[key];
    return manifest;
  }
  for (const key of ['key', 'minimum_chrome_version', 'externally_connectable', 'side_panel', 'storage']) delete manifest[key];
  manifest.background = { scripts: [source.background.service_worker] };
  manifest.permissions = source.permissions.filter((permission) => !CHROMIUM_ONLY.includes(permission));
  return manifest;
}

/** zxing-wasm would load its wasm from a CDN where nobody says otherwise. We do, and the address must not even be in the package. */
const noForeignAddress: Plugin = {
  name: 'countersign:no-foreign-address',
  enforce: 'pre',
  transform: (code, id) => (id.includes('zxing-wasm') ? code.replaceAll('https://fastly.jsdelivr.net/npm', '') : null),
};

/**
 * tldts hashes every label of the public suffix list as it is loaded, 4 ms of each start of the background. So it does when first asked.
 * The build fails where the text is another one.
 */
const suffixListWhenAsked: Plugin = {
  name: 'countersign:suffix-list-when-asked',
  enforce: 'pre',
  transform(code, id) {
    if (!/tldts\/dist\/es6\/src\/suffix-trie\.js$/.test(id)) return null;
    const asked = 'export default function suffixLookup(hostname, options, out) {\n';
    const pass = /^for \(let node = 0, offset = 0;[\s\S]*?^}\n/m.exec(code)?.[0];
    if (pass === undefined || !code.includes(asked)) throw new Error('tldts is not as suffixListWhenAsked knows it');
    return code
      .replace(pass, () => `let isHashed = false;\nfunction hashLabels() {\nisHashed = true;\n${pass}}\n`)
      .replace(asked, () => `${asked}if (!isHashed) hashLabels();\n`);
  },
};

function standaloneScripts(target: Target, outDir: string, libraries: Bundled): Plugin {
  const sourceChanges: Plugin[] = [];
  return {
    name: 'countersign:standalone-scripts',
    apply: 'build',
    // These scripts are built by themselves: what changes sources, a test's plugin too, is to change theirs.
    configResolved: ({ plugins }) =>
      void sourceChanges.push(...plugins.filter(({ enforce, name }) => enforce === 'pre' && name.startsWith('countersign:'))),
    async writeBundle() {
      for (const [name, entry] of Object.entries(standalone)) {
        await build({
          configFile: false,
          logLevel: 'warn',
          plugins: [...sourceChanges, libraries.collector],
          define: definitions(target),
          build: {
            outDir,
            emptyOutDir: false,
            copyPublicDir: false,
            target: 'es2023',
            modulePreload: false,
            chunkSizeWarningLimit: 1000,
            rolldownOptions: {
              ...ROLLDOWN,
              input: { [name]: path.resolve(entry) },
              output: { format: 'iife', entryFileNames: '[name].js' },
            },
          },
        });
      }
      await cp('node_modules/zxing-wasm/dist/reader/zxing_reader.wasm', path.join(outDir, 'zxing_reader.wasm'));
      await libraries.write(outDir);
    },
  };
}

/**
 * The script that runs in the page's own world: strict, so that no function of the page's can climb to ours by `caller`, and without an
 * address, which would tell the page that we are installed, and in Firefox who the person is.
 */
function pageWorldScript(outDir: string): Plugin {
  return {
    name: 'countersign:page-world-script',
    apply: 'build',
    enforce: 'post',
    async writeBundle() {
      const file = path.join(outDir, 'src/content/bridge-main.iife.js');
      await writeFile(file, `'use strict';${(await readFile(file, 'utf8')).trimEnd()}\n//# sourceURL=about:blank\n`);
    },
  };
}

/**
 * The manifest with the background that @crxjs was not told of, and without the web accessible resources that it adds for its own loaders:
 * a page could tell by them that we are installed.
 */
function finalManifest(outDir: string, background: unknown): Plugin {
  return {
    name: 'countersign:final-manifest',
    apply: 'build',
    enforce: 'post',
    async writeBundle() {
      const file = path.join(outDir, 'manifest.json');
      const { web_accessible_resources: _, ...manifest } = JSON.parse(await readFile(file, 'utf8'));
      await writeFile(file, `${JSON.stringify({ ...manifest, background }, null, 2)}\n`);
    },
  };
}

/** Words without what only translators need: names of arguments, descriptions, indentation. Ten languages of it are half a megabyte. */
function compactWords(outDir: string): Plugin {
  return {
    name: 'countersign:compact-words',
    apply: 'build',
    enforce: 'post',
    async writeBundle() {
      const folder = path.join(outDir, '_locales');
      for (const language of await readdir(folder)) {
        const file = path.join(folder, language, 'messages.json');
        await writeFile(file, JSON.stringify(withoutNames(JSON.parse(await readFile(file, 'utf8')))));
      }
    },
  };
}

/** `$NAME$` becomes the `$1` that it stands for: browsers read both. */
export function withoutNames(words: Readonly<Record<string, NamedMessage>>): Record<string, { readonly message: string }> {
  const compact = ({ message, placeholders = {} }: NamedMessage): string =>
    message.replace(/\$([a-z0-9_]+)\$/gi, (whole, name: string) => placeholders[name.toLowerCase()]?.content ?? whole);
  return Object.fromEntries(Object.entries(words).map(([key, named]) => [key, { message: compact(named) }]));
}

interface NamedMessage {
  readonly message: string;
  readonly placeholders?: Readonly<Record<string, { readonly content: string }>>;
}

/** TEST_HOOK=on: for `npm run wpt` alone, consents in a person's place. No release has it; a test looks. */
const definitions = (target: Target): Record<string, string> => ({
  __TARGET__: JSON.stringify(target),
  __TEST_HOOK__: JSON.stringify(process.env.TEST_HOOK === 'on'),
});

/** else the public suffix list, one long text, stands in a script three times */
const ROLLDOWN = { optimization: { inlineConst: false } };

export default defineConfig(() => {
  const target: Target = process.env.TARGET === 'firefox' ? 'firefox' : 'chromium';
  const outDir = process.env.OUT_DIR ?? `dist/${target}`;
  const libraries = bundledLibraries(['zxing-wasm']);
  const { background, ...manifest } = manifestFor(target, process.env.PROXY !== 'off');
  return {
    define: definitions(target),
    plugins: [
      noForeignAddress,
      suffixListWhenAsked,
      crx({
        manifest: manifest as unknown as ManifestV3Export,
        browser: target === 'firefox' ? 'firefox' : 'chrome',
      }),
      libraries.collector,
      standaloneScripts(target, outDir, libraries),
      finalManifest(outDir, background),
      pageWorldScript(outDir),
      compactWords(outDir),
    ],
    oxc: { jsx: { runtime: 'automatic' as const, importSource: 'preact' } },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      modulePreload: { polyfill: false },
      // Everything is read from disk: a file's size costs no round trip.
      chunkSizeWarningLimit: 1000,
      rolldownOptions: {
        ...ROLLDOWN,
        input: {
          // Pages that @crxjs does not find in the manifest.
          panel: 'src/popup/panel.html',
          ...(target === 'chromium' ? { offscreen: 'src/offscreen/offscreen.html' } : {}),
        },
      },
    },
  };
});
