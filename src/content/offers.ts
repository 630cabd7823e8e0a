// The offers of this document: which chips stand, what a press does, and what the background says about it later.

import type { ContentPush, ContentPushReply } from '../messages/push';
import type { ChipEvidence, FillResult, OfferView, Outcome } from '../messages/views';
import { fill } from './fill';
import type { FindingTarget } from './finding-target';
import { focusedBox } from './focused-box';
import type { Ask } from './messages';
import { type OfferSession, openSession } from './offer-session';
import { isFoughtOff } from './top-layer';
import { isFree } from './typing';
import { errorWords, words } from './words';

export interface Offers {
  /** Shows these offers beside these findings, and no others. */
  update(offers: readonly OfferView[], findings: ReadonlyMap<number, FindingTarget>): void;
  /** Answers `fill` and `outcome`; null for every other push. */
  handlePush(push: ContentPush): Promise<ContentPushReply>;
}

/** More than a few chips are noise, and a sign that something is wrong with the findings. */
const MOST_CHIPS = 4;
/** How long a worker that was stopped may take to start and to answer, in milliseconds. */
const RENEW_MS = 3_000;
/** When a person begins to wonder, in milliseconds. */
const LONG_MS = 1_200;
/** After that nobody is answering the question in the extension's own interface any more. */
const CONFIRM_MS = 120_000;

const OUTCOME_KEYS: Readonly<Record<FillResult, string>> = {
  taken: 'outcomeFilled',
  'not-taken': 'outcomeNotTaken',
  gone: 'outcomeFieldGone',
  'not-empty': 'outcomeNotEmpty',
};

/** An offer that is over. The anchor it was about goes along: a new field in its place is a new question. */
interface Settled {
  readonly how: 'dismissed' | 'filled' | 'done';
  readonly kind: OfferView['kind'];
  readonly anchor: Element;
}

/** One chip a finding and purpose: unlocking is the first half of filling. */
const keyOf = (view: OfferView): string => `${view.findingId} ${view.kind.startsWith('save-') ? view.kind : 'fill'}`;

export interface OffersParts {
  readonly ask: Ask;
  readonly signal: AbortSignal;
  /** Reports the findings again, which brings fresh offers: the background forgets them when it is stopped. */
  readonly lookAgain?: () => void;
}

