import { expect, test } from 'vitest';
import { type Fights, fight } from '../../../src/core/offer/fight-limit';

function verdicts(times: readonly number[]): string[] {
  let fights: Fights = [];
  return times.map((at) => {
    const outcome = fight(fights, at);
    fights = outcome.fights;
    return outcome.verdict;
  });
}

test.each([
  ['three within five seconds are answered, the fourth is not', [0, 100, 200, 300], ['show-again', 'show-again', 'show-again', 'give-up']],
  ['old ones are forgotten', [0, 100, 200, 5300], ['show-again', 'show-again', 'show-again', 'show-again']],
  ['a slow page is answered for ever', [0, 2000, 4000, 6000, 8000, 10_000], Array(6).fill('show-again')],
  ['exactly five seconds is outside', [0, 0, 0, 5000], Array(4).fill('show-again')],
])('%s', (_, times, expected) => {
  expect(verdicts(times)).toEqual(expected);
});
