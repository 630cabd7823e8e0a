// The arming rule of armed.ts bound to this window: visible, focused, and every press seen before any button sees it.

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ARMING_MS, type Arming, type ArmingEvent, arm, click, isArmed, unarmed } from './armed';

/**
 * `armed` for the looks of the button; `accepts` decides about its click and must be asked exactly once a click. `subject` is what the
 * button would do: when that changes, the person has to have it before them for the whole time again.
 */
export function useArmed(subject: string): { readonly armed: boolean; readonly accepts: (event: MouseEvent) => boolean } {
  const state = useRef<Arming>(unarmed);
  const [armed, setArmed] = useState(false);

  // in the very commit that shows the new subject, so that no click falls between
  useLayoutEffect(() => {
    state.current = unarmed;
    setArmed(false);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = (event: ArmingEvent): void => {
      state.current = arm(state.current, event);
    };
    /** Takes it, and shows anew what follows where the time to wait has changed. */
    const takeAndWait = (event: ArmingEvent): void => {
      const before = state.current.since;
      take(event);
      const { since } = state.current;
      if (since === before && before !== null) return;
      clearTimeout(timer);
      setArmed(false);
      if (since === null) return;
      // 20 ms more than the rule, so that a button that looks armed is
      timer = setTimeout(() => setArmed(isArmed(state.current, performance.now())), ARMING_MS + 20);
    };
    const look = (): void =>
      takeAndWait({ type: 'attention', here: document.visibilityState === 'visible' && document.hasFocus(), at: performance.now() });
    const leave = (): void => takeAndWait({ type: 'attention', here: false, at: performance.now() });
    const pointerDown = (event: PointerEvent): void => takeAndWait({ type: 'pointer-down', trusted: event.isTrusted, at: event.timeStamp });
    const keyDown = (event: KeyboardEvent): void =>
      takeAndWait({ type: 'key-down', key: event.code, repeat: event.repeat, trusted: event.isTrusted, at: event.timeStamp });
    const keyUp = (event: KeyboardEvent): void => take({ type: 'key-up', key: event.code });

    look();
    window.addEventListener('focus', look);
    window.addEventListener('blur', leave);
    document.addEventListener('visibilitychange', look);
    window.addEventListener('pointerdown', pointerDown, true);
    window.addEventListener('keydown', keyDown, true);
    window.addEventListener('keyup', keyUp, true);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('focus', look);
      window.removeEventListener('blur', leave);
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('pointerdown', pointerDown, true);
      window.removeEventListener('keydown', keyDown, true);
      window.removeEventListener('keyup', keyUp, true);
    };
  }, [subject]);

  const accepts = (event: MouseEvent): boolean => {
    const [accepted, next] = click(state.current, { trusted: event.isTrusted, at: event.timeStamp });
    state.current = next;
    return accepted;
  };
  return { armed, accepts };
}
