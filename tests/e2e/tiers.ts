// The two ways by which a passkey of ours reaches a page (ARCHITECTURE, Passkeys): as the browser's own object through its proxy for
// authenticators, or as an object of ours. Chromium has both, by build; Firefox has the second.

import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Tier {
  readonly name: 'proxied' | 'synthetic';
  /** The build, a folder of the test's own to remove; null: the one that all tests use. */
  readonly dist: string | null;
}

const inChromium = process.env.E2E_BROWSER !== 'firefox';

/** The store's build differs from the other by one permission and nothing else (vite.config.ts, PROXY=off), so that no second build is needed to try it. */
export function storeBuild(): string {
  const dist = path.resolve(process.env.E2E_DIST ?? 'dist/chromium');
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-store-'));
  cpSync(dist, folder, { recursive: true });
  const file = path.join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { permissions: string[] };
  const rest = manifest.permissions.filter((one) => one !== 'webAuthenticationProxy');
  if (rest.length === manifest.permissions.length) throw new Error('the build never had the permission');
  writeFileSync(file, JSON.stringify({ ...manifest, permissions: rest }));
  return folder;
}

export const tiers = (): readonly Tier[] =>
  inChromium
    ? [
        { name: 'proxied', dist: null },
        { name: 'synthetic', dist: storeBuild() },
      ]
    : [{ name: 'synthetic', dist: null }];
