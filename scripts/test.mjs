// npm test [-- --only types,lint,unit,build,chromium,firefox]: everything, from a fresh clone. Its last line is `N passed, N failed`.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { build, TARGETS } from './build.mjs';
import { failedIn, isVerdict } from './second-run.mjs';
import { ensureBrowser, ensurePackages, root } from './setup.mjs';

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const wanted = (values.only ?? 'types,lint,unit,build,chromium,firefox').split(',');

const total = { passed: 0, failed: 0 };
const troubles = [];
const unsteady = [];

function fail(what, count = 1) {
  total.failed += count;
  troubles.push(what);
}

/** Each failing test with what it said: the end of a long log is often all that is left of it. */
function report(testResults) {
  for (const { name, message, assertionResults } of testResults) {
    const file = path.relative(root, name);
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    for (const { fullName, failureMessages } of failed)
      troubles.push(`  ${file} > ${fullName}\n${failureMessages.join('\n').slice(0, 1500)}`);
    if (failed.length === 0 && message) troubles.push(`  ${file}: ${message.slice(0, 1500)}`);
  }
}

/** Resolves with whether it ended well. `label` stands before each of its lines, where others write at the same time. */
function node(args, env = {}, label = null) {
  const output = label === null ? 'inherit' : 'pipe';
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', output, output], env: { ...process.env, ...env } });
  for (const stream of [child.stdout, child.stderr])
    if (stream !== null) createInterface({ input: stream }).on('line', (line) => console.log(`${label} │ ${line}`));
  return new Promise((resolve) => {
    child.on('error', () => resolve(false));
    child.on('close', (status) => resolve(status === 0));
  });
}

async function step(name, work) {
  console.log(`\n── ${name}`);
  const begun = Date.now();
  await work();
  console.log(`── ${name}: ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}

/** What vitest saw, by file; null where it did not finish. */
async function run({ name, config, env, label }, files = []) {
  const file = path.join(root, 'out', `vitest-${name}.json`);
  rmSync(file, { force: true });
  const good = await node(
    [
      ...['node_modules/vitest/vitest.mjs', 'run', '--config', config],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...files],
    ],
    env,
    label,
  );
  return existsSync(file) ? { good, results: JSON.parse(readFileSync(file, 'utf8')).testResults } : null;
}

/** A browser that stumbled gets one second run of at most three files, in a new browser. What failed before is named at the end all the same. */
async function again(suite, failed) {
  const repeated = failed.filter((file) => !isVerdict(file));
  if (repeated.length === 0 || repeated.length > 3) return failed;
  const files = repeated.map((file) => path.relative(root, file.name));
  const second = await run({ ...suite, name: `${suite.name}-again` }, files);
  if (second?.results.length !== repeated.length) return failed;
  for (const [at, file] of repeated.entries()) {
    const tests = failedIn(file).map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages.join(' ')}`);
    const said = (tests.length === 0 ? [String(file.message)] : tests).map((text) => `\n    ${text.slice(0, 400)}`);
    unsteady.push(`${suite.name}: ${files[at]} needed a second run${said.join('')}`);
  }
  return [...failed.filter(isVerdict), ...second.results];
}

/** Adds what vitest counted. A file that could not run at all is one failure. */
async function count(suite, first) {
  if (first === null) {
    fail(`${suite.name}: vitest did not finish`);
    return;
  }
  const failed = first.results.filter(({ status }) => status === 'failed');
  const passed = first.results.filter(({ status }) => status !== 'failed');
  const last = suite.mayRepeat && failed.length > 0 ? await again(suite, failed) : failed;
  const results = [...passed, ...last];
  total.passed += results.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status === 'passed').length;
  const bad = last.filter(({ status }) => status === 'failed');
  if (bad.length > 0) {
    fail(
      `${suite.name}: failing tests`,
      bad.reduce((sum, file) => sum + Math.max(1, failedIn(file).length), 0),
    );
    report(bad);
  } else if (!first.good && failed.length === 0) fail(`${suite.name}: vitest ended with an error`);
}

/** Most of a browser's tests is waiting for pages: two browsers side by side take little longer than one. Second runs come after both. */
async function endToEnd(targets) {
  const suites = targets.map((target) => ({
    name: `e2e-${target}`,
    config: 'vitest.e2e.config.ts',
    env: { E2E_BROWSER: target, E2E_EXECUTABLE: ensureBrowser(target) },
    label: targets.length > 1 ? target : null,
    mayRepeat: true,
  }));
  const seen = await Promise.all(suites.map((suite) => run(suite)));
  for (const [i, suite] of suites.entries()) await count(suite, seen[i]);
}

const PROGRAMS = ['src/core', 'src/background', '.', 'tests'];

ensurePackages();
mkdirSync(path.join(root, 'out'), { recursive: true });

if (wanted.includes('types')) {
  await step('types', async () => {
    for (const program of PROGRAMS) if (!(await node(['node_modules/typescript/bin/tsc', '-p', program]))) fail(`types: ${program}`);
  });
}
if (wanted.includes('lint')) {
  await step('lint', async () => {
    if (!(await node(['node_modules/@biomejs/biome/bin/biome', 'check', '--max-diagnostics=50']))) fail('lint');
  });
}
if (wanted.includes('unit')) {
  const suite = { name: 'unit', config: 'vitest.config.ts', env: {}, label: null, mayRepeat: false };
  await step('unit', async () => count(suite, await run(suite)));
}
if (wanted.includes('build')) {
  await step('build', () => {
    for (const target of TARGETS) if (!build(target)) fail(`build: ${target}`);
  });
}
const browsers = TARGETS.filter((target) => wanted.includes(target));
const groups = availableParallelism() > 1 ? [browsers] : browsers.map((target) => [target]);
for (const group of groups) if (group.length > 0) await step(`end to end in ${group.join(' and ')}`, () => endToEnd(group));

console.log('');
for (const one of unsteady) console.log(`~ ${one}`);
for (const trouble of troubles) console.log(`✗ ${trouble}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
