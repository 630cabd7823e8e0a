// Asks every frame of a tab to look again, starting the detector where it was not wanted before, for an act that the person began in
// the extension's own interface.

import { fail, ok, type Result } from '../core/result';
import { framesOf, injectDetector, tellFrame } from '../platform/frames';
import type { FrameReport, FrameReports } from './frame-reports';

const REPORT_WAIT_MS = 1500;

/** The first frame, top first, whose report fits. `page-not-allowed`: no script of ours may run there. `nothing-found`: none fits. */
export async function lookInTab(
  tabId: number,
  reports: FrameReports,
  fits: (report: FrameReport) => boolean,
): Promise<Result<FrameReport, 'page-not-allowed' | 'nothing-found'>> {
  const frames = (await framesOf(tabId).catch(() => [])).map(({ frameId }) => ({ tabId, frameId, documentId: null }));
  const reached = await Promise.all(frames.map(injectDetector));
  if (!reached.includes(true)) return fail('page-not-allowed');
  await Promise.all(frames.map((frame) => tellFrame(frame, { push: 'look-again' })));
  const report = await reports.waitFor(tabId, fits, REPORT_WAIT_MS);
  return report === null ? fail('nothing-found') : ok(report);
}
