// Injected on demand into a frame that the sentinel pointed at. Reads the page, scores it, reports what changed, shows the offers.

import type { PageFacts } from '../core/detect/facts';
import type { FieldRule } from '../core/detect/field-signature';
import type { Finding } from '../core/detect/finding';
import { score } from '../core/detect/score';
import { applyRules } from '../core/detect/taught';
import { lookAtPicture, type QrLook } from './find-qr';
import { foreignFrames } from './foreign-frames';
import { startLifetime } from './lifetime';
import { ask, onPush } from './messages';
import type { createOffers, Offers } from './offers';
import { pictureBySource } from './picture-by-source';
import { pointedField } from './pointed-field';
import { type PageReading, readPage } from './read-page';
import { buildReport, type Report } from './report';
import { watchPage } from './watch';

/** For the score and the recorder: the isolated world only, no page sees it. */
interface Handle {
  readonly facts: PageFacts;
  readonly found: readonly Finding[];
  readonly reading: PageReading;
  readonly report: Report;
  /** A picture was not there yet; another look will come. */
  readonly pending: boolean;
  /** Main-thread time of the last look without waiting for pictures, in milliseconds. */
  readonly ms: number;
  /** Looks finished. */
  readonly looks: number;
}

const world = globalThis as unknown as {
  countersignDetector?: Handle | 'starting';
  countersignOffers?: typeof createOffers;
  /** What the person said of this site's fields: given by the background, of this origin only. */
  countersignRules?: readonly FieldRule[];
};

/** A picture that was not there yet is looked for again after these pauses, in milliseconds. */
const RETRY_MS = [60, 200, 600, 1500, 3000];

/** A report that was not answered is made again, so often and so much later. */
const MAX_REFUSALS = 5;
const AFTER_REFUSAL_MS = 500;

function start(): void {
  world.countersignDetector = 'starting';
  const { signal, alive } = startLifetime();
  /** Present once the background has injected offers-on-demand.ts, which it does before it answers with offers or has a code filled. */
  let offers: Offers | null = null;
  let targets: Report['targets'] = new Map();
  const ids = new WeakMap<Element, number>();
  let nextId = 0;
  let digest: string | null = null;
  let retries = 0;
  let refusals = 0;
  let looking = false;
  let again = false;
  let looks = 0;

  /** A crop's place changes with every scroll, the picture does not: it is asked for once, and again when the background asks. */
  let crops = new WeakMap<Element, QrLook>();
  const lookCached = async (element: Element): Promise<QrLook> => {
    const known = crops.get(element);
    if (known !== undefined) return known;
    const seen = await lookAtPicture(element);
    if (seen.image?.how === 'crop') crops.set(element, seen);
    return seen;
  };

  const idOf = (anchor: Element): number => {
    const id = ids.get(anchor) ?? nextId++;
    ids.set(anchor, id);
    return id;
  };

  function offersHere(): Offers | null {
    if (offers === null && world.countersignOffers !== undefined) {
      offers = world.countersignOffers({ ask, signal, lookAgain });
      offers.update([], targets);
    }
    return offers;
  }

  async function look(): Promise<void> {
    if (!alive()) return;
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    try {
      await lookOnce();
    } finally {
      looking = false;
    }
    if (again) {
      again = false;
      watch.again();
    }
  }

  async function lookOnce(): Promise<void> {
    const started = performance.now();
    const reading = readPage(document);
    watch.follow(reading.roots);
    const read = performance.now() - started;
    const pictures = await Promise.all(reading.pictures.map(lookCached));
    const scoring = performance.now();
    const facts = withLooks(reading.facts, pictures);
    const found = applyRules(facts, score(facts), world.countersignRules ?? [], location.pathname);
    const report = buildReport(found, reading, pictures, idOf);
    const pending = pictures.some((picture) => picture.pending) && retries < RETRY_MS.length;
    world.countersignDetector = { facts, found, reading, report, pending, ms: read + performance.now() - scoring, looks: ++looks };
    // Out of view: it can be cropped once it is scrolled to.
    if (pictures.some(({ twoTone, image }) => twoTone === null && image === null))
      document.addEventListener('scrollend', onScroll, { once: true, capture: true, signal });
    if (pending) watch.again(RETRY_MS[retries++]);

    const now = JSON.stringify(report.findings);
    if (now === digest || !alive()) return;
    const nothingYet = digest === null && report.findings.length === 0;
    digest = now;
    if (nothingYet) return;
    const reply = await ask('detector/findings', { findings: report.findings });
    if (reply.ok && !signal.aborted) {
      targets = report.targets;
      (reply.value.offers.length > 0 ? offersHere() : offers)?.update(reply.value.offers, targets);
    }
    if (!reply.ok && alive() && refusals++ < MAX_REFUSALS) {
      // The worker ended under the question, or was not up yet.
      digest = '';
      watch.again(AFTER_REFUSAL_MS);
    }
  }

  /** Reports also what did not change. */
  function lookAgain(): void {
    digest = digest === null ? null : '';
    crops = new WeakMap();
    watch.again();
  }

  const onScroll = () => watch.again();
  const watch = watchPage(signal, () => void look());
  onPush(signal, async (push) => {
    if (push.push === 'picture') return pictureBySource(readPage(document).roots, push.src);
    if (push.push === 'frames') return foreignFrames();
    if (push.push === 'pointed-field') return pointedField();
    if (push.push !== 'look-again') return offersHere()?.handlePush(push) ?? null;
    lookAgain();
    return null;
  });
  void look();
}

function withLooks(facts: PageFacts, looks: readonly QrLook[]): PageFacts {
  if (facts.pictures.length === 0) return facts;
  return {
    ...facts,
    pictures: facts.pictures.map((picture, index) => ({ ...picture, twoTone: looks[index] === undefined ? false : looks[index].twoTone })),
  };
}

if (world.countersignDetector === undefined) start();
