// *Capture QR on this page* in the popup: what the detector finds when asked, else the whole visible tab.

import type { Origin } from '../core/item';
import { fail, ok, type Result } from '../core/result';
import type { FindingReport, Outcome } from '../messages/views';
import { originOfTab } from '../platform/frames';
import { wholeTab } from '../platform/tab-pixels';
import type { AccountService } from './account-service';
import { type CapturedAccount, capture, captureFromImage, type SetupFinding } from './capture-service';
import type { FrameReports } from './frame-reports';
import { lookInTab } from './look-in-tab';
import { tellAllTabs } from './push';

const isSetup = (finding: FindingReport): finding is SetupFinding => finding.kind === 'setup';

export interface CaptureOnRequest {
  /** `page-not-allowed`: the browser lets no extension in there and the tab cannot be seen. Others: what was found instead of an account. */
  capture(tabId: number): Promise<Result<Outcome>>;
}

export function createCaptureOnRequest(accounts: AccountService, reports: FrameReports): CaptureOnRequest {
  async function fromDetector(tabId: number): Promise<{ readonly found: Result<CapturedAccount>; readonly origin: Origin | null }> {
    const report = await lookInTab(tabId, reports, ({ findings }) => findings.some(isSetup));
    const setup = report.ok ? report.value.findings.find(isSetup) : undefined;
    if (!report.ok || setup === undefined) return { found: fail('nothing-found'), origin: null };
    return { found: await capture(setup, tabId), origin: report.value.sender.origin };
  }

  async function fromPixels(tabId: number): Promise<Result<CapturedAccount>> {
    const image = await wholeTab(tabId);
    return image === null ? fail('page-not-allowed') : captureFromImage(image);
  }

  return {
    async capture(tabId) {
      const { found, origin } = await fromDetector(tabId);
      const captured = found.ok ? found : await fromPixels(tabId);
      if (!captured.ok) return fail(found.ok || found.error.code === 'nothing-found' ? captured.error.code : found.error.code);
      const saved = await accounts.saveCaptured(captured.value, origin ?? (await originOfTab(tabId)));
      if (saved.ok) await tellAllTabs({ push: 'look-again' });
      return saved.ok ? ok(saved.value) : saved;
    },
  };
}
