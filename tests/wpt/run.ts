// One run over a checkout, in one browser: native without the extension, or the extension's test build in one of its two modes.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import puppeteer, { type Browser } from 'puppeteer';
import { findBrowser } from '../../scripts/browsers.mjs';
import { nativeAuthenticators } from './authenticator';
import type { WptTest } from './discover';
import { connectHook } from './hook';
import { type RunResult, summed } from './results';
import { type FileResult, runTest } from './run-test';
import { serveWpt } from './server';
import { vaultAuthenticators } from './vault-authenticators';

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
    const hook = dist === null ? null : await connectHook(browser);
    for (const test of tests) {
      const start = Date.now();
      const result = await runTest(browser, test, server.urlOf(test), async (session) =>
        mode === 'native' || hook === null ? nativeAuthenticators(session) : vaultAuthenticators(session, hook, mode),
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
