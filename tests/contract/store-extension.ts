// Builds the small extension around run-in-page.ts: the real one's id and permissions, none of its code but the store and the vault.

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import source from '../../manifest.json' with { type: 'json' };

/** Returns `folder`. The page is `run.html`. */
export async function buildStoreExtension(folder: string, target: 'chromium' | 'firefox'): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const shared = { manifest_version: 3, name: 'Store test', version: '1', permissions: ['storage', 'unlimitedStorage'] };
  const csp = { content_security_policy: { extension_pages: "script-src 'self' 'wasm-unsafe-eval'" } };
  const own =
    target === 'chromium'
      ? { key: source.key, background: { service_worker: 'background.js' } }
      : { browser_specific_settings: source.browser_specific_settings, background: { scripts: ['background.js'] } };
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify({ ...shared, ...csp, ...own }));
  writeFileSync(path.join(folder, 'background.js'), '');
  writeFileSync(path.join(folder, 'run.html'), '<!doctype html><meta charset="utf-8"><title>store</title><script src="run.js"></script>');
  await build({
    configFile: false,
    logLevel: 'error',
    define: { __TARGET__: JSON.stringify(target) },
    build: {
      outDir: folder,
      emptyOutDir: false,
      copyPublicDir: false,
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: {
        input: { run: path.resolve('tests/contract/run-in-page.ts') },
        output: { format: 'iife', entryFileNames: '[name].js' },
      },
    },
  });
  return folder;
}
