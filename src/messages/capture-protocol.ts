// Capture from anywhere: what was found waits in a tray until the person has said which of it is to be kept.

import * as v from 'valibot';
import type { Outcome } from './views';

const tabId = v.pipe(v.number(), v.integer(), v.minValue(0));
const nothing = v.strictObject({});
const dataUrl = v.pipe(v.string(), v.startsWith('data:image/'), v.maxLength(6 * 1024 * 1024));
const foundKey = v.pipe(v.string(), v.regex(/^\d{1,4}\.\d{1,4}$/));

export const captureRequests = {
  /** Pasted or dropped text: `otpauth` lines among whatever else. */
  'capture/text': v.strictObject({ text: v.pipe(v.string(), v.maxLength(1024 * 1024)) }),
  /** `more`: others follow, so that nothing of it is saved without a look. */
  'capture/image': v.strictObject({ dataUrl, more: v.boolean() }),
  /** Lets the person draw a frame in the page; what is in it arrives in the tray. */
  'capture/region': v.strictObject({ tabId }),
  'capture/current': nothing,
  /** What was captured while the vault was locked goes on. */
  'capture/resume': nothing,
  'capture/add': v.strictObject({ keys: v.pipe(v.array(foundKey), v.minLength(1), v.maxLength(1000)) }),
  'capture/drop': nothing,
} as const;

const finite = v.pipe(v.number(), v.finite());

/** For the content audience: only the frame, and only where one was asked for. CSS px of the viewport. */
export const regionRequests = {
  'region/drawn': v.strictObject({ x: finite, y: finite, width: finite, height: finite, ratio: finite }),
} as const;

export interface RegionReplies {
  'region/drawn': Outcome;
}

/** One account that was found. Names only: no key leaves the background. */
export interface FoundAccount {
  readonly key: string;
  readonly issuer: string;
  readonly account: string;
  /** `known`: this very key is in the vault. `second`: another account has these names; both would be kept. */
  readonly state: 'new' | 'known' | 'second' | 'unsupported';
  /** Why it cannot be kept: an error code. */
  readonly reason: string | null;
  /** Codes of `OtpWarning`, and `key-differs`. */
  readonly warnings: readonly string[];
  /** From an export, which does not say the period. */
  readonly periodAssumed: boolean;
}

export interface Found {
  readonly accounts: readonly FoundAccount[];
  /** Exports of which parts are missing or were several. */
  readonly parts: readonly { readonly have: number; readonly of: number }[];
}

/** Done at once, or something is to be chosen: ask for `capture/current`. `again`: all of it had been found before. */
export type CaptureEnd = Outcome | { readonly choosing: true; readonly again: boolean };

export interface CaptureReplies {
  'capture/text': CaptureEnd;
  'capture/image': CaptureEnd;
  /** The frame can be drawn now. */
  'capture/region': null;
  'capture/current': Found | null;
  /** null: nothing waits. `choosing`: as after a capture. */
  'capture/resume': CaptureEnd | null;
  'capture/add': Outcome;
  'capture/drop': null;
}
