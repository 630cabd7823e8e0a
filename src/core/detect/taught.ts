// What a person said of fields comes after everything that the words of a page say.

import { digitsOf } from './digits';
import type { FieldFacts, PageFacts } from './facts';
import { type FieldRule, fieldsOfRule } from './field-signature';
import type { CodePrompt, Finding } from './finding';
import { groupFields } from './split-boxes';

/** Above what any words can reach. */
const SAID = 100;

/** The findings as the rules of this site want them; `pathname` is the frame's own. */
export function applyRules(facts: PageFacts, found: readonly Finding[], rules: readonly FieldRule[], pathname: string): readonly Finding[] {
  let findings = found;
  for (const rule of rules) {
    const named = fieldsOfRule(facts, rule, pathname);
    if (named.length > 0) findings = rule.is === 'other' ? without(findings, named) : withPrompt(facts, findings, named);
  }
  return findings;
}

const touches = (finding: Finding, fields: readonly number[]): boolean =>
  (finding.kind === 'code-prompt' || finding.kind === 'recovery-prompt') && finding.fields.some((index) => fields.includes(index));

const without = (findings: readonly Finding[], fields: readonly number[]): readonly Finding[] =>
  findings.filter((finding) => !touches(finding, fields));

function withPrompt(facts: PageFacts, findings: readonly Finding[], named: readonly number[]): readonly Finding[] {
  const known = findings.find((finding): finding is CodePrompt => finding.kind === 'code-prompt' && touches(finding, named));
  if (known !== undefined) {
    const said: CodePrompt = { ...known, channel: 'authenticator', score: SAID, reasons: [...known.reasons, `+${SAID} taught`] };
    return [said, ...findings.filter((finding) => finding !== known)];
  }
  const usable = named.find((index) => facts.fields[index]?.visible === true && facts.fields[index]?.editable === true);
  if (usable === undefined) return findings;
  const fields = groupFields(facts).find((group) => group.includes(usable)) ?? [usable];
  const prompt: CodePrompt = {
    kind: 'code-prompt',
    mode: fields.length > 1 ? 'split' : 'single',
    digits: fields.length > 1 ? fields.length : digitsOf(facts.fields[usable] as FieldFacts),
    channel: 'authenticator',
    fields,
    score: SAID,
    reasons: [`+${SAID} taught`],
  };
  return [prompt, ...without(findings, fields)];
}
