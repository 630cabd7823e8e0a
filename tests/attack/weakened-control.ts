// Every attack that is called potent, against the extension that believes every click: each must get its code there.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Attack } from './attacks';
import { type AttackResult, startBattery } from './run';
import { type Subject, subjects } from './subjects';
import { buildWeakened } from './weakened';

/** Chromium only: in Firefox a click alone never releases, so that there is nothing to weaken but the asking. */
export async function runWeakened(
  attacks: readonly Attack[],
  names: ReadonlySet<string>,
  subject: Subject = subjects.code,
): Promise<AttackResult[]> {
  const chosen = attacks.filter(({ potent, name }) => potent === true && names.has(name));
  if (chosen.length === 0) return [];
  const dist = mkdtempSync(path.join(tmpdir(), 'countersign-weakened-'));
  try {
    await buildWeakened('chromium', dist);
    const battery = await startBattery('chromium', dist, subject);
    try {
      const results: AttackResult[] = [];
      for (const attack of chosen) {
        const { seen, ok, ...result } = await battery.run(attack);
        results.push({ ...result, name: `weakened: ${result.name}`, expected: 'a release unseen', seen, ok: !ok });
      }
      return results;
    } finally {
      await battery.close();
    }
  } finally {
    rmSync(dist, { recursive: true, force: true });
  }
}
