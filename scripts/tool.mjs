// node scripts/tool.mjs NAME [arguments]: sets up what is missing, builds what is not built, then runs scripts/NAME.ts. What the
// npm commands that need a browser begin with.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { ensureBrowser, ensurePackages, giveUp, root } from './setup.mjs';

const [name, ...args] = process.argv.slice(2);
const script = path.join(root, 'scripts', `${name}.ts`);
if (name === undefined || !existsSync(script)) giveUp('There is no such tool.');

/** Reading needs no browser. */
const withoutBrowser = name === 'score-import' || name === 'fuzz';
/** --browser says which; `both` where the tool knows that and nothing is said. */
/** Where nothing is said. */
const inBoth = new Set(['attack', 'torture']);
const asked = args[args.indexOf('--browser') + 1];
const browsers = args.includes('--browser') ? [asked] : inBoth.has(name) ? ['chromium', 'firefox'] : ['chromium'];
if (browsers.some((browser) => browser !== 'chromium' && browser !== 'firefox')) giveUp('--browser is chromium or firefox.');

ensurePackages();
const env = { ...process.env };
for (const browser of withoutBrowser ? [] : browsers) {
  env[`${browser.toUpperCase()}_PATH`] = ensureBrowser(browser);
  if (!args.includes('--dist') && !existsSync(path.join(root, 'dist', browser, 'manifest.json')) && !build(browser))
    giveUp('The build failed.');
}
const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), script, ...args], { stdio: 'inherit', env });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
