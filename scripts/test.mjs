// npm test [-- --only types,lint,unit,build,chromium,firefox]: everything, from a fresh clone. Its last line is `N passed, N failed`.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build, TARGETS } from './build.mjs';
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

function node(args, env = {}) {
  const done = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  return done.status === 0;
}

function step(name, work) {
  console.log(`\n── ${name}`);
  const begun = Date.now();
  work();
  console.log(`── ${name}: ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}

const failedIn = ({ assertionResults }) => assertionResults.filter(({ status }) => status === 'failed');

/** What vitest saw, by file; null where it did not finish. */
function run(name, config, env, files = []) {
  const file = path.join(root, 'out', `vitest-${name}.json`);
  rmSync(file, { force: true });
  const good = node(
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--config',
      config,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...files,
    ],
    env,
  );
  return existsSync(file) ? { good, results: JSON.parse(readFileSync(file, 'utf8')).testResults } : null;
}

/**
 * A browser that stumbled gets one second run of at most three files, in a new browser. What failed before is named at the end all the
 * same, and a failed attack stays failed: what got through once got through.
 */
function again(name, config, env, failed) {
  const isAttack = ({ name }) => /attack/.test(path.basename(name));
  const repeated = failed.filter((file) => !isAttack(file));
  if (repeated.length === 0 || repeated.length > 3) return failed;
  const files = repeated.map((file) => path.relative(root, file.name));
  const second = run(`${name}-again`, config, env, files);
  if (second?.results.length !== repeated.length) return failed;
  for (const [at, file] of repeated.entries()) {
    const tests = failedIn(file).map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages.join(' ')}`);
    const said = (tests.length === 0 ? [String(file.message)] : tests).map((text) => `\n    ${text.slice(0, 400)}`);
    unsteady.push(`${name}: ${files[at]} needed a second run${said.join('')}`);
  }
  return [...failed.filter(isAttack), ...second.results];
}

/** Runs vitest and adds its count. A file that could not run at all is one failure. */
function vitest(name, config, env, mayRepeat = false) {
  const first = run(name, config, env);
  if (first === null) {
    fail(`${name}: vitest did not finish`);
    return;
  }
  const failed = first.results.filter(({ status }) => status === 'failed');
  const passed = first.results.filter(({ status }) => status !== 'failed');
  const last = mayRepeat && failed.length > 0 ? again(name, config, env, failed) : failed;
  const results = [...passed, ...last];
  total.passed += results.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status === 'passed').length;
  const bad = last.filter(({ status }) => status === 'failed');
  if (bad.length > 0) {
    fail(
      `${name}: failing tests`,
      bad.reduce((sum, file) => sum + Math.max(1, failedIn(file).length), 0),
    );
    report(bad);
  } else if (!first.good && failed.length === 0) fail(`${name}: vitest ended with an error`);
}

const PROGRAMS = ['src/core', 'src/background', '.', 'tests'];

ensurePackages();
mkdirSync(path.join(root, 'out'), { recursive: true });

if (wanted.includes('types')) {
  step('types', () => {
    for (const program of PROGRAMS) if (!node(['node_modules/typescript/bin/tsc', '-p', program])) fail(`types: ${program}`);
  });
}
if (wanted.includes('lint')) {
  step('lint', () => {
    if (!node(['node_modules/@biomejs/biome/bin/biome', 'check', '--max-diagnostics=50'])) fail('lint');
  });
}
if (wanted.includes('unit')) step('unit', () => vitest('unit', 'vitest.config.ts', {}));
if (wanted.includes('build')) {
  step('build', () => {
    for (const target of TARGETS) if (!build(target)) fail(`build: ${target}`);
  });
}
for (const target of TARGETS) {
  if (!wanted.includes(target)) continue;
  step(`end to end in ${target}`, () =>
    vitest(`e2e-${target}`, 'vitest.e2e.config.ts', { E2E_BROWSER: target, E2E_EXECUTABLE: ensureBrowser(target) }, true),
  );
}

console.log('');
for (const one of unsteady) console.log(`~ ${one}`);
for (const trouble of troubles) console.log(`✗ ${trouble}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
