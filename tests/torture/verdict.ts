// What the rows of a run come to, and whether that is a success.

import { CONTROL, type Row } from './trial';

export interface Verdict {
  readonly line: string;
  readonly good: boolean;
}

const count = (rows: readonly Row[], is: (row: Row) => boolean): number => rows.filter(is).length;

/** `byName`: the trials that were asked for by name. One of which nothing could be measured has shown nothing. */
export function verdictOn(rows: readonly Row[], byName: readonly string[]): Verdict {
  const failed = count(rows, ({ ok }) => ok === false);
  const unmeasured = count(rows, ({ ok }) => ok === null);
  const empty = byName.filter((name) => rows.every((row) => row.name !== name || row.ok === null));
  const line = `${count(rows, ({ ok }) => ok === true)} as expected, ${failed} failed, ${unmeasured} not measured`;
  return { line, good: failed === 0 && empty.length === 0 && rows.some(({ ok }) => ok === true) };
}

/** Where a loss was planted in every row: each must have reported it. A row that threw has reported nothing. */
export function verdictOnControl(rows: readonly Row[], byName: readonly string[]): Verdict {
  const planted = rows.filter(({ part, ok }) => !part.startsWith(CONTROL) && ok !== null);
  const seen = count(planted, ({ ok, threw }) => ok === false && threw !== true);
  const blind = planted.filter(({ ok, threw }) => ok === true || threw === true);
  const empty = byName.filter((name) => !planted.some((row) => row.name === name));
  const names = [...new Set(blind.map(({ name, part, browser }) => `${name} ${part} (${browser})`))];
  const line = `control: ${seen} of ${planted.length} planted losses were seen${names.length > 0 ? `; not: ${names.join('; ')}` : ''}`;
  return { line, good: planted.length > 0 && blind.length === 0 && empty.length === 0 };
}
