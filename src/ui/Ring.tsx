// The time a code has left: an arc that runs down by a CSS animation, so that it costs no script. Colour is not its only word: the
// seconds stand in its middle and the next code appears beside the present one.

import { useLayoutEffect, useRef } from 'preact/hooks';

interface Props {
  /** Unix milliseconds. */
  readonly validFrom: number;
  readonly validUntil: number;
  readonly now: number;
  readonly seconds: number;
  readonly ending: boolean;
}

export function Ring({ validFrom, validUntil, now, seconds, ending }: Props) {
  const arc = useRef<SVGCircleElement>(null);
  // only a new period starts the animation anew; `now` moves on inside of it
  useLayoutEffect(() => {
    const style = arc.current?.style;
    if (style === undefined) return;
    style.animation = 'none';
    arc.current?.getBoundingClientRect();
    style.animation = '';
    style.animationDuration = `${validUntil - validFrom}ms`;
    style.animationDelay = `${validFrom - now}ms`;
  }, [validFrom, validUntil]);
  return (
    <span class={ending ? 'ring ring-ending' : 'ring'}>
      <svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
        <circle class="ring-track" cx="16" cy="16" r="13.5" />
        <circle class="ring-arc" ref={arc} cx="16" cy="16" r="13.5" pathLength="100" />
      </svg>
      <span class="ring-seconds" data-part="seconds">
        {seconds}
      </span>
    </span>
  );
}
