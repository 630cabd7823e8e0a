// npm run wpt -- DIR [--mode proxy|synthetic] [--out F.json] [--baseline F.json] [--only TEXT]
// Runs webauthn/ and credential-management/ of a web-platform-tests checkout against the extension's test build, and first without the
// extension, unless --baseline names the output of an earlier run with --mode native. Changes nothing in DIR.
// Exit 1: in proxy mode, a subtest fails that the browser alone passes, or one of the committed list was not answered by the vault.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { discover, FOLDERS } from '../tests/wpt/discover';
import { answeredByVault, missedByVault, type RunResult, regressions, type SubtestList } from '../tests/wpt/results';
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
if (folder === undefined || !modes.includes(values.mode) || !FOLDERS.every((name) => existsSync(path.join(folder, name)))) {
  console.error('Usage: npm run wpt -- DIR [--mode proxy|synthetic|native] [--out F.json] [--baseline F.json] [--only TEXT]');
  console.error('DIR is a checkout of web-platform-tests: webauthn/, credential-management/, resources/, common/, interfaces/.');
  process.exit(2);
}

const read = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;
const tests = discover(folder).filter(({ id }) => values.only === undefined || id.includes(values.only));

async function run(mode: Mode): Promise<RunResult> {
  console.error(`${mode}: ${tests.length} files`);
  return runWpt(folder as string, tests, mode, (id, { status, message, subtests }, ms) => {
    const failed = subtests.filter((one) => one.status !== 'PASS');
    if (!values.verbose && failed.length === 0 && status === 'OK') return;
    console.error(
      `  ${id}: ${status}, ${subtests.length - failed.length} of ${subtests.length}, ${ms} ms${message === null ? '' : `; ${message}`}`,
    );
    if (values.verbose) for (const { name, message: why } of failed) console.error(`      ${name}: ${why}`);
  });
}

const mode = values.mode as Mode;
const native = mode === 'native' || values.baseline === undefined ? await run('native') : read<RunResult>(values.baseline);
const result = mode === 'native' ? native : await run(mode);
if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(result, null, 1)}\n`);

const worse = regressions(native, result).filter((line) => values.only === undefined || line.includes(values.only));
const list = read<SubtestList>(path.resolve(import.meta.dirname, '../tests/wpt/vault-answered.json'));
const missed = mode === 'native' ? [] : missedByVault(list, result);
for (const line of worse) console.error(`native passes, ${mode} does not: ${line}`);
for (const line of missed) console.error(`not answered by the vault: ${line}`);
const byVault = Object.values(answeredByVault(result)).flat().length;
const ways = Object.values(result.files).flatMap(({ subtests }) => subtests.flatMap(({ through = [] }) => through));
const byProxy = ways.filter((way) => way === 'proxy').length;
console.log(JSON.stringify(result));
console.error(
  `native ${native.pass} of ${native.pass + native.fail}, ${mode} ${result.pass} of ${result.pass + result.fail}, ${byVault} answered by the vault (${byProxy} through the proxy, ${ways.length - byProxy} by objects made in the page)`,
);
process.exit(mode === 'proxy' && (worse.length > 0 || missed.length > 0) ? 1 : 0);
