// The positive control: an extension that believes every click. Built into a folder that is thrown away, from the same sources and
// configuration, with two places changed; nothing that ships knows of it.

import path from 'node:path';
import { build, type Plugin } from 'vite';

/** File, what stands there, what is built instead. */
const CHANGES = [
  ['chip-evidence.ts', `if (evidence === null) return ['no-evidence'];`, 'return [];'],
  ['release-policy.ts', 'target.isTopFrame && isChipProven', 'isChipProven'],
] as const;

export async function buildWeakened(target: 'chromium' | 'firefox', outDir: string): Promise<void> {
  const done = new Set<string>();
  const weaken: Plugin = {
    name: 'countersign:believe-every-click',
    enforce: 'pre',
    transform(code, id) {
      for (const [file, was, becomes] of CHANGES) {
        if (!path.normalize(id).endsWith(path.join('src', 'core', 'matching', file)) || !code.includes(was)) continue;
        done.add(file);
        return { code: code.replace(was, becomes), map: null };
      }
      return null;
    },
  };
  Object.assign(process.env, { TARGET: target, OUT_DIR: outDir });
  try {
    await build({ configFile: path.resolve('vite.config.ts'), logLevel: 'error', plugins: [weaken] });
  } finally {
    delete process.env.TARGET;
    delete process.env.OUT_DIR;
  }
  if (done.size < CHANGES.length) throw new Error('the proof was not found: the control is no control');
}
