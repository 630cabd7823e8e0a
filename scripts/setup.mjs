// Brings in what is missing: npm packages, and browsers where the system lets us. Plain JavaScript, no imports from packages.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { FLOOR, findBrowser, majorVersion } from './browsers.mjs';

/** The repository's folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Ends the program with one sentence for the person at the keyboard. */
export function giveUp(sentence) {
  console.error(sentence);
  process.exit(1);
}

function run(command, args, env = {}) {
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
    shell: process.platform === 'win32' && command === 'npm',
  });
  return done.status === 0;
}

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

/** What is installed is compared with the lock file by content: times say nothing after a clone or a copy. */
function packagesAreCurrent() {
  const installed = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const have = packagesOf(installed);
  return Object.entries(packagesOf(path.join(root, 'package-lock.json'))).every(
    ([name, entry]) => name === '' || entry.optional || have[name]?.version === entry.version,
  );
}

/** Runs `npm ci` where node_modules is missing or differs from the lock file. */
export function ensurePackages() {
  if (packagesAreCurrent()) return;
  console.log('Installing npm packages…');
  if (!run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { PUPPETEER_SKIP_DOWNLOAD: '1' })) {
    giveUp('npm could not install the packages; its message is above.');
  }
}

const DEBIAN_PACKAGES = { chromium: ['chromium'], firefox: ['firefox-esr'] };
const NAMES = { chromium: 'Chromium, Chrome, Edge or Brave', firefox: 'Firefox' };

const mayInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && existsSync('/etc/debian_version');

let aptIsFresh = false;

function installOnDebian(kind) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  console.log(`Installing ${DEBIAN_PACKAGES[kind].join(', ')} with apt…`);
  if (!aptIsFresh) aptIsFresh = run('apt-get', ['update', '-qq'], env);
  // A font that has tabular digits and letters is not a dependency of the browsers.
  return run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...DEBIAN_PACKAGES[kind], 'fonts-dejavu-core'], env);
}

/** Path of a browser of this kind; installs one as root on Debian, otherwise ends with a sentence that says what to do. */
export function ensureBrowser(kind) {
  let found = findBrowser(kind);
  if (found === null && mayInstall()) {
    installOnDebian(kind);
    found = findBrowser(kind);
  }
  if (found === null) {
    giveUp(`No ${NAMES[kind]} found: install one, or set ${kind === 'firefox' ? 'FIREFOX_PATH' : 'CHROMIUM_PATH'} to its program.`);
  }
  const version = majorVersion(found);
  if (version !== null && version < FLOOR[kind]) {
    giveUp(`${found} is version ${version}; Countersign needs ${FLOOR[kind]} or newer.`);
  }
  return found;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  ensurePackages();
  for (const kind of ['chromium', 'firefox']) console.log(`${kind}: ${ensureBrowser(kind)}`);
}
