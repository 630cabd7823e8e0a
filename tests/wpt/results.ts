// What a run comes to: figures, and where two runs differ.

import type { FileResult, Subtest } from './run-test';

export interface RunResult {
  readonly pass: number;
  readonly fail: number;
  readonly files: Readonly<Record<string, FileResult>>;
}

/** A file whose harness did not end well fails once more, whatever its subtests say. */
const endedBadly = ({ status }: FileResult): boolean => status !== 'OK' && status !== 'PRECONDITION_FAILED';

export function summed(files: Readonly<Record<string, FileResult>>): RunResult {
  let pass = 0;
  let fail = 0;
  for (const file of Object.values(files)) {
    for (const { status } of file.subtests) {
      if (status === 'PASS') pass++;
      else fail++;
    }
    if (endedBadly(file) && file.subtests.every(({ status }) => status === 'PASS')) fail++;
  }
  return { pass, fail, files };
}

const subtest = (run: RunResult, file: string, name: string): Subtest | undefined =>
  run.files[file]?.subtests.find((one) => one.name === name);

export interface Regression {
  readonly file: string;
  readonly name: string;
  /** What the harness says of it. */
  readonly message: string;
}

/** Subtests that `was` passes and `is` does not, of the files that `is` has. */
export function regressions(was: RunResult, is: RunResult): readonly Regression[] {
  return Object.entries(is.files).flatMap(([file, { message: why }]) =>
    (was.files[file]?.subtests ?? []).flatMap(({ name, status }) => {
      const now = subtest(is, file, name);
      if (status !== 'PASS' || now?.status === 'PASS') return [];
      return [{ file, name, message: now === undefined ? (why ?? 'not run') : `${now.status} ${now.message ?? ''}` }];
    }),
  );
}

/** The run with some files run once more. */
export const withFiles = (run: RunResult, again: RunResult): RunResult => summed({ ...run.files, ...again.files });

/** Path → subtest → why it fails and must. */
export type Reasons = Readonly<Record<string, Readonly<Record<string, string>>>>;

export const reasonFor = (reasons: Reasons, { file, name }: Regression): string | null => reasons[file]?.[name] ?? null;

/** Path → names of subtests. */
export type SubtestList = Readonly<Record<string, readonly string[]>>;

export const answeredByVault = ({ files }: RunResult): SubtestList =>
  Object.fromEntries(
    Object.entries(files)
      .map(([file, { subtests }]) => [file, subtests.filter(({ answeredBy }) => answeredBy === 'vault').map(({ name }) => name)] as const)
      .filter(([, names]) => names.length > 0),
  );

/** Those of the list that were run and not answered by the vault. A checkout of another day may lack some: those say nothing. */
export const missedByVault = (list: SubtestList, is: RunResult): readonly string[] =>
  Object.entries(list).flatMap(([file, names]) =>
    names
      .filter((name) => (subtest(is, file, name)?.answeredBy ?? null) !== 'vault' && subtest(is, file, name) !== undefined)
      .map((name) => `${file} › ${name}`),
  );
