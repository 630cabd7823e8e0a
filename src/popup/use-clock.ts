// The time, as often as something on screen changes with it: each whole second, and the moment a code turns.

import { useEffect, useState } from 'preact/hooks';

/** Unix ms. `turn`: when the next code on screen turns, Infinity for never. No timer runs while the page is hidden. */
export function useClock(turn: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = (): void => {
      clearTimeout(timer);
      if (document.hidden) return;
      setNow(Date.now());
      wait();
    };
    const wait = (): void => {
      const at = Date.now();
      const untilTurn = turn > at ? turn - at : Number.POSITIVE_INFINITY;
      // 1 ms late rather than early: a timer that fires before its second would show the old number for another one
      timer = setTimeout(tick, Math.min(1000 - (at % 1000), untilTurn) + 1);
    };
    wait();
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [turn]);
  return now;
}
