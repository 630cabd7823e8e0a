// npm run drive -- SCRIPT.mjs [options] [arguments]: sets up what is missing, builds if there is no build, runs the script.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { ensureBrowser, ensurePackages, giveUp, root } from './setup.mjs';

const { values } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: { browser: { type: 'string' }, dist: { type: 'string' } },
});
const browser = values.browser ?? 'chromium';
if (browser !== 'chromium' && browser !== 'firefox') giveUp('--browser is chromium or firefox.');
ensurePackages();
const executable = ensureBrowser(browser);
if (values.dist === undefined && !existsSync(path.join(root, 'dist', browser, 'manifest.json')) && !build(browser))
  giveUp('The build failed.');

const child = spawn(
  process.execPath,
  ['--import', import.meta.resolve('tsx'), path.join(root, 'scripts', 'drive.ts'), ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, E2E_BROWSER: browser, E2E_EXECUTABLE: executable } },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
