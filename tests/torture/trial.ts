// What every trial of `npm run torture` is given and gives back.

export type BrowserName = 'chromium' | 'firefox';

/** One line of the table. */
export interface Row {
  /** The trial, as on the command line. */
  readonly name: string;
  /** What was done to the vault. */
  readonly part: string;
  readonly browser: BrowserName | 'node';
  /** How many times. */
  readonly rounds: number;
  readonly expected: string;
  readonly seen: string;
  /** null: this system does not let it be measured, which is neither a success nor a failure. */
  readonly ok: boolean | null;
  /** It did not come to a judgement; counts as a failure, but not as the sight of a planted loss. */
  readonly threw?: true;
}

export interface Setting {
  readonly browser: BrowserName;
  /** The built extension; `dist/<browser>` when left out. */
  readonly dist?: string;
  readonly rounds: number;
  /** Every chance in a trial follows from it. */
  readonly seed: number;
  /** Plants a loss: every row must then say that something was lost, but for those that are a control by themselves (`CONTROL`). */
  readonly control: boolean;
  /** With what needs no browser. */
  readonly inMemory: boolean;
  /** A folder of its own, removed at the end. */
  readonly scratch: string;
  readonly note: (row: Row) => void;
}

export interface Trial {
  readonly name: string;
  /** What it promises, for the list of names. */
  readonly about: string;
  /** Rounds where none are asked for. One is always the quick look, with fewer rows. */
  readonly rounds: number;
  run(setting: Setting): Promise<void>;
}

/** Begins the name of a row that shows that the trial can see at all. */
export const CONTROL = 'control:';

/** Notes rows under one name; what throws is a row too, and the trial goes on. */
export function notesOf(name: string, { browser, note }: Setting) {
  return async (
    part: string,
    expected: string,
    rounds: number,
    act: () => Promise<{ readonly ok: boolean | null; readonly seen: string }>,
    where: Row['browser'] = browser,
  ): Promise<void> => {
    const row = { name, part, browser: where, rounds, expected };
    try {
      note({ ...row, ...(await act()) });
    } catch (error) {
      note({ ...row, ok: false, threw: true, seen: String(error instanceof Error ? error.message : error).slice(0, 300) });
    }
  };
}

/** mulberry32: the same seed, the same chances. */
export function chances(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
