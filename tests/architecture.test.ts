// The house rules that a compiler does not know: who may import whom, how large a file may be, which names say nothing, and that the
// manifest asks for what it asked for.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import source from '../manifest.json' with { type: 'json' };
import { manifestFor } from '../vite.config';

const root = path.resolve(import.meta.dirname, '..');
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .trim()
  .split('\n');
const sources = tracked.filter((file) => /^src\/.*\.(ts|tsx)$/.test(file) && !file.endsWith('.d.ts'));
/** Without comments: prose may use the words that code may not. */
const code = (file: string): string => read(file).replace(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gm, '');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** Folder → folders of ours, and packages, that it may import. DESIGN §2. */
const allowed: Record<string, { readonly own: readonly string[]; readonly packages: readonly string[] }> = {
  core: { own: ['core'], packages: ['otpauth', '@noble/hashes', '@noble/ciphers', 'fflate', 'cborg', 'tldts'] },
  messages: { own: ['messages', 'core'], packages: ['valibot'] },
  platform: {
    own: ['platform', 'messages', 'core'],
    packages: ['webextension-polyfill', 'idb', 'valibot', 'hash-wasm', '@noble/hashes'],
  },
  ui: { own: ['ui', 'core'], packages: ['preact', '@zxcvbn-ts', 'simple-icons'] },
  background: { own: ['background', 'platform', 'messages', 'core'], packages: ['valibot', 'qrcode'] },
  content: { own: ['content', 'ui', 'platform', 'messages', 'core'], packages: ['preact'] },
  offscreen: { own: ['offscreen', 'platform', 'messages', 'core'], packages: ['zxing-wasm', 'jsqr'] },
  popup: { own: ['popup', 'ui', 'platform', 'messages', 'core'], packages: ['preact'] },
  options: { own: ['options', 'ui', 'platform', 'messages', 'core'], packages: ['preact'] },
};

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

