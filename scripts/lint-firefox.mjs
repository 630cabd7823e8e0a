// What addons.mozilla.org's own linter says of the Firefox build. One warning is known, docs/building.md says why; any other is a finding.

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from './setup.mjs';

const isKnown = ({ code, message }) => code === 'UNSAFE_VAR_ASSIGNMENT' && /innerHTML/.test(message);

/** Every error, notice and warning that is not known, in one line each. */
export function lintFirefox(folder) {
  const tool = path.join(root, 'node_modules/web-ext/bin/web-ext.js');
  const done = spawnSync(process.execPath, [tool, 'lint', '--source-dir', folder, '--output', 'json'], { encoding: 'utf8' });
  let report;
  try {
    report = JSON.parse(done.stdout);
  } catch {
    return [`web-ext lint did not finish: ${done.stderr.slice(0, 300)}`];
  }
  const { errors, warnings, notices } = report;
  const known = warnings.filter(isKnown);
  const found = [...errors, ...notices, ...warnings.filter((one) => !isKnown(one)), ...known.slice(1)];
  return found.map(({ code, message, file }) => `${code} ${file ?? ''}: ${message}`);
}
