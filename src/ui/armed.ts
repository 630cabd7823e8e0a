// When a press on a dangerous button counts. A page can open our window under a click or a key that was meant for the page, so the
// button is armed only after it has been visible and focused for a while, and what was pressed before that never counts. A press that
// comes too early starts the while anew: whoever is still clicking at what was there before has not seen us yet. Pure.

/** Milliseconds of visible and focused before a press counts. */
export const ARMING_MS = 500;

export interface Arming {
  /** Since when the window has been visible, focused and left alone, in the clock of the events; null while it is not. */
  readonly since: number | null;
  /** Keys that are down, by KeyboardEvent.code: a second keydown without a keyup is a held key, whatever `repeat` says. */
  readonly held: ReadonlySet<string>;
  /** What the last press was, until a click used it up. A screen reader's click comes without a press. */
  readonly press: 'none' | 'good' | 'bad';
}

export type ArmingEvent =
  | { readonly type: 'attention'; readonly here: boolean; readonly at: number }
  | { readonly type: 'pointer-down'; readonly trusted: boolean; readonly at: number }
  | { readonly type: 'key-down'; readonly key: string; readonly repeat: boolean; readonly trusted: boolean; readonly at: number }
  | { readonly type: 'key-up'; readonly key: string };

export const unarmed: Arming = { since: null, held: new Set(), press: 'none' };

export const isArmed = (state: Arming, at: number): boolean => state.since !== null && at - state.since >= ARMING_MS;

const sinceAfter = (state: Arming, pressAt: number): number | null =>
  state.since === null || isArmed(state, pressAt) ? state.since : pressAt;

export function arm(state: Arming, event: ArmingEvent): Arming {
  switch (event.type) {
    case 'attention':
      if (!event.here) return unarmed;
      return state.since === null ? { ...state, since: event.at, press: 'none' } : state;
    case 'pointer-down':
      return { ...state, since: sinceAfter(state, event.at), press: event.trusted && isArmed(state, event.at) ? 'good' : 'bad' };
    case 'key-down': {
      const fresh = event.trusted && !event.repeat && !state.held.has(event.key) && isArmed(state, event.at);
      return { since: sinceAfter(state, event.at), held: new Set(state.held).add(event.key), press: fresh ? 'good' : 'bad' };
    }
    case 'key-up': {
      const held = new Set(state.held);
      held.delete(event.key);
      return { ...state, held };
    }
  }
}

/** Whether a click counts; the state after it in any case. */
export function click(
  state: Arming,
  event: { readonly trusted: boolean; readonly at: number },
): readonly [accepted: boolean, next: Arming] {
  const accepted = event.trusted && isArmed(state, event.at) && state.press !== 'bad';
  return [accepted, { ...state, press: 'none' }];
}
