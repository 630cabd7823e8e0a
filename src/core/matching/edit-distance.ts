// Optimal string alignment distance: letters added, left out, changed, or two neighbours swapped.

/** Between two whole words. Ends early above `most`. */
export const edits = (a: string, b: string, most: number): number => align(a, b, most, false);

/** Between `typed` and the nearest beginning of `word`: it may not have been typed to its end. */
export const editsToPrefix = (typed: string, word: string, most: number): number =>
  align(typed, word.slice(0, typed.length + most), most, true);

function align(a: string, b: string, most: number, prefix: boolean): number {
  const width = b.length + 1;
  let older = new Array<number>(width).fill(0);
  let last = older.map((_, i) => i);
  let row = [...older];
  for (let i = 1; i <= a.length; i++) {
    row[0] = i;
    let least = i;
    for (let j = 1; j < width; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let value = Math.min(at(row, j - 1) + 1, at(last, j) + 1, at(last, j - 1) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) value = Math.min(value, at(older, j - 2) + 1);
      row[j] = value;
      if (value < least) least = value;
    }
    if (least > most) return most + 1;
    [older, last, row] = [last, row, older];
  }
  return prefix ? Math.min(...last) : at(last, width - 1);
}

const at = (row: readonly number[], index: number): number => row[index] as number;
