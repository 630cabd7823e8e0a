// Keys of a whole view, wherever the focus is.

import { useEffect, useRef } from 'preact/hooks';

/** One listener while the view stands; each key meets the newest `onKey`. */
export function useDocumentKeys(onKey: (event: KeyboardEvent) => void): void {
  const newest = useRef(onKey);
  newest.current = onKey;
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => newest.current(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}
