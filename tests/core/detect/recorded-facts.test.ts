// Every recorded page is a test: tests/facts/NAME.json holds what the detector saw and what it has to say about it. A file of
// `npm run record`, of the options page or of a bug report needs nothing else; those of pages.ts are recorded anew from there.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PageFacts } from '../../../src/core/detect/facts';
import { score } from '../../../src/core/detect/score';
import { inventedPages } from '../../facts/pages';
import { verdictOf } from '../../facts/verdict';

const folder = path.join(import.meta.dirname, '../../facts');
const recorded = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map(
    (file) =>
      [
        path.basename(file, '.json'),
        JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as { expected: string[]; facts: PageFacts },
      ] as const,
  );

describe('recorded pages', () => {
  it.each(recorded)('%s', (_name, { expected, facts }) => {
    const found = score(facts);
    expect(
      found.map((finding) => verdictOf(facts, finding)).sort(),
      found.map((finding) => finding.reasons.join(', ')).join(' | '),
    ).toEqual(expected);
  });

  it('are those that were invented, as far as the sentinel wakes for them', () => {
    const names = recorded.map(([name]) => name);
    expect(inventedPages.filter(({ name, expected }) => expected.length > 0 && !names.includes(name))).toEqual([]);
  });

  it('hold no value of a field, no key and no code', () => {
    for (const [name, { facts }] of recorded) {
      const text = JSON.stringify(facts);
      expect(text, name).not.toMatch(/KRUGKIDROVUWG2Z|KRUG KIDR|4hk2-9vxq|otpauth:\/\/\w/);
      expect(Object.keys(facts.fields[0] ?? {}), name).not.toContain('value');
    }
  });
});
