// npm start [-- --headless] [--browser chromium|firefox]: from a fresh clone to a browser with the extension and the test site.

import { spawn } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findBrowser } from './browsers.mjs';
import { build, isStale } from './build.mjs';
import { ensureBrowser, ensurePackages, giveUp, root } from './setup.mjs';

const { values } = parseArgs({ options: { headless: { type: 'boolean', default: false }, browser: { type: 'string' } } });
if (values.browser !== undefined && values.browser !== 'chromium' && values.browser !== 'firefox')
  giveUp('--browser is chromium or firefox.');

const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
const headless = values.headless || !hasDisplay;

ensurePackages();
const browser = values.browser ?? (findBrowser('chromium') === null && findBrowser('firefox') !== null ? 'firefox' : 'chromium');
const executable = ensureBrowser(browser);
const dist = path.join(root, 'dist', browser);
if (isStale(dist)) {
  console.log('Building…');
  if (!build(browser)) giveUp('The build failed; its messages are above.');
}
if (headless && !values.headless) console.log('No display here: walking through the main job without one.');

const child = spawn(
  process.execPath,
  ['--import', import.meta.resolve('tsx'), path.join(root, 'scripts', headless ? 'tour.ts' : 'show.ts')],
  { stdio: 'inherit', env: { ...process.env, E2E_BROWSER: browser, E2E_EXECUTABLE: executable } },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