function importsOf(file: string): readonly Import[] {
  const found: Import[] = [];
  const statement = /^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;
  for (const [, typeOnly, target] of read(file).matchAll(statement))
    found.push({ file, target: target as string, typeOnly: typeOnly !== undefined });
  for (const [, target] of read(file).matchAll(/\bimport\('([^']+)'\)/g)) found.push({ file, target: target as string, typeOnly: false });
  return found;
}

const folderOf = (file: string): string => file.split('/')[1] as string;

function verdict({ file, target, typeOnly }: Import): string | null {
  const rule = allowed[folderOf(file)];
  if (rule === undefined) return `${file}: a folder that the design does not know`;
  if (target.startsWith('.')) {
    const folder = path.relative(path.join(root, 'src'), path.resolve(root, path.dirname(file), target)).split(path.sep)[0] as string;
    return rule.own.includes(folder) ? null : `${file} → ${target}: ${folderOf(file)} may not know ${folder}`;
  }
  const known = rule.packages.some((name) => target === name || target.startsWith(`${name}/`));
  return known || (typeOnly && target === 'webextension-polyfill') ? null : `${file} → ${target}: not a package of ${folderOf(file)}`;
}

test('imports point down, and entry folders know nothing of one another', () => {
  const seen = sources.flatMap(importsOf);
  expect(seen.length).toBeGreaterThan(100);
  expect(seen.map(verdict).filter((wrong) => wrong !== null)).toEqual([]);
});

test('the import rule itself catches what it is for', () => {
  const wrong = (file: string, target: string) => verdict({ file, target, typeOnly: false });
  expect(wrong('src/ui/Ring.tsx', '../background/release')).toContain('may not know background');
  expect(wrong('src/popup/App.tsx', '../options/App')).toContain('may not know options');
  expect(wrong('src/core/otp/uri.ts', 'webextension-polyfill')).toContain('not a package');
  expect(wrong('src/background/main.ts', '../platform/browser')).toBeNull();
});

test('the core asks for time and chance instead of taking them', () => {
  const taken =
    /(?<!\.)\b(Date\.now|new Date\(\)|Math\.random|crypto\.(getRandomValues|subtle|randomUUID)|setTimeout|setInterval|(?<![.\w]|async )fetch\(|localStorage|indexedDB)\b/;
  const wrong = sources.filter((file) => file.startsWith('src/core/') && taken.test(code(file)));
  expect(wrong).toEqual([]);
});

test('one way to a code: only release asks for one', () => {
  const asks = sources.filter((file) => !file.startsWith('src/core/') && /from '[./]*core\/otp\/code'|from 'otpauth/.test(read(file)));
  expect(asks).toEqual(['src/background/release.ts']);
});

test('every way to a page ends in release: chip, list, panel, keys, menu, address bar, notification', () => {
  const background = sources.filter((file) => file.startsWith('src/background/'));
  const having = (pattern: RegExp): readonly string[] => background.filter((file) => pattern.test(code(file)));
  expect(having(/\bdecideRelease\b/)).toEqual(['src/background/release.ts']);
  // A code leaves for a page in an answer to a chip or in a push, and both services have it from `release.fill` alone.
  const fillers = ['src/background/fill-service.ts', 'src/background/recovery-fills.ts'];
  expect(having(/push: 'fill'|status: 'fill'/)).toEqual(fillers);
  for (const file of fillers) expect(code(file).match(/\bcode: (?!released\.)|(?<!release)\.fill\(/g) ?? [], file).toEqual([]);
  // What the browser tells of keys, menus, the address bar and notifications goes to these, which know neither release nor a page.
  const ways = ['commands', 'menus', 'omnibox', 'prompt-notices'].map((name) => `src/background/${name}.ts`);
  expect(having(/\.on(Command|Clicked|InputEntered)\.addListener/)).toEqual(['src/background/ways.ts']);
  for (const file of [...ways, 'src/background/ways.ts'])
    expect(code(file), file).not.toMatch(/\btellFrame\b|\brelease\.|core\/(otp|vault\/open)/);
  // The panel is the popup's own app.
  const script = (file: string): string | undefined => /<script[^>]*src="([^"]+)"/.exec(read(file))?.[1];
  expect(script('src/popup/panel.html')).toBe(script('src/popup/index.html'));
  // A notification is made and heard of in one place, and pressed in one.
  expect(sources.filter((file) => /\bnotifications\.(create|on[A-Z])|\b(browser|chrome)\.notifications\b/.test(code(file)))).toEqual([
    'src/platform/notifications.ts',
  ]);
  expect(having(/\bonNotificationPressed\b/)).toEqual(['src/background/ways.ts']);
  expect(having(/\bshowNotification\b/)).toEqual(['src/background/ways.ts']);
});

test('one way to a recovery code: release builds it, and only who asked for the password shows a set', () => {
  const importers = (name: string): readonly string[] =>
    sources.filter((file) => file.startsWith('src/background/') && new RegExp(`^import (?!type)[^;]*'\\./${name}'`, 'm').test(read(file)));
  expect(importers('recovery-release')).toEqual(['src/background/release.ts']);
  const reveal = sources.filter((file) => /\.reveal\(/.test(code(file)));
  expect(reveal).toEqual(['src/background/practice-service.ts', 'src/background/recovery-routes.ts']);
  expect(code('src/background/recovery-routes.ts')).toMatch(/vault\.verify\(password\)[\s\S]*\.reveal\(/);
  expect(code('src/background/practice-service.ts')).toMatch(/PRACTICE_RECOVERY_CODES[\s\S]*includes\(text\)/);
});

test('one way to a signature: the answer to a call asks the authenticator, and nothing else does', () => {
  const asks = sources.filter(
    (file) => !file.startsWith('src/core/') && /core\/webauthn\/(get-assertion|make-credential|key)'/.test(read(file)),
  );
  expect(asks).toEqual(['src/background/webauthn/answer.ts']);
});

test('no page may be written to as HTML, and nothing is fetched but our own files', () => {
  const sinks = /\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|eval\(|new Function)\b/;
  const network = /\b(XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts)\b/;
  expect(sources.filter((file) => sinks.test(code(file)) || network.test(code(file)))).toEqual([]);
});

test('files stay readable and their names mean something', () => {
  const long = sources.filter((file) => read(file).split('\n').length > 400);
  const empty = tracked.filter(
    (file) => /(^|\/)(utils?|helpers?|common|manager|misc|shared)(\.|\/)/i.test(file) && file.startsWith('src/'),
  );
  expect({ long, empty }).toEqual({ long: [], empty: [] });
});

test('no any, no silenced error without a reason', () => {
  const loose = /:\s*any\b|\bas any\b|<any>/;
  const silenced = /@ts-ignore|@ts-nocheck|@ts-expect-error\s*$|biome-ignore[^:]*:?\s*$/m;
  expect(sources.filter((file) => loose.test(code(file)) || silenced.test(read(file)))).toEqual([]);
});

test('the chromium manifest asks for these permissions and no other', () => {
  const manifest = manifestFor('chromium');
  expect(manifest.permissions).toEqual([
    'storage',
    'unlimitedStorage',
    'alarms',
    'idle',
    'scripting',
    'activeTab',
    'contextMenus',
    'offscreen',
    'webNavigation',
    'sidePanel',
    'webAuthenticationProxy',
  ]);
  expect(manifest.host_permissions).toEqual(['<all_urls>']);
  expect(manifest.optional_permissions).toEqual(['downloads', 'clipboardRead', 'clipboardWrite', 'notifications']);
  expect(manifest.externally_connectable).toEqual({ ids: [] });
});

test('the store build lacks the WebAuthn proxy and nothing else', () => {
  const { permissions, ...rest } = manifestFor('chromium');
  const { permissions: store, ...storeRest } = manifestFor('chromium', false);
  expect(storeRest).toEqual(rest);
  expect([...(store as string[]), 'webAuthenticationProxy']).toEqual(permissions);
});

test('the firefox manifest differs only where the browsers do', () => {
  const firefox = manifestFor('firefox');
  expect(firefox.permissions).not.toContain('offscreen');
  expect(firefox.permissions).not.toContain('sidePanel');
  expect(firefox.permissions).not.toContain('webAuthenticationProxy');
  expect(firefox.side_panel).toBeUndefined();
  expect(manifestFor('chromium').sidebar_action).toBeUndefined();
  expect(firefox.browser_specific_settings).toEqual(source.browser_specific_settings);
  expect(firefox.background).toEqual({ scripts: ['background.js'] });
  expect(firefox.key).toBeUndefined();
});

test('pages of ours run our scripts only, talk to nobody and cannot be framed', () => {
  expect(source.content_security_policy.extension_pages).toBe(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types countersign",
  );
  expect(Object.keys(source)).not.toContain('web_accessible_resources');
});
