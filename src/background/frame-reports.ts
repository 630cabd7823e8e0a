// What the detectors last reported, by frame. Memory only: after a stopped worker the frames are asked again.

import type { ContentSender } from '../messages/audiences';
import type { FindingReport } from '../messages/views';

export interface FrameReport {
  readonly sender: ContentSender;
  readonly findings: readonly FindingReport[];
}

export interface FrameReports {
  keep(report: FrameReport): void;
  of(tabId: number): readonly FrameReport[];
  forget(tabId: number, frameId?: number): void;
  /** Resolves with the first report of this tab that fits, now or within `timeoutMs`; null after that. */
  waitFor(tabId: number, fits: (report: FrameReport) => boolean, timeoutMs: number): Promise<FrameReport | null>;
}

export function createFrameReports(): FrameReports {
  const tabs = new Map<number, Map<number, FrameReport>>();
  const waiting = new Set<(report: FrameReport) => void>();
  const of = (tabId: number): readonly FrameReport[] =>
    [...(tabs.get(tabId)?.values() ?? [])].sort((a, b) => a.sender.frameId - b.sender.frameId);

  return {
    of,
    keep(report) {
      const frames = tabs.get(report.sender.tabId) ?? new Map<number, FrameReport>();
      frames.set(report.sender.frameId, report);
      tabs.set(report.sender.tabId, frames);
      for (const told of waiting) told(report);
    },
    forget(tabId, frameId) {
      if (frameId === undefined || frameId === 0) tabs.delete(tabId);
      else tabs.get(tabId)?.delete(frameId);
    },
    waitFor(tabId, fits, timeoutMs) {
      const known = of(tabId).find(fits);
      if (known !== undefined) return Promise.resolve(known);
      return new Promise((resolve) => {
        const finish = (report: FrameReport | null): void => {
          clearTimeout(timer);
          waiting.delete(told);
          resolve(report);
        };
        const told = (report: FrameReport): void => {
          if (report.sender.tabId === tabId && fits(report)) finish(report);
        };
        const timer = setTimeout(() => finish(null), timeoutMs);
        waiting.add(told);
      });
    },
  };
}
