// A key press as the browser tells it, in the terms of keys.ts.

import type { Press } from './keys';

const ownKeys = 'button, input, select, textarea, a[href], summary';

/** `mac`: Command takes the part of Ctrl. */
export function pressOf(event: KeyboardEvent, query: string, mac: boolean, selecting = false): Press {
  const target = event.target instanceof Element ? event.target : null;
  const search = target instanceof HTMLInputElement && target.dataset.testid === 'search' ? target : null;
  const atEnd = search !== null && search.selectionStart === query.length && search.selectionEnd === query.length;
  const selectedInBox = search !== null && search.selectionStart !== search.selectionEnd;
  return {
    key: mirrored(event.key),
    command: mac ? event.metaKey : event.ctrlKey,
    alt: event.altKey,
    shift: event.shiftKey,
    selecting,
    focus: search !== null ? 'search' : target?.matches(ownKeys) ? 'control' : 'nowhere',
    query,
    caretAtEnd: atEnd,
    hasSelection: selectedInBox || (getSelection()?.isCollapsed === false && search === null),
  };
}

/** In a right-to-left interface the arrow that leads on is the left one. */
const mirrored = (key: string): string =>
  document.documentElement.dir !== 'rtl' ? key : key === 'ArrowLeft' ? 'ArrowRight' : key === 'ArrowRight' ? 'ArrowLeft' : key;

export const isMac = (): boolean => navigator.userAgent.includes('Mac OS X');
