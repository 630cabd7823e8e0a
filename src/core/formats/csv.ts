// RFC 4180, read as loosely as the world writes it: CRLF, LF or CR, quotes inside unquoted fields, ragged rows, `;` or tab between.

import { Unreadable } from './failure';
import { MAX_ENTRIES } from './limits';

export type CsvRow = ReadonlyMap<string, string>;

/** Rows by the header's names, lower case without outer space. Null where the first line is no header with at least two names. */
export function readCsv(text: string): { readonly header: readonly string[]; readonly rows: readonly CsvRow[] } | null {
  const firstLine = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const separator = [',', ';', '\t'].find((mark) => firstLine.includes(mark));
  if (separator === undefined) return null;
  const [names, ...lines] = linesOf(text, separator);
  const header = (names ?? []).map((name) => name.trim().toLowerCase());
  if (header.length < 2) return null;
  const filled = lines.filter((line) => line.some((cell) => cell.trim() !== ''));
  const rows = filled.map((line) => new Map(header.flatMap((name, i) => (name === '' ? [] : [[name, line[i] ?? ''] as const]))));
  return { header, rows };
}

function linesOf(text: string, separator: string): readonly (readonly string[])[] {
  const lines: string[][] = [];
  let line: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = (): void => {
    line.push(cell);
    cell = '';
  };
  const endLine = (): void => {
    endCell();
    lines.push(line);
    line = [];
    if (lines.length > MAX_ENTRIES + 1) throw new Unreadable('import-too-many');
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = false;
    } else if (c === '"' && cell === '') quoted = true;
    else if (c === separator) endCell();
    else if (c === '\n' || c === '\r') {
      if (c === '\r' && text[i + 1] === '\n') i++;
      endLine();
    } else cell += c;
  }
  if (cell !== '' || line.length > 0) endLine();
  return lines;
}
