// Runs one script against a fresh browser with the extension and a test site of its own; started by drive.mjs.

import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import puppeteer from 'puppeteer';
import type { Context } from '../tests/e2e/contract';
import { startDriver } from '../tests/e2e/driver';
import { startSite } from '../tests/site/server';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    browser: { type: 'string', default: 'chromium' },
    headed: { type: 'boolean', default: false },
    profile: { type: 'string' },
    dist: { type: 'string' },
    'host-rule': { type: 'string' },
    'accept-insecure-certs': { type: 'boolean', default: false },
  },
});

const [script, ...args] = positionals;
if (script === undefined) {
  console.error(
    'npm run drive -- SCRIPT.mjs [--browser chromium|firefox] [--headed] [--profile DIR] [--dist DIR] [--host-rule "MAP *.test 127.0.0.1"] [--accept-insecure-certs] [ARGUMENTS]',
  );
  process.exit(1);
}

const site = await startSite({ https: true });
let failed = false;
try {
  const driver = await startDriver({
    browser: values.browser === 'firefox' ? 'firefox' : 'chromium',
    headed: values.headed,
    acceptInsecureCerts: values['accept-insecure-certs'],
    ...(values.profile === undefined ? {} : { profile: values.profile }),
    ...(values.dist === undefined ? {} : { dist: values.dist }),
    ...(values['host-rule'] === undefined ? {} : { hostRule: values['host-rule'] }),
  });
  try {
    const { default: run } = (await import(pathToFileURL(path.resolve(script)).href)) as { default: (context: Context) => Promise<void> };
    await run({ driver, puppeteer: puppeteer as unknown as Context['puppeteer'], siteUrl: site.url, args });
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
