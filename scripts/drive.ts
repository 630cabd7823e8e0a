// Runs one script against a fresh browser with the extension and a test site of its own; started by drive.mjs.

import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import puppeteer from 'puppeteer';
import type { Context } from '../tests/e2e/contract';
import { startDriver } from '../tests/e2e/driver';
import { startSite } from '../tests/site/server';

const USAGE =
  'npm run drive -- SCRIPT.mjs [--browser chromium|firefox] [--headed] [--profile DIR] [--dist DIR] [--host-rule "MAP *.test 127.0.0.1"] [--accept-insecure-certs] [ARGUMENTS]';

const { values, tokens } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  strict: false,
  tokens: true,
  options: {
    browser: { type: 'string' },
    headed: { type: 'boolean' },
    profile: { type: 'string' },
    dist: { type: 'string' },
    'host-rule': { type: 'string' },
    'accept-insecure-certs': { type: 'boolean' },
  },
});
const OURS = new Set(['browser', 'headed', 'profile', 'dist', 'host-rule', 'accept-insecure-certs']);
const text = (name: 'profile' | 'dist' | 'host-rule'): string | undefined => (typeof values[name] === 'string' ? values[name] : undefined);

/** Whatever is not ours is the script's, in its order, options too. */
const [script, ...args] = tokens.flatMap((token) => {
  if (token.kind === 'positional') return [token.value];
  if (token.kind === 'option' && !OURS.has(token.name))
    return [token.value === undefined ? token.rawName : `${token.rawName}=${token.value}`];
  return [];
});
if (script === undefined) {
  console.error(USAGE);
  process.exit(1);
}

const site = await startSite({ https: true });
let failed = false;
try {
  const [profile, dist, hostRule] = [text('profile'), text('dist'), text('host-rule')];
  const driver = await startDriver({
    browser: values.browser === 'firefox' ? 'firefox' : 'chromium',
    headed: values.headed === true,
    acceptInsecureCerts: values['accept-insecure-certs'] === true,
    ...(profile === undefined ? {} : { profile }),
    ...(dist === undefined ? {} : { dist }),
    ...(hostRule === undefined ? {} : { hostRule }),
  });
  try {
    const { default: run } = (await import(pathToFileURL(path.resolve(script)).href)) as {
      default: (context: Context & { httpsUrl: string | null }) => Promise<void>;
    };
    await run({ driver, puppeteer: puppeteer as unknown as Context['puppeteer'], siteUrl: site.url, httpsUrl: site.httpsUrl, args });
  } finally {
    await driver.close();
  }
} catch (trouble) {
  console.error(trouble);
  failed = true;
} finally {
  await site.close();
}
process.exit(failed ? 1 : 0);
