// The hook that consents in a person's place is in the build of `npm run wpt` and in no other.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Rolldown } from 'vite';
import { afterEach, expect, test, vi } from 'vitest';
import config from '../../vite.config';

const root = path.resolve(import.meta.dirname, '../..');
/** What only the hook says: its name in the worker, and its password. */
const MARKS = /countersignTest|virtual authenticator/;

/** The background's code as the configuration builds it in this environment. */
async function background(): Promise<string> {
  const { define } = (config as unknown as () => { define: Record<string, string> })();
  const output = (await build({
    configFile: false,
    root,
    logLevel: 'error',
    define,
    build: { write: false, target: 'es2023', rolldownOptions: { input: path.join(root, 'src/background/main.ts') } },
  })) as Rolldown.RolldownOutput;
  return output.output.map((one) => ('code' in one ? one.code : '')).join('\n');
}

afterEach(() => vi.unstubAllEnvs());

test('a release has no hook; the test build does, or this test could not fail', async () => {
  vi.stubEnv('TEST_HOOK', '');
  const release = await background();
  expect(release.length).toBeGreaterThan(10_000);
  expect(MARKS.test(release)).toBe(false);
  vi.stubEnv('TEST_HOOK', 'on');
  expect(MARKS.test(await background())).toBe(true);
}, 60_000);

test.each(['chromium', 'firefox'])('nothing of it is in dist/%s', (target) => {
  const dist = path.join(root, 'dist', target);
  const scripts = existsSync(dist) ? readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js')) : [];
  expect(scripts.filter((file) => MARKS.test(readFileSync(path.join(dist, file), 'utf8')))).toEqual([]);
});
