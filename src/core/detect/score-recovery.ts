// Are saved codes being shown?

import { Evidence } from './evidence';
import type { PageFacts } from './facts';
import type { RecoveryDisplay } from './finding';
import { identifierWords, plain } from './plain';
import { CODE, KEEP_SAFE, RECOVERY, SECOND_FACTOR } from './words';

const THRESHOLD = 4;

export function scoreRecoveryDisplay(facts: PageFacts): RecoveryDisplay | null {
  const lists: number[] = [];
  const evidence = new Evidence();
  const title = `${plain(facts.title)} ; ${identifierWords(facts.path)} ; ${facts.texts
    .filter((text) => text.kind === 'heading')
    .map((text) => plain(text.text))
    .join(' ; ')}`;
  facts.codeLists.forEach((list, index) => {
    const near = plain(
      facts.texts
        .slice(list.near[0], list.near[1])
        .map((text) => text.text)
        .join(' ; '),
    );
    const weighed = new Evidence();
    // A page may speak of any recovery; of what is to be kept, or of codes, only one that shows them.
    const spoken = RECOVERY.test(title) || KEEP_SAFE.test(near) || CODE.test(near);
    if (RECOVERY.test(near)) weighed.add(spoken ? 3 : 2, 'near:recovery');
    if (RECOVERY.test(title)) weighed.add(2, 'heading:recovery');
    if (KEEP_SAFE.test(near)) weighed.add(1, 'near:keep-safe');
    if (SECOND_FACTOR.test(`${near} ; ${title}`)) weighed.add(1, 'near:second-factor');
    if (list.count >= 5) weighed.add(1, 'count');
    if (weighed.score < THRESHOLD) return;
    lists.push(index);
    if (weighed.score > evidence.score) {
      evidence.score = weighed.score;
      evidence.reasons.splice(0, evidence.reasons.length, ...weighed.reasons);
    }
  });
  return lists.length === 0 ? null : { kind: 'recovery-display', lists, score: evidence.score, reasons: evidence.reasons };
}
