// npm run wpt -- DIR [--mode proxy|synthetic] [--out F.json] [--baseline F.json] [--only TEXT]
// Runs webauthn/ and credential-management/ of a web-platform-tests checkout against the extension's test build, and first without the
// extension, unless --baseline names the output of an earlier run with --mode native. Changes nothing in DIR.
// Exit 1: a subtest fails that the browser alone passes (in synthetic mode: for a reason that is not on the list of reasons), or, in
// proxy mode, one of the committed list of subtests was not answered by the vault.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { discover, FOLDERS } from '../tests/wpt/discover';
import {
  answeredByVault,
  missedByVault,
  type Reasons,
  type RunResult,
  reasonFor,
  regressions,
  type SubtestList,
  withFiles,
} from '../tests/wpt/results';
import { type Mode, runWpt } from '../tests/wpt/run';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    mode: { type: 'string', default: 'proxy' },
    baseline: { type: 'string' },
    only: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
const [folder] = positionals;
const modes: readonly string[] = ['proxy', 'synthetic', 'native'] satisfies readonly Mode[];
if (folder === undefined || !modes.includes(values.mode) || !FOLDERS.some((name) => existsSync(path.join(folder, name)))) {
  console.error('Usage: npm run wpt -- DIR [--mode proxy|synthetic|native] [--out F.json] [--baseline F.json] [--only TEXT]');
  console.error('DIR is a checkout of web-platform-tests: webauthn/, credential-management/, resources/, common/, interfaces/.');
  process.exit(2);
}

const lists = path.resolve(import.meta.dirname, '../tests/wpt');
const read = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;
const tests = discover(folder).filter(({ id }) => values.only === undefined || id.includes(values.only));

async function run(mode: Mode, which = tests): Promise<RunResult> {
  console.error(`${mode}: ${which.length} files`);
  return runWpt(folder as string, which, mode, (id, { status, message, subtests }, ms) => {
    const failed = subtests.filter((one) => one.status !== 'PASS');
    if (!values.verbose && failed.length === 0 && status === 'OK') return;
    console.error(
      `  ${id}: ${status}, ${subtests.length - failed.length} of ${subtests.length}, ${ms} ms${message === null ? '' : `; ${message}`}`,
    );
    if (values.verbose) for (const { name, message: why } of failed) console.error(`      ${name}: ${why}`);
  });
}

const mode = values.mode as Mode;
let native = mode === 'native' || values.baseline === undefined ? await run('native') : read<RunResult>(values.baseline);
let result = mode === 'native' ? native : await run(mode);
/** Some tests of browsers' own features come out one way or the other: what differs is run once more, on both sides. */
const doubtful = new Set(regressions(native, result).map(({ file }) => file));
if (doubtful.size > 0) {
  const again = tests.filter(({ id }) => doubtful.has(id));
  native = withFiles(native, await run('native', again));
  result = withFiles(result, await run(mode, again));
}
if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(result, null, 1)}\n`);

const reasons: Reasons = mode === 'synthetic' ? read(path.join(lists, 'synthetic-reasons.json')) : {};
let unexplained = 0;
for (const worse of regressions(native, result)) {
  const reason = reasonFor(reasons, worse);
  if (reason === null) unexplained++;
  console.error(`native passes, ${mode} does not: ${worse.file} › ${worse.name}: ${reason ?? worse.message}`);
}
// Without a proxy nobody can check what a frame of another origin does, and its calls are the browser's.
const missed = mode === 'proxy' ? missedByVault(read<SubtestList>(path.join(lists, 'vault-answered.json')), result) : [];
for (const line of missed) console.error(`not answered by the vault: ${line}`);

const byVault = Object.values(answeredByVault(result)).flat().length;
const ways = Object.values(result.files).flatMap(({ subtests }) => subtests.flatMap(({ through = [] }) => through));
const byProxy = ways.filter((way) => way === 'proxy').length;
console.log(JSON.stringify(result));
console.error(`${mode}: ${result.pass} of ${result.pass + result.fail} pass`);
if (mode !== 'native') {
  console.error(`answered by the vault: ${byVault} (${byProxy} through the proxy, ${ways.length - byProxy} by objects made in the page)`);
  console.error(
    `native passes and ${mode} does not, without a reason: ${unexplained}; should be the vault's and are not: ${missed.length}`,
  );
}
process.exit(unexplained > 0 || missed.length > 0 ? 1 : 0);
