// Where a code was just filled and is asked for again: most likely the site did not take it. In memory only; nothing depends on it but an
// offer to look for the reason.

import type { UnixMs } from '../core/env';
import type { ItemId, Origin } from '../core/item';
import type { FrameReports } from './frame-reports';

/** A person needs this long to send a code at least … */
const SOONEST_MS = 3_000;
/** … and has forgotten it after this long. */
const LATEST_MS = 3 * 60_000;

export interface Refusals {
  /** A page took a code into its field. */
  filled(origin: Origin, id: ItemId, tabId: number): void;
  /** The account whose code this tab seems not to have taken. */
  suspected(tabId: number): ItemId | null;
}

export function createRefusals(reports: Pick<FrameReports, 'of'>, now: () => UnixMs): Refusals {
  const last = new Map<number, { readonly origin: Origin; readonly id: ItemId; readonly at: UnixMs }>();
  return {
    filled(origin, id, tabId) {
      for (const [tab, { at }] of last) if (now() - at > LATEST_MS) last.delete(tab);
      last.set(tabId, { origin, id, at: now() });
    },
    suspected(tabId) {
      const fill = last.get(tabId);
      if (fill === undefined || now() - fill.at < SOONEST_MS || now() - fill.at > LATEST_MS) return null;
      const asksAgain = reports
        .of(tabId)
        .some(({ sender, findings }) => sender.origin === fill.origin && findings.some(({ kind }) => kind === 'code-prompt'));
      return asksAgain ? fill.id : null;
    },
  };
}
