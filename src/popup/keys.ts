// What a key press in the open popup means. Pure.

export interface Press {
  readonly key: string;
  /** Ctrl, or Command on a Mac. */
  readonly command: boolean;
  readonly alt: boolean;
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
  | 'clear'
  | 'help'
  | 'type'
  | null;

const moves: Readonly<Record<string, Meaning>> = { ArrowUp: 'up', ArrowDown: 'down', PageUp: 'page-up', PageDown: 'page-down' };

const shifts: Readonly<Record<string, Meaning>> = { ArrowUp: 'move-up', ArrowDown: 'move-down' };

export function meaningOf(press: Press): Meaning {
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
