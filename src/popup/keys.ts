// What a key press in the open popup means. Pure.

export interface Press {
  readonly key: string;
  /** Ctrl, or Command on a Mac. */
  readonly command: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  /** Accounts are being selected. */
  readonly selecting: boolean;
  /** Where the focus is: the search box, another control that uses keys itself, or nowhere in particular. */
  readonly focus: 'search' | 'control' | 'nowhere';
  readonly query: string;
  /** The caret stands behind the last character and nothing is selected. */
  readonly caretAtEnd: boolean;
  /** Some text on the page is selected. */
  readonly hasSelection: boolean;
}

export type Meaning =
  | 'up'
  | 'down'
  | 'first'
  | 'last'
  | 'page-up'
  | 'page-down'
  | 'enter'
  | 'copy'
  | 'card'
  | 'delete'
  | 'undo'
  | 'move-up'
  | 'move-down'
  | 'extend-up'
  | 'extend-down'
  | 'pick'
  | 'pick-all'
  | 'end-selecting'
  | 'clear'
  | 'help'
  | 'type'
  | null;

const moves: Readonly<Record<string, Meaning>> = { ArrowUp: 'up', ArrowDown: 'down', PageUp: 'page-up', PageDown: 'page-down' };

const shifts: Readonly<Record<string, Meaning>> = { ArrowUp: 'move-up', ArrowDown: 'move-down' };

const extensions: Readonly<Record<string, Meaning>> = { ArrowUp: 'extend-up', ArrowDown: 'extend-down' };

/** What begins or changes a selection; undefined: nothing of that. */
function selectionOf({ key, command, alt, shift, focus, query, selecting }: Press): Meaning | undefined {
  if (alt || focus === 'control') return selecting && key === 'Escape' ? 'end-selecting' : undefined;
  // in a box with letters these are the box's own
  const free = query === '' || selecting;
  if (shift && !command && free && key in extensions) return extensions[key];
  if (command && key === ' ') return 'pick';
  if (command && (key === 'a' || key === 'A') && free) return 'pick-all';
  if (!selecting) return undefined;
  if (key === 'Escape') return 'end-selecting';
  if (key === 'Enter') return 'pick';
  return key === ' ' && (focus === 'nowhere' || query === '') ? 'pick' : undefined;
}

/** What is left of the other keys while accounts are selected: moving, searching, deleting. */
const alsoSelecting: ReadonlySet<Meaning> = new Set(['up', 'down', 'first', 'last', 'page-up', 'page-down', 'delete', 'type', 'undo']);

export function meaningOf(press: Press): Meaning {
  const selection = selectionOf(press);
  if (selection !== undefined) return selection;
  const meaning = plainMeaning(press);
  return press.selecting && !alsoSelecting.has(meaning) ? null : meaning;
}

function plainMeaning(press: Press): Meaning {
  const { key, command, alt, focus, query, caretAtEnd, hasSelection } = press;
  if (alt) return command || focus === 'control' || query !== '' ? null : (shifts[key] ?? null);
  if (command) {
    if (key === 'c' || key === 'C') return hasSelection ? null : 'copy';
    if ((key === 'z' || key === 'Z') && query === '') return 'undo';
    if (key === 'Enter') return focus === 'control' ? null : 'card';
    if (key === 'Home') return 'first';
    return key === 'End' ? 'last' : null;
  }
  if (key in moves) return moves[key] ?? null;
  if (key === 'Escape') return query === '' ? null : 'clear';
  if (focus === 'control') return null;
  if (key === 'Enter') return 'enter';
  if (key === 'ArrowRight') return focus === 'nowhere' || caretAtEnd ? 'card' : null;
  if (key === 'Delete') return focus === 'nowhere' || caretAtEnd ? 'delete' : null;
  if (key === '?' && query === '') return 'help';
  return focus === 'nowhere' && key.length === 1 && key !== ' ' ? 'type' : null;
}

/** Rows that Page Up and Page Down move by. */
const PAGE = 5;

const steps: Readonly<Record<string, number>> = { up: -1, down: 1, 'extend-up': -1, 'extend-down': 1, 'page-up': -PAGE, 'page-down': PAGE };

/** The row in hand after a key: `at` where the key does not move. */
export function goalOf(meaning: Meaning, at: number, total: number): number {
  const last = Math.max(0, total - 1);
  if (meaning === 'first') return 0;
  if (meaning === 'last') return last;
  return Math.max(0, Math.min(last, at + (steps[meaning ?? ''] ?? 0)));
}

/** What leads to the words about a damaged entry: nothing else can be done with it. */
export const opensDamaged: ReadonlySet<Meaning> = new Set(['enter', 'card', 'copy', 'delete']);
