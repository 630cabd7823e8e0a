// Starts a browser with the built extension in a profile of its own.

import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from '../../scripts/browsers.mjs';
import { launchChromium } from './chromium-rig';
import { launchFirefox } from './firefox-rig';
import type { LaunchOptions, Rig } from './rig';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** What a rig is given once every default is settled. */
export interface Prepared extends LaunchOptions {
  readonly executable: string;
  readonly profile: string;
  readonly dist: string | null;
  readonly downloads: string;
  /** How long to wait for the tab that greets on install; 0 where the build has none. */
  readonly greetsWithinMs: number;
}

/** `E2E_BROWSER` and `E2E_EXECUTABLE` say which, where the options do not. */
export async function launch(options: LaunchOptions = {}): Promise<Rig> {
  const kind = options.browser ?? (process.env.E2E_BROWSER === 'firefox' ? 'firefox' : 'chromium');
  const named = process.env.E2E_BROWSER === kind ? process.env.E2E_EXECUTABLE : undefined;
  const executable = options.executable ?? named ?? findBrowser(kind);
  if (executable === null) throw new Error(`no ${kind} found; npm test installs one`);
  const dist = options.dist === null ? null : path.resolve(options.dist ?? process.env.E2E_DIST ?? path.join(root, 'dist', kind));
  if (dist !== null && !existsSync(path.join(dist, 'manifest.json'))) throw new Error(`${dist} has no build; npm run build makes one`);
  const scratch = mkdtempSync(path.join(tmpdir(), 'countersign-'));
  const profile = options.profile === undefined ? path.join(scratch, 'profile') : path.resolve(options.profile);
  const downloads = mkdtempSync(path.join(scratch, 'downloads-'));
  const greets = dist !== null && existsSync(path.join(dist, 'src/options/index.html'));
  // Whoever has a vault is not greeted.
  const fresh = !existsSync(profile) || readdirSync(profile).length === 0;
  const greetsWithinMs = !greets ? 0 : fresh ? 8_000 : 1_000;
  const prepared: Prepared = { ...options, executable, profile, dist, downloads, greetsWithinMs };
  const rig = await (kind === 'firefox' ? launchFirefox(prepared) : launchChromium(prepared));
  return Object.assign(rig, {
    close: async (): Promise<void> => {
      await rig.browser.close();
      rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  });
}
