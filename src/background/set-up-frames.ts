// Accounts whose set-up a frame of a tab shows, for the other frames of the same site: the box that confirms may stand in another frame
// than the QR code. What is released there is decided as ever.

import type { ItemId, Origin } from '../core/item';
import { matchSite } from '../core/matching/site';
import type { ContentSender } from '../messages/audiences';
import type { FrameReports } from './frame-reports';

export interface SetUp {
  /** Accounts that are saved. */
  readonly ids: readonly ItemId[];
  /** There is one to save. */
  readonly unsaved: boolean;
}

export interface SetUpFrames {
  /** What this frame shows now. The other frames that have something to offer again for it; none where nothing changed. */
  note(sender: ContentSender, shown: SetUp): readonly ContentSender[];
  /** What other frames of the same site show. */
  elsewhere(sender: ContentSender, origin: Origin): SetUp;
}

interface Shown extends SetUp {
  readonly sender: ContentSender;
}

export const NO_SET_UP: SetUp = { ids: [], unsaved: false };

const isSame = (a: ContentSender, b: ContentSender): boolean =>
  a.frameId === b.frameId && a.documentId === b.documentId && a.origin === b.origin;

/** Memory only, as the reports are: after a stopped worker the frames report again. */
export function createSetUpFrames(reports: Pick<FrameReports, 'of'>): SetUpFrames {
  const tabs = new Map<number, Map<number, Shown>>();
  const sendersOf = (tabId: number): readonly ContentSender[] => reports.of(tabId).map(({ sender }) => sender);

  return {
    note(sender, shown) {
      const frames = tabs.get(sender.tabId) ?? new Map<number, Shown>();
      const before = frames.get(sender.frameId) ?? NO_SET_UP;
      if (shown.ids.length === 0 && !shown.unsaved) frames.delete(sender.frameId);
      else frames.set(sender.frameId, { sender, ...shown });
      if (frames.size === 0) tabs.delete(sender.tabId);
      else tabs.set(sender.tabId, frames);
      const same = before.unsaved === shown.unsaved && before.ids.join() === shown.ids.join();
      return same ? [] : sendersOf(sender.tabId).filter(({ frameId }) => frameId !== sender.frameId);
    },

    elsewhere(sender, origin) {
      const there = sendersOf(sender.tabId);
      const shown = [...(tabs.get(sender.tabId)?.values() ?? [])].filter(({ sender: other }) => {
        if (other.frameId === sender.frameId || other.origin === null || !there.some((one) => isSame(one, other))) return false;
        const { match } = matchSite(origin, [other.origin]);
        return match === 'exact' || match === 'same-domain';
      });
      return { ids: [...new Set(shown.flatMap(({ ids }) => ids))], unsaved: shown.some(({ unsaved }) => unsaved) };
    },
  };
}