export function createOffers({ ask, signal, lookAgain }: OffersParts): Offers {
  // Read now: once the extension was updated or removed, no words can be looked up any more.
  const orphaned = words('errorGone');
  const sessions = new Map<string, OfferSession>();
  let findings: ReadonlyMap<number, FindingTarget> = new Map();
  const settled = new Map<string, Settled>();

  function isSettled(view: OfferView, target: FindingTarget): boolean {
    const done = settled.get(keyOf(view));
    if (done === undefined || (done.how === 'dismissed' && done.kind !== view.kind)) return false;
    // A field that was filled and is empty again asks again; a dismissed one does not.
    const holds = done.anchor === target.anchor && (done.how !== 'filled' || target.fields.some((field) => field.value !== ''));
    if (!holds) settled.delete(keyOf(view));
    return holds;
  }

  const settle = (session: OfferSession, how: Settled['how']): unknown =>
    settled.set(keyOf(session.view()), { how, kind: session.view().kind, anchor: session.target().anchor });

  function open(view: OfferView, target: FindingTarget): void {
    const key = keyOf(view);
    const session = openSession(
      view,
      target,
      {
        onPress: (evidence) => void accept(session, evidence),
        onDismiss: () => {
          settle(session, 'dismissed');
          void ask('offer/dismiss', { offerId: session.view().offerId });
        },
        onEnd: () => sessions.delete(key),
        taken: () => [...sessions.values()].flatMap((other) => (other === session ? [] : (other.box() ?? []))),
      },
      signal,
    );
    sessions.set(key, session);
  }

  async function accept(session: OfferSession, evidence: Promise<ChipEvidence>): Promise<void> {
    const { kind } = session.view();
    session.wait(words('chipWorking'));
    // The background waits for the next code where the present one is about to end.
    const long = setTimeout(() => kind === 'fill-code' && session.wait(words('chipWaiting')), LONG_MS);
    const seen = await evidence;
    let reply = await ask('offer/accept', { offerId: session.view().offerId, evidence: seen });
    if (!reply.ok && reply.error.code === 'expired' && lookAgain !== undefined) {
      lookAgain();
      if (await session.renewed(RENEW_MS)) reply = await ask('offer/accept', { offerId: session.view().offerId, evidence: seen });
    }
    clearTimeout(long);
    if (signal.aborted && reply.ok) return;
    if (!reply.ok) return session.finish('error', reply.error.code === 'gone' ? orphaned : errorWords(reply.error.code));
    const act = reply.value;
    switch (act.status) {
      case 'fill': {
        const result = await fillInto(session, act.code, act.taken);
        await ask('fill/result', { fillId: act.fillId, result });
        return;
      }
      case 'confirming':
        return waitForAnswer(session);
      case 'done':
        return show(session, act.outcome);
    }
  }

  async function fillInto(session: OfferSession, code: string, taken: Outcome | null): Promise<FillResult> {
    const target = session.target();
    const result = await fill(target.fields, code);
    const ok = result === 'taken';
    if (ok) settle(session, 'filled');
    session.finish(ok ? 'ok' : 'error', ok && taken !== null ? words(taken.key, taken.args) : words(OUTCOME_KEYS[result]));
    return result;
  }

  function waitForAnswer(session: OfferSession): void {
    session.wait(words('chipConfirm'));
    setTimeout(() => {
      if (sessions.get(keyOf(session.view())) === session && session.isBusy()) session.reset();
    }, CONFIRM_MS);
  }

  function show(session: OfferSession, outcome: Outcome): void {
    if (outcome.ok) settle(session, session.view().kind.startsWith('save-') ? 'done' : 'filled');
    session.finish(outcome.ok ? 'ok' : 'error', words(outcome.key, outcome.args));
  }

  const byOffer = (offerId: string): OfferSession | undefined =>
    [...sessions.values()].find((session) => session.view().offerId === offerId);

  async function fillByPush(
    offerId: string | null,
    findingId: number | 'focused' | null,
    code: string,
    taken: Outcome | null,
  ): Promise<FillResult> {
    const session = offerId === null ? undefined : byOffer(offerId);
    if (session !== undefined) return fillInto(session, code, taken);
    const prompts = [...findings.values()].filter((finding) => finding.kind === 'code-prompt');
    const pointed = findingId === 'focused';
    const named = findingId === null || pointed ? undefined : findings.get(findingId);
    const focused = focusedBox();
    const around = prompts.find((finding) => focused !== null && finding.fields.includes(focused));
    const free = pointed ? undefined : (prompts.find((finding) => finding.fields.every(isFree)) ?? prompts[0]);
    const fields = named?.fields ?? around?.fields ?? free?.fields ?? (focused === null ? [] : [focused]);
    return fill(fields, code);
  }

  return {
    update(offers, nextFindings) {
      findings = nextFindings;
      const wanted = new Set<string>();
      for (const view of offers) {
        const target = findings.get(view.findingId);
        const key = keyOf(view);
        if (target === undefined || isSettled(view, target) || isFoughtOff() || wanted.size >= MOST_CHIPS) continue;
        wanted.add(key);
        const session = sessions.get(key);
        if (session === undefined) open(view, target);
        else session.adopt(view, target);
      }
      for (const [key, session] of [...sessions]) if (!wanted.has(key) && !session.isBusy()) session.end();
    },
    async handlePush(push) {
      // Where the browser does not pin a message to its document, another one may stand in the frame by now.
      if (push.push === 'fill')
        return push.origin === self.origin ? fillByPush(push.offerId, push.findingId, push.code, push.taken) : 'gone';
      if (push.push === 'outcome') {
        const session = byOffer(push.offerId);
        if (session !== undefined) show(session, push.outcome);
      }
      return null;
    },
  };
}
