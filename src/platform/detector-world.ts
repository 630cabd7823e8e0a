// The isolated world of our detector in a frame: what is given to it, and what it knows. No page sees either.

import * as v from 'valibot';
import type { PageFacts } from '../core/detect/facts';
import type { FieldRule } from '../core/detect/field-signature';
import type { Origin } from '../core/item';
import { fieldRule, pageFacts } from '../messages/facts-shape';
import type { ContentPush, PointedFieldReply } from '../messages/push';
import { browser } from './browser';
import { answeredInTime, type FrameTarget, placeOf } from './frames';

/** A frame whose document has gone meanwhile gets nothing: another site's rules are not its own. */
export async function giveRules(target: FrameTarget, origin: Origin, rules: readonly FieldRule[]): Promise<void> {
  const give = (of: string, given: readonly FieldRule[]): void => {
    const world = globalThis as unknown as { origin: string; countersignRules?: readonly FieldRule[] };
    if (world.origin === of) world.countersignRules = given;
  };
  await answeredInTime(
    browser.scripting.executeScript({ target: placeOf(target), func: give as () => void, args: [origin, rules], injectImmediately: true }),
  );
}

const pointed = v.strictObject({
  index: v.pipe(v.number(), v.integer(), v.minValue(0)),
  pathname: v.pipe(v.string(), v.maxLength(100_000)),
  facts: pageFacts,
}) satisfies v.GenericSchema<unknown, NonNullable<PointedFieldReply>>;

/** The field that the person points at; null where there is none, or nobody of ours listens. */
export async function pointedFieldIn({ tabId, frameId, documentId }: FrameTarget): Promise<PointedFieldReply> {
  const options = documentId === null ? { frameId } : { frameId, documentId };
  try {
    const reply: unknown = await browser.tabs.sendMessage(tabId, { push: 'pointed-field' } satisfies ContentPush, options);
    const field = v.safeParse(pointed, reply);
    return field.success ? field.output : null;
  } catch {
    return null;
  }
}

export interface DetectorState {
  readonly frameId: number;
  /** Something on the page asked for a look; null where no script of ours runs yet. */
  readonly woke: boolean | null;
  readonly pathname: string;
  readonly rules: readonly FieldRule[];
  /** null: it is not there, or has not looked yet. */
  readonly facts: PageFacts | null;
}

/** Runs beside the page's world. */
const look = (): unknown => {
  const world = globalThis as unknown as {
    countersignSentinel?: boolean;
    countersignDetector?: { facts: unknown } | 'starting';
    countersignRules?: unknown;
    location: { pathname: string };
  };
  const detector = world.countersignDetector;
  return {
    woke: world.countersignSentinel ?? null,
    pathname: world.location.pathname,
    rules: world.countersignRules ?? [],
    facts: typeof detector === 'object' ? detector.facts : null,
  };
};

const state = v.strictObject({
  woke: v.nullable(v.boolean()),
  pathname: v.pipe(v.string(), v.maxLength(100_000)),
  rules: v.array(fieldRule),
  facts: v.nullable(pageFacts),
});

/** null where no script of ours may run. */
export async function detectorIn(target: FrameTarget): Promise<DetectorState | null> {
  const asked = browser.scripting.executeScript({ target: placeOf(target), func: look as () => void, injectImmediately: true });
  const answered = await answeredInTime(asked);
  const seen = v.safeParse(state, answered?.[0]?.result);
  return seen.success ? { frameId: target.frameId, ...seen.output } : null;
}
