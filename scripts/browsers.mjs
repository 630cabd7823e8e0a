// Finds an installed browser of either kind. Plain JavaScript: runs before npm install.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** Oldest major versions that Countersign supports. */
export const FLOOR = { chromium: 140, firefox: 150 };

const VARIABLES = { chromium: 'CHROMIUM_PATH', firefox: 'FIREFOX_PATH' };

const LINUX = {
  chromium: [
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'microsoft-edge-stable',
    'microsoft-edge',
    'brave-browser',
    'brave',
  ],
  firefox: ['firefox-esr', 'firefox', 'firefox-developer-edition'],
};

const MACOS = {
  chromium: ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'],
  firefox: ['Firefox', 'Firefox Developer Edition'],
};

const WINDOWS = {
  chromium: [
    'Google\\Chrome\\Application\\chrome.exe',
    'Chromium\\Application\\chrome.exe',
    'Microsoft\\Edge\\Application\\msedge.exe',
    'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
  ],
  firefox: ['Mozilla Firefox\\firefox.exe', 'Firefox Developer Edition\\firefox.exe'],
};

function candidates(kind) {
  if (process.platform === 'darwin') {
    const folders = ['/Applications', path.join(process.env.HOME ?? '/', 'Applications')];
    return MACOS[kind].flatMap((name) =>
      folders.map((folder) => `${folder}/${name}.app/Contents/MacOS/${kind === 'firefox' ? 'firefox' : name}`),
    );
  }
  if (process.platform === 'win32') {
    const folders = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(Boolean);
    return WINDOWS[kind].flatMap((tail) => folders.map((folder) => path.join(folder, tail)));
  }
  const folders = [...new Set([...(process.env.PATH ?? '').split(':'), '/usr/bin', '/usr/local/bin', '/snap/bin'])].filter(Boolean);
  return LINUX[kind].flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

/** Major version, or null where the program does not say (Windows). */
export function majorVersion(executable) {
  if (process.platform === 'win32') return null;
  try {
    const said = execFileSync(executable, ['--version'], { encoding: 'utf8', timeout: 20_000, stdio: ['ignore', 'pipe', 'ignore'] });
    return Number(said.match(/(\d+)\.\d/)?.[1] ?? Number.NaN) || null;
  } catch {
    return null;
  }
}

/**
 * Path of a browser of this kind (`chromium` or `firefox`), or null. CHROMIUM_PATH and FIREFOX_PATH come first, then the first
 * one installed that is new enough, then the first one installed.
 */
export function findBrowser(kind) {
  const named = process.env[VARIABLES[kind]];
  if (named) {
    if (!existsSync(named)) throw new Error(`${VARIABLES[kind]} is ${named}, and there is no such file.`);
    return named;
  }
  const found = candidates(kind).filter((file) => existsSync(file));
  const recent = found.find((file) => (majorVersion(file) ?? Number.POSITIVE_INFINITY) >= FLOOR[kind]);
  return recent ?? found[0] ?? null;
}
