// A frame that the person draws in the page: asked for in the popup, drawn by content/region.ts, cropped out of the visible tab here.

import type { UnixMs } from '../core/env';
import { errorKey, fail, ok, type Result } from '../core/result';
import type { ContentSender } from '../messages/audiences';
import type { Outcome } from '../messages/views';
import { type FrameTarget, injectRegion } from '../platform/frames';
import { readSession, removeSession, writeSession } from '../platform/session';
import type { TabBox } from '../platform/tab-pixels';
import type { CaptureOnRequest } from './capture-on-request';

const KEY = 'regionAsked';
const LIFETIME_MS = 2 * 60_000;

export interface CaptureRegion {
  /** `page-not-allowed`: no script of ours may run there. */
  start(tabId: number): Promise<Result<null>>;
  /** `expired`: nobody asked for a frame in this tab. */
  drawn(box: TabBox, sender: ContentSender): Promise<Result<Outcome>>;
}

export function createCaptureRegion(captures: CaptureOnRequest, now: () => UnixMs): CaptureRegion {
  return {
    async start(tabId) {
      await writeSession({ [KEY]: { tabId, at: now() } });
      const top: FrameTarget = { tabId, frameId: 0, documentId: null };
      return (await injectRegion(top)) ? ok(null) : fail('page-not-allowed');
    },
    async drawn(box, { tabId, frameId }) {
      const asked = await readSession(KEY);
      await removeSession(KEY);
      if (frameId !== 0 || !isAsked(asked) || asked.tabId !== tabId || now() - asked.at > LIFETIME_MS) return fail('expired');
      const end = await captures.region(tabId, box);
      return ok(end.ok ? (end.value ?? { ok: true, key: 'outcomeChoose', args: [] }) : failed(end.error.code));
    },
  };
}

const failed = (code: string): Outcome => ({ ok: false, key: errorKey(code), args: [] });

const isAsked = (value: unknown): value is { readonly tabId: number; readonly at: UnixMs } =>
  typeof value === 'object' && value !== null && 'tabId' in value && 'at' in value && typeof value.at === 'number';
