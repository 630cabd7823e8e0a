// A page that keeps taking the chip away wins, and loses the chip: nobody watches two scripts fight.

export const MAX_RESHOWS = 3;
export const FIGHT_WINDOW_MS = 5_000;

/** Times of the re-shows that still count, in milliseconds of one clock. */
export type Fights = readonly number[];

/** `give-up` when this re-show would be one more than MAX_RESHOWS within FIGHT_WINDOW_MS. */
export function fight(fights: Fights, now: number): { readonly fights: Fights; readonly verdict: 'show-again' | 'give-up' } {
  const counted = [...fights.filter((at) => now - at < FIGHT_WINDOW_MS), now];
  return { fights: counted, verdict: counted.length > MAX_RESHOWS ? 'give-up' : 'show-again' };
}
