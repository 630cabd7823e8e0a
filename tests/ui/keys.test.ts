import { describe, expect, it } from 'vitest';
import { type Meaning, meaningOf, type Press } from '../../src/popup/keys';

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  command: false,
  alt: false,
  focus: 'search',
  query: '',
  caretAtEnd: true,
  hasSelection: false,
  ...more,
});

describe('keys in the open popup', () => {
  it.each<[string, Press, Meaning]>([
    ['arrow', press('ArrowDown'), 'down'],
    ['arrow from a button in the row', press('ArrowUp', { focus: 'control' }), 'up'],
    ['Enter in the search box fills', press('Enter'), 'enter'],
    ['Enter on a button is the button’s', press('Enter', { focus: 'control' }), null],
    ['Ctrl+C copies the code', press('c', { command: true }), 'copy'],
    ['Ctrl+C with a selection copies the selection', press('c', { command: true, hasSelection: true }), null],
    ['Delete at the end of the query deletes the account', press('Delete', { query: 'git' }), 'delete'],
    ['Delete inside the query deletes a letter', press('Delete', { query: 'git', caretAtEnd: false }), null],
    ['Delete on a button does nothing', press('Delete', { focus: 'control' }), null],
    ['Escape clears the query', press('Escape', { query: 'git' }), 'clear'],
    ['Escape without a query is the browser’s and closes the popup', press('Escape'), null],
    ['? shows the keys', press('?'), 'help'],
    ['? in a query is a letter', press('?', { query: 'what' }), null],
    ['a letter outside the box goes into it', press('g', { focus: 'nowhere' }), 'type'],
    ['a letter in the box is the box’s', press('g'), null],
    ['Ctrl+Z undoes', press('z', { command: true }), 'undo'],
    ['Ctrl+Z in a query is the box’s', press('z', { command: true, query: 'git' }), null],
    ['→ at the end of the query opens the account', press('ArrowRight', { query: 'git' }), 'card'],
    ['→ inside the query moves the caret', press('ArrowRight', { query: 'git', caretAtEnd: false }), null],
    ['→ on a button is the button’s', press('ArrowRight', { focus: 'control' }), null],
    ['← stays in the box', press('ArrowLeft'), null],
    ['Ctrl+Enter opens the account', press('Enter', { command: true }), 'card'],
    ['Ctrl+Enter on a button is the button’s', press('Enter', { command: true, focus: 'control' }), null],
    ['Alt and an arrow moves the account', press('ArrowDown', { alt: true }), 'move-down'],
    ['Alt and an arrow in a search is left alone', press('ArrowUp', { alt: true, query: 'git' }), null],
    ['Alt and an arrow on a button is left alone', press('ArrowUp', { alt: true, focus: 'control' }), null],
    ['Alt is left alone otherwise', press('f', { alt: true }), null],
    ['Home is the box’s', press('Home'), null],
    ['Ctrl+End goes to the last', press('End', { command: true }), 'last'],
  ])('%s', (_, given, meaning) => expect(meaningOf(given)).toBe(meaning));
});
