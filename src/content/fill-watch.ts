// What the page does with the boxes while a code goes into them: whether they ever held the whole of it, and whether the page went on.

import { holdsCode } from '../core/offer/spread';

export interface FillWatch {
  /** Whether the boxes hold the whole code now. */
  holds(): boolean;
  /** Whether they did at any moment that was looked at: at each input before the page hears of it, at a submit, at a call of `holds`. */
  everHeld(): boolean;
  /** Their form was submitted, or the document is going away, with the whole code in them. */
  readonly left: Promise<'left'>;
  hasLeft(): boolean;
  stop(): void;
}

export function watchFill(boxes: readonly HTMLInputElement[], code: string): FillWatch {
  let held = false;
  let gone = false;
  let tell: (value: 'left') => void = () => undefined;
  const left = new Promise<'left'>((resolve) => {
    tell = resolve;
  });
  const holds = (): boolean => {
    const now = boxes.every((box) => box.isConnected) && holdsCode(boxes.map((box) => box.value).join(''), code);
    held ||= now;
    return now;
  };
  const leave = (): void => {
    holds();
    if (!held) return;
    gone = true;
    tell('left');
  };
  const stopped = new AbortController();
  const options = { signal: stopped.signal, capture: true };
  window.addEventListener(
    'submit',
    (event) => {
      const path = event.composedPath();
      if (boxes.some((box) => box.form !== null && path.includes(box.form))) leave();
    },
    options,
  );
  window.addEventListener('input', holds, options);
  window.addEventListener('pagehide', leave, options);
  return { holds, everHeld: () => held, left, hasLeft: () => gone, stop: () => stopped.abort() };
}
