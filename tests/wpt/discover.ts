// Which files of a checkout are tests, and at which addresses they run (WPT docs, "File names" and "testharness.js tests").

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface WptTest {
  /** Path and query from the root of the checkout: the test's id, as wptrunner writes it without the leading slash. */
  readonly id: string;
  readonly https: boolean;
  /** Milliseconds until the harness gives up by itself. */
  readonly timeoutMs: number;
}

export const FOLDERS = ['webauthn', 'credential-management'] as const;

const TIMEOUT_MS = 10_000;
const LONG_TIMEOUT_MS = 60_000;
const HELPERS = /^(resources|support|tools|reference)$/;

/** `// META: key=value` lines at the head of a script test. */
export function metaOf(source: string): readonly (readonly [string, string])[] {
  const found: [string, string][] = [];
  for (const line of source.split('\n')) {
    const [, key, value] = /^\/\/\s*META:\s*(\w+)=(.*)$/.exec(line.trimEnd()) ?? [];
    if (key === undefined || value === undefined) break;
    found.push([key, value]);
  }
  return found;
}

/** Addresses of a script test: one for each global that is a document. Workers have no credentials to speak of. */
function scriptTests(file: string): readonly string[] {
  if (file.endsWith('.window.js')) return [file.replace(/\.js$/, '.html')];
  return file.endsWith('.any.js') ? [file.replace(/\.js$/, '.html')] : [];
}

function describe(file: string, source: string): readonly WptTest[] {
  const isScript = file.endsWith('.js');
  const meta = isScript ? metaOf(source) : [];
  const addresses = isScript ? scriptTests(file) : /testharness\.js/.test(source) ? [file] : [];
  const long = isScript
    ? meta.some(([key, value]) => key === 'timeout' && value === 'long')
    : /name="?timeout"? content="?long/.test(source);
  const variants = isScript
    ? meta.filter(([key]) => key === 'variant').map(([, value]) => value)
    : [...source.matchAll(/<meta\s+name="?variant"?\s+content="([^"]*)"/g)].map(([, value]) => value ?? '');
  const https = /\.(https|h2|serviceworker)\./.test(path.basename(file));
  return addresses.flatMap((address) =>
    (variants.length === 0 ? [''] : variants).map((variant) => ({
      id: `${address}${variant}`,
      https,
      timeoutMs: long ? LONG_TIMEOUT_MS : TIMEOUT_MS,
    })),
  );
}

/** Every testharness test under the two folders, or the one that is there, in order. Manual tests need a hand and are left out, as wptrunner does. */
export function discover(root: string): readonly WptTest[] {
  const tests: WptTest[] = [];
  for (const folder of FOLDERS.filter((name) => existsSync(path.join(root, name)))) {
    for (const entry of readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.(html|js)$/.test(entry.name) || /-manual\./.test(entry.name)) continue;
      const file = path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/');
      if (file.split('/').some((part) => HELPERS.test(part))) continue;
      tests.push(...describe(file, readFileSync(path.join(root, file), 'utf8')));
    }
  }
  return tests.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
