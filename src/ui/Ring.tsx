// The time a code has left: an arc that runs down by a CSS animation, so that it costs no script. Colour is not its only word: the
// seconds stand in its middle and the next code appears beside the present one.

import { useMemo } from 'preact/hooks';
import { tCount } from './words';

interface Props {
  /** Unix milliseconds. */
  readonly validFrom: number;
  readonly validUntil: number;
  readonly now: number;
  readonly seconds: number;
  readonly ending: boolean;
}

export function Ring({ validFrom, validUntil, now, seconds, ending }: Props) {
  // only a new period starts the animation anew; `now` moves on inside of it
  const running = useMemo(
    () => ({ animationDuration: `${validUntil - validFrom}ms`, animationDelay: `${validFrom - now}ms` }),
    [validFrom, validUntil],
  );
  return (
    <span class={ending ? 'ring ring-ending' : 'ring'} role="img" aria-label={tCount('codeLeft', seconds)}>
      <svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
        <circle class="ring-track" cx="16" cy="16" r="13.5" />
        {/* a new element, since an animation starts anew without a layout of the page in no other way */}
        <circle key={validFrom} class="ring-arc" style={running} cx="16" cy="16" r="13.5" pathLength="100" />
      </svg>
      <span class="ring-seconds" data-part="seconds">
        {seconds}
      </span>
    </span>
  );
}
