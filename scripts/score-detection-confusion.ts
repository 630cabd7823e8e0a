// Confusion tables of a scored corpus: what pages are against what was seen, for all of them, by language and by application.

import { classOf, isRight, type Judged, seenAs } from './score-detection-judge';

const CLASSES = [
  'code authenticator',
  'code unknown',
  'code sms',
  'code email',
  'code hardware',
  'code device',
  'recovery',
  'set-up',
  'codes shown',
  'none',
] as const;
const WRONG = ['wrong field', 'other set-up', 'other codes'] as const;
const WIDTH = 9;

export function confusionMatrix(judged: readonly Judged[]): string {
  const seen = [...CLASSES, ...WRONG].filter((name) => judged.some((one) => seenAs(one) === name));
  const lines = [`${'is \\ seen as'.padEnd(20)}${seen.map((name) => short(name).padStart(WIDTH)).join('')}`];
  for (const name of CLASSES) {
    const pages = judged.filter(({ page }) => classOf(page) === name);
    if (pages.length === 0) continue;
    const counts = seen.map((as) => pages.filter((one) => seenAs(one) === as).length);
    lines.push(`${name.padEnd(20)}${counts.map((count) => (count === 0 ? '·' : String(count)).padStart(WIDTH)).join('')}`);
  }
  return lines.join('\n');
}

const short = (name: string): string => name.replace('code ', '').replace('authenticator', 'authent.').replace('codes shown', 'shown');

/** One line a group: right of all, and each confusion with its count. */
export function confusionBy(judged: readonly Judged[], groupOf: (one: Judged) => string): string {
  const groups = grouped(judged, groupOf);
  const width = Math.max(...[...groups.keys()].map((name) => name.length));
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, pages]) => {
      const wrong = pages.filter((one) => !isRight(one));
      const kinds = grouped(wrong, (one) => `${classOf(one.page)} → ${seenAs(one)}`);
      const told = [...kinds].map(([kind, of]) => `${kind}${of.length > 1 ? ` ×${of.length}` : ''}`).join(', ');
      return `${name.padEnd(width)}  ${`${pages.length - wrong.length}/${pages.length}`.padStart(9)}  ${told}`.trimEnd();
    })
    .join('\n');
}

function grouped(all: readonly Judged[], groupOf: (one: Judged) => string): ReadonlyMap<string, readonly Judged[]> {
  const groups = new Map<string, Judged[]>();
  for (const one of all) groups.set(groupOf(one), [...(groups.get(groupOf(one)) ?? []), one]);
  return groups;
}
