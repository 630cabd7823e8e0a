// The built scripts of every page, with a background of the tests' own.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';

/** A folder to install; `remove` takes it away again. */
export async function stubbedBuild(target: 'chromium' | 'firefox'): Promise<{ readonly dist: string; remove(): void }> {
  const from = path.resolve(process.env.E2E_DIST ?? path.join(import.meta.dirname, '../../dist', target));
  const dist = mkdtempSync(path.join(tmpdir(), 'countersign-bridge-'));
  const { content_scripts, icons, _locales, ...manifest } = JSON.parse(readFileSync(path.join(from, 'manifest.json'), 'utf8'));
  for (const key of ['action', 'options_ui', 'omnibox', 'side_panel', 'sidebar_action', 'commands', 'storage']) delete manifest[key];
  cpSync(path.join(from, '_locales'), path.join(dist, '_locales'), { recursive: true });
  for (const file of content_scripts.flatMap(({ js }: { js: string[] }) => js)) cpSync(path.join(from, file), path.join(dist, file));
  manifest.background = target === 'firefox' ? { scripts: ['background.js'] } : { service_worker: 'background.js' };
  writeFileSync(path.join(dist, 'manifest.json'), JSON.stringify({ ...manifest, content_scripts }));
  await build({
    configFile: false,
    logLevel: 'error',
    define: { __TARGET__: JSON.stringify(target) },
    build: {
      outDir: dist,
      emptyOutDir: false,
      copyPublicDir: false,
      minify: false,
      rolldownOptions: {
        input: { background: path.join(import.meta.dirname, 'bridge-background.ts') },
        output: { format: 'iife', entryFileNames: '[name].js' },
      },
    },
  });
  return { dist, remove: () => rmSync(dist, { recursive: true, force: true }) };
}
