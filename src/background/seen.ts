// What the detector saw in the tab that was in front, and why it did not take the other fields for code fields: the answer to "why no
// offer here?", and what a bug report is made of.

import type { PageFacts } from '../core/detect/facts';
import type { Finding } from '../core/detect/finding';
import { score } from '../core/detect/score';
import { scoreCodeField } from '../core/detect/score-code';
import { groupFields } from '../core/detect/split-boxes';
import { applyRules } from '../core/detect/taught';
import { verdictOf } from '../core/detect/verdict';
import { siteName } from '../core/matching/site';
import { fail, ok, type Result } from '../core/result';
import { originOfUrl } from '../messages/audiences';
import type { Seen, SeenField, SeenFrame } from '../messages/taught-protocol';
import type { DetectorState } from '../platform/detector-world';
import type { FrameTarget } from '../platform/frames';
import { factsFile } from './facts-file';

/** A page with more frames shows its first ones. */
const MOST_FRAMES = 20;
const MOST_FIELDS = 20;

export interface SeenParts {
  /** The tab with a web page that was in front last. */
  readonly lastWebTab: () => Promise<{ readonly id: number; readonly title: string } | null>;
  readonly framesOf: (tabId: number) => Promise<readonly { readonly frameId: number; readonly url: string }[]>;
  readonly injectDetector: (target: FrameTarget) => Promise<boolean>;
  readonly detectorIn: (target: FrameTarget) => Promise<DetectorState | null>;
}

/** `no-page`: there is no tab with a web page. `page-not-allowed`: no script of ours may run there. */
export async function readSeen({ lastWebTab, framesOf, injectDetector, detectorIn }: SeenParts, wake: boolean): Promise<Result<Seen>> {
  const tab = await lastWebTab();
  if (tab === null) return fail('no-page');
  const all = await framesOf(tab.id).catch(() => []);
  const frames = all.slice(0, MOST_FRAMES).map(({ frameId, url }) => ({ tabId: tab.id, frameId, documentId: null, url }));
  if (wake) await Promise.all(frames.map(injectDetector));
  const seen = await Promise.all(frames.map(async (frame) => ({ frame, state: await detectorIn(frame) })));
  const reached = seen.flatMap(({ frame, state }) => (state === null ? [] : [frameView(state, frame.url)]));
  return reached.length === 0 ? fail('page-not-allowed') : ok({ title: tab.title, frames: reached });
}

function frameView({ frameId, woke, pathname, rules, facts }: DetectorState, url: string): SeenFrame {
  const origin = originOfUrl(url);
  if (facts === null) return { frameId, origin, state: woke === true ? 'looking' : 'asleep', findings: [], passed: [], file: null };
  const found = applyRules(facts, score(facts), rules, pathname);
  const verdicts = found.map((finding) => verdictOf(facts, finding));
  return {
    frameId,
    origin,
    state: 'seen',
    findings: found.map((finding, index) => ({ verdict: verdicts[index] ?? '', reasons: finding.reasons })),
    passed: passedOver(facts, found),
    file: factsFile(facts, verdicts, origin === null ? 'page' : siteName(origin).ascii),
  };
}

function passedOver(facts: PageFacts, found: readonly Finding[]): readonly SeenField[] {
  const taken = new Set(found.flatMap((finding) => ('fields' in finding ? finding.fields : [])));
  return groupFields(facts)
    .filter((group) => !group.some((index) => taken.has(index)))
    .slice(0, MOST_FIELDS)
    .map((group) => {
      const field = facts.fields[group[0] ?? -1];
      const reasons: string[] = [];
      scoreCodeField(facts, group, (why) => reasons.push(...why));
      const called =
        field === undefined ? '' : field.labels[0] || field.ariaLabel || field.placeholder || field.before || field.name || field.id;
      return { called: called.slice(-120), reasons };
    });
}
