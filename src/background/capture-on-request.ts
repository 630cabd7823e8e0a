// Captures that the person asks for: of the page in front, of a frame drawn in it, of an image, of text. What was found goes through
// the tray; one new account alone is saved at once.

import type { Origin } from '../core/item';
import { fail, ok, type Result } from '../core/result';
import type { CaptureEnd } from '../messages/capture-protocol';
import type { FindingReport, Outcome } from '../messages/views';
import { originOfTab } from '../platform/frames';
import { readSettings } from '../platform/settings-store';
import { openConfirmationSurface } from '../platform/surfaces';
import { wholeTab } from '../platform/tab-pixels';
import { type HeldText, heldTexts, setupTexts } from './capture-entries';
import { type Captured, capture, captureFromImage, type SetupFinding } from './capture-service';
import type { CaptureTray } from './capture-tray';
import type { FrameReports } from './frame-reports';
import { lookInTab } from './look-in-tab';
import { tellAllTabs, tellPages } from './push';

const isSetup = (finding: FindingReport): finding is SetupFinding => finding.kind === 'setup';

export interface CaptureOnRequest {
  /**
   * For a way without a list of its own (command, menu): what has to be chosen is shown in the popup, which this opens.
   * `page-not-allowed`: the browser lets no extension in there and the tab cannot be seen. Others: what was found instead.
   */
  capture(tabId: number): Promise<Result<Outcome>>;
  /** As `capture`, for a page of ours that shows the choice itself. */
  fromPage(tabId: number): Promise<Result<CaptureEnd>>;
  /** `origin`: of the page that shows it; null for a file. `more`: others follow. */
  fromImage(dataUrl: string, origin: Origin | null, more: boolean): Promise<Result<CaptureEnd>>;
  /** `otpauth` lines among whatever else. */
  fromText(text: string): Promise<Result<CaptureEnd>>;
  /** Opens the popup where something is to be chosen. */
  showing(end: Result<CaptureEnd>, tabId: number): Promise<Result<Outcome>>;
}

export function createCaptureOnRequest(tray: CaptureTray, reports: FrameReports): CaptureOnRequest {
  async function keep(captured: Captured, origin: Origin | null, more: boolean): Promise<Result<CaptureEnd>> {
    const texts = heldTexts(captured, origin);
    if (texts.length === 0) return fail(captured.failure === 'unreadable' ? 'nothing-found' : captured.failure);
    return told(await tray.take(texts, more));
  }

  async function told(end: Result<CaptureEnd>): Promise<Result<CaptureEnd>> {
    if (!end.ok || 'choosing' in end.value) return end;
    tellPages('items-changed');
    await tellAllTabs({ push: 'look-again' });
    return end;
  }

  /** Every set-up finding of every frame, each bound to its own frame's origin. */
  async function fromDetectors(tabId: number): Promise<{ readonly texts: readonly HeldText[]; readonly failure: string }> {
    const first = await lookInTab(tabId, reports, ({ findings }) => findings.some(isSetup));
    if (!first.ok) return { texts: [], failure: 'nothing-found' };
    const texts: HeldText[] = [];
    let failure = 'nothing-found';
    for (const { sender, findings } of reports.of(tabId)) {
      for (const finding of findings.filter(isSetup)) {
        const captured = await capture(finding, tabId);
        texts.push(...heldTexts(captured, sender.origin));
        if (captured.failure !== 'unreadable' && failure === 'nothing-found') failure = captured.failure;
      }
    }
    return { texts, failure };
  }

  async function fromPixels(tabId: number): Promise<Result<CaptureEnd>> {
    const image = await wholeTab(tabId);
    return image === null ? fail('page-not-allowed') : keep(await captureFromImage(image), await originOfTab(tabId), false);
  }

  const service: CaptureOnRequest = {
    async fromPage(tabId) {
      const { texts, failure } = await fromDetectors(tabId);
      if (texts.length > 0) return told(await tray.take(texts, false));
      const seen = await fromPixels(tabId);
      return seen.ok || failure === 'nothing-found' ? seen : fail(failure);
    },
    capture: async (tabId) => service.showing(await service.fromPage(tabId), tabId),
    fromImage: async (dataUrl, origin, more) => keep(await captureFromImage(dataUrl), origin, more),
    async fromText(text) {
      const texts = setupTexts(text).map((one): HeldText => ({ text: one, origin: null, warnings: [] }));
      return told(await tray.take(texts, false));
    },
    async showing(end, tabId) {
      if (!end.ok) return end;
      if (!('choosing' in end.value)) return ok(end.value);
      const shown = await openConfirmationSurface(tabId, (await readSettings()).confirmInWindow);
      return shown ? ok({ ok: true, key: 'outcomeChoose', args: [] }) : fail('no-surface');
    },
  };
  return service;
}
