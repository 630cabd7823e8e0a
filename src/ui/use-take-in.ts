// Paste and drop, anywhere on the page: images, files and text that may hold set-up codes.

import { useEffect, useRef, useState } from 'preact/hooks';

interface TakeIn {
  readonly onFiles: (files: readonly File[]) => void;
  readonly onText: (text: string) => void;
  /** False: the text goes where it would go anyway. `inField`: into a field, which then holds it. */
  readonly takesText: (text: string, inField: boolean) => boolean;
}

/** True while something is dragged over the page. */
export function useTakeIn(takeIn: TakeIn): boolean {
  const [over, setOver] = useState(false);
  const newest = useRef(takeIn);
  newest.current = takeIn;
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    const inField = (target: EventTarget | null): boolean => target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    const give = (event: Event, data: DataTransfer | null): void => {
      const files = Array.from(data?.files ?? []);
      const text = data?.getData('text/plain') ?? '';
      if (files.length > 0) newest.current.onFiles(files);
      else if (newest.current.takesText(text, inField(event.target))) newest.current.onText(text);
      else return;
      event.preventDefault();
    };
    document.addEventListener('paste', (event) => give(event, event.clipboardData), { signal });
    document.addEventListener(
      'dragover',
      (event) => {
        const files = event.dataTransfer?.types.includes('Files') === true;
        if (inField(event.target) && !files) return;
        event.preventDefault();
        setOver(true);
      },
      { signal },
    );
    document.addEventListener('dragleave', (event) => event.relatedTarget === null && setOver(false), { signal });
    document.addEventListener(
      'drop',
      (event) => {
        setOver(false);
        if (inField(event.target) && event.dataTransfer?.files.length === 0) return;
        // else the browser would open the file in place of this page
        event.preventDefault();
        give(event, event.dataTransfer);
      },
      { signal },
    );
    return () => listening.abort();
  }, []);
  return over;
}
