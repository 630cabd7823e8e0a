// PageFacts in, findings out. Pure: the same facts give the same findings, in Node as in the page.

import type { PageFacts } from './facts';
import type { CodePrompt, Finding, RecoveryPrompt } from './finding';
import { scoreCodeField } from './score-code';
import { scoreRecoveryDisplay } from './score-recovery';
import { scoreSetup } from './score-setup';
import { groupFields } from './split-boxes';

/** More are no page that asks for a code. */
const MAX_PROMPTS = 4;

/** Everything that would be offered on this page, prompts first, best first. */
export function score(facts: PageFacts): readonly Finding[] {
  const prompts = groupFields(facts)
    .map((group) => scoreCodeField(facts, group))
    .filter((finding): finding is CodePrompt | RecoveryPrompt => finding !== null)
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_PROMPTS);
  const codes = consecutive(facts, prompts);
  const setup = scoreSetup(
    facts,
    codes.some((finding) => finding.kind === 'code-prompt'),
  );
  const display = scoreRecoveryDisplay(facts);
  return [...codes, ...(setup === null ? [] : [setup]), ...(display === null ? [] : [display])];
}

/** Two code fields of one form, the second named `next` or `2`, take two codes in a row (resynchronisation). */
function consecutive(facts: PageFacts, prompts: readonly (CodePrompt | RecoveryPrompt)[]): readonly (CodePrompt | RecoveryPrompt)[] {
  const singles = prompts.filter((finding): finding is CodePrompt => finding.kind === 'code-prompt' && finding.mode === 'single');
  for (const one of singles) {
    for (const two of singles) {
      const [a, b] = [facts.fields[one.fields[0] as number], facts.fields[two.fields[0] as number]];
      if (a === undefined || b === undefined || one === two || a.form !== b.form || a.root !== b.root) continue;
      if (!/next|2\b|second/i.test(`${b.name} ${b.labels.join(' ')}`) || /next|second/i.test(a.name)) continue;
      if ((one.fields[0] as number) > (two.fields[0] as number)) continue;
      const both: CodePrompt = { ...one, mode: 'two', fields: [...one.fields, ...two.fields] };
      return [...prompts.filter((finding) => finding !== one && finding !== two), both];
    }
  }
  return prompts;
}
