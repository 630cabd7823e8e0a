// Content audience: our scripts in untrusted tabs. They report findings and accept offers; the vault has no name here.

import * as v from 'valibot';
import type { ChipEvidence } from '../core/matching/chip-evidence';
import { type RegionReplies, regionRequests } from './capture-protocol';
import { recoveryFindings } from './recovery-protocol';
import type { Act, OfferView } from './views';

const id = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));
const offerId = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));
const finite = v.pipe(v.number(), v.finite());
/** A PNG of at most 1000 × 1000 px stays below this. */
const dataUrl = v.pipe(v.string(), v.startsWith('data:image/'), v.maxLength(6 * 1024 * 1024));

const image = v.variant('how', [
  v.strictObject({ how: v.literal('pixels'), dataUrl }),
  v.strictObject({ how: v.literal('crop'), x: finite, y: finite, width: finite, height: finite, ratio: finite }),
]);

const finding = v.variant('kind', [
  v.strictObject({
    id,
    kind: v.literal('code-prompt'),
    mode: v.picklist(['single', 'split', 'two', 'appended']),
    digits: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(16))),
    channel: v.picklist(['authenticator', 'sms', 'email', 'hardware', 'device', 'unknown']),
  }),
  v.strictObject({
    id,
    kind: v.literal('setup'),
    words: v.boolean(),
    uris: v.pipe(v.array(v.pipe(v.string(), v.maxLength(4096))), v.maxLength(8)),
    secrets: v.pipe(v.array(v.pipe(v.string(), v.maxLength(256))), v.maxLength(8)),
    images: v.pipe(v.array(image), v.maxLength(8)),
  }),
  ...recoveryFindings,
]);

const evidence = v.strictObject({
  trusted: v.boolean(),
  hasObserver: v.boolean(),
  visibleForMs: finite,
  lastTrueRecordAgeMs: finite,
  freshRecordTrue: v.boolean(),
  eventAgeMs: finite,
  popoverOpen: v.boolean(),
  boxAsExpected: v.boolean(),
}) satisfies v.GenericSchema<ChipEvidence>;

export const contentRequests = {
  /** The sentinel saw something; the background decides whether to inject the detector into this frame. */
  'sentinel/evidence': v.strictObject({}),
  ...regionRequests,
  'detector/findings': v.strictObject({ findings: v.pipe(v.array(finding), v.maxLength(16)) }),
  'offer/accept': v.strictObject({ offerId, evidence }),
  'offer/dismiss': v.strictObject({ offerId }),
  'fill/result': v.strictObject({
    fillId: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
    result: v.picklist(['taken', 'not-taken', 'gone', 'not-empty']),
  }),
} as const;

export interface ContentReplies extends RegionReplies {
  'sentinel/evidence': null;
  'detector/findings': { readonly offers: readonly OfferView[] };
  'offer/accept': Act;
  'offer/dismiss': null;
  'fill/result': null;
}

export type ContentRoute = keyof typeof contentRequests;
export type ContentProtocol = { [K in ContentRoute]: { req: v.InferOutput<(typeof contentRequests)[K]>; res: ContentReplies[K] } };
