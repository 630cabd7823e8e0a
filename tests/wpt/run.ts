// One run over a checkout, in one browser: native without the extension, or the extension's test build in one of its two modes.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import puppeteer, { type Browser, type Target } from 'puppeteer';
import { findBrowser } from '../../scripts/browsers.mjs';
import { nativeAuthenticators } from './authenticator';
import type { WptTest } from './discover';
import { connectHook } from './hook';
import { type RunResult, summed } from './results';
import { type FileResult, runTest } from './run-test';
import { serveWpt } from './server';
import aside from './steps-aside.json' with { type: 'json' };
import { type StepsAside, vaultAuthenticators } from './vault-authenticators';

export type Mode = 'native' | 'proxy' | 'synthetic';

const root = path.resolve(import.meta.dirname, '../..');

/** The test build: with the hook, and in synthetic mode without the proxy, as the store build. */
export function buildForTest(mode: 'proxy' | 'synthetic', outDir: string): void {
  execFileSync(process.execPath, [path.join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, TARGET: 'chromium', OUT_DIR: outDir, TEST_HOOK: 'on', ...(mode === 'synthetic' ? { PROXY: 'off' } : {}) },
  });
}

const launch = (profile: string, extension: string | null): Promise<Browser> =>
  puppeteer.launch({
    executablePath: process.env.CHROMIUM_PATH ?? findBrowser('chromium') ?? undefined,
    pipe: true,
    userDataDir: profile,
    acceptInsecureCerts: true,
    ...(extension === null ? {} : { enableExtensions: [extension] }),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--no-first-run',
      '--host-resolver-rules=MAP *.test 127.0.0.1',
      // WebAuthn wants a certificate without fault; acceptInsecureCerts alone leaves one.
      '--ignore-certificate-errors',
    ],
  });

/** The extension greets a new profile in a tab, which takes the focus that tests are about. */
function closeOwnPages(browser: Browser): void {
  const close = (target: Target): void => {
    if (target.type() !== 'page' || !target.url().startsWith('chrome-extension://')) return;
    target
      .page()
      .then((page) => page?.close())
      .catch(() => {});
  };
  browser.on('targetcreated', close);
  browser.on('targetchanged', close);
  browser.targets().forEach(close);
}

export async function runWpt(
  folder: string,
  tests: readonly WptTest[],
  mode: Mode,
  onFile: (id: string, result: FileResult, ms: number) => void,
): Promise<RunResult> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'countersign-wpt-'));
  const dist = mode === 'native' ? null : path.join(scratch, 'extension');
  if (mode !== 'native') buildForTest(mode, dist as string);
  const server = await serveWpt(folder);
  const files: Record<string, FileResult> = {};
  let browser: Browser | null = null;
  try {
    browser = await launch(path.join(scratch, 'profile'), dist);
    if (dist !== null) closeOwnPages(browser);
    const hook = dist === null ? null : await connectHook(browser);
    for (const test of tests) {
      const start = Date.now();
      // An internal authenticator is what the vault is: it never steps aside for a file's sake.
      const stepsAside: StepsAside = ({ transport }) => transport !== 'internal' && test.id in aside;
      const result = await runTest(browser, test, server.urlOf(test), async (session) =>
        hook === null ? nativeAuthenticators(session) : vaultAuthenticators(session, hook, stepsAside),
      );
      files[test.id] = result;
      onFile(test.id, result, Date.now() - start);
    }
  } finally {
    await browser?.close();
    await server.close();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
  return summed(files);
}
