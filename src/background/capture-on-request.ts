// Captures that the person asks for: of the page in front, of a frame drawn in it, of an image, of text. What was found goes through
// the tray, which asks where something is to be chosen. Nothing is asked of the vault before something was found: a code that shows
// only while it is pointed at is gone when the password has been typed.

import type { Origin } from '../core/item';
import { fail, ok, type Result } from '../core/result';
import type { CaptureEnd } from '../messages/capture-protocol';
import type { FindingReport, Outcome } from '../messages/views';
import { originOfTab } from '../platform/frames';
import { readSettings } from '../platform/settings-store';
import { openConfirmationSurface } from '../platform/surfaces';
import { pictureOfTab, type TabBox } from '../platform/tab-pixels';
import { type HeldText, heldTexts, setupTexts } from './capture-entries';
import { type Captured, capture, captureFromImage, type SetupFinding } from './capture-service';
import type { CaptureTray } from './capture-tray';
import type { FrameReports } from './frame-reports';
import { lookInTab } from './look-in-tab';
import { imageInFrame } from './picked-image';
import { tellAllTabs, tellPages } from './push';
import type { VaultService } from './vault-service';

const isSetup = (finding: FindingReport): finding is SetupFinding => finding.kind === 'setup';

/** null: the popup is on screen and goes on from there. */
type Done = Result<Outcome | null>;

export interface CaptureOnRequest {
  /**
   * For a way without a list of its own (command, menu): what has to be chosen is shown in the popup, which this opens; where the vault
   * is locked, so that it goes on once it is open. `page-not-allowed`: the browser lets no extension in there and the tab cannot be seen.
   * Others: what was found instead.
   */
  capture(tabId: number): Promise<Done>;
  /** As `capture`, of the picture that the person pointed at. `not-an-image`: it is not there any more. */
  picked(tabId: number, frameId: number, src: string): Promise<Done>;
  /** As `capture`, of a box of the visible tab. */
  region(tabId: number, box: TabBox): Promise<Done>;
  /** As `capture`, for a page of ours that shows the choice itself. */
  fromPage(tabId: number): Promise<Result<CaptureEnd>>;
  /** A file, or what the camera sees. `more`: others follow. */
  fromImage(dataUrl: string, more: boolean): Promise<Result<CaptureEnd>>;
  /** `otpauth` lines among whatever else. */
  fromText(text: string): Promise<Result<CaptureEnd>>;
  /** What was captured while the vault was locked, as if it were captured now; what waits for a choice goes on waiting. null: nothing. */
  resume(): Promise<Result<CaptureEnd | null>>;
}

export function createCaptureOnRequest(
  vault: Pick<VaultService, 'open' | 'state'>,
  tray: CaptureTray,
  reports: FrameReports,
): CaptureOnRequest {
  async function told(end: Result<CaptureEnd>): Promise<Result<CaptureEnd>> {
    if (!end.ok || 'choosing' in end.value) return end;
    tellPages('items-changed');
    await tellAllTabs({ push: 'look-again' });
    return end;
  }

  /** Every set-up finding of every frame, each bound to its own frame's origin. */
  async function fromDetectors(
    tabId: number,
  ): Promise<{ readonly texts: readonly HeldText[]; readonly failure: string; readonly reached: boolean }> {
    const first = await lookInTab(tabId, reports, ({ findings }) => findings.some(isSetup));
    if (!first.ok) return { texts: [], failure: 'nothing-found', reached: first.error.code !== 'page-not-allowed' };
    const texts: HeldText[] = [];
    let failure = 'nothing-found';
    for (const { sender, findings } of reports.of(tabId)) {
      for (const finding of findings.filter(isSetup)) {
        const captured = await capture(finding, tabId);
        texts.push(...heldTexts(captured, sender.origin));
        if (captured.failure !== 'unreadable' && failure === 'nothing-found') failure = captured.failure;
      }
    }
    return { texts, failure, reached: true };
  }

  /** What the page itself shows belongs to it; what only shows where another site's frame lies belongs to nobody yet. */
  async function fromPixels(tabId: number, box: TabBox | null, reached = true): Promise<Result<readonly HeldText[]>> {
    const picture = await pictureOfTab(tabId, box, reached);
    if (picture === null) return fail('page-not-allowed');
    const { own, whole } = picture;
    const origin = await originOfTab(tabId);
    const all = await captureFromImage(whole);
    const mine = own === null ? [] : heldTexts(own === whole ? all : await captureFromImage(own), origin);
    const known = new Set(mine.map(({ text }) => text));
    const others = heldTexts(all, null).filter(({ text }) => !known.has(text));
    return someOf(
      [...mine, ...others.map((one) => (origin === null ? one : { ...one, warnings: [...one.warnings, 'foreign-frame'] }))],
      all,
    );
  }

  async function fromTab(tabId: number): Promise<Result<readonly HeldText[]>> {
    const { texts, failure, reached } = await fromDetectors(tabId);
    if (texts.length > 0) return ok(texts);
    const seen = await fromPixels(tabId, null, reached);
    return seen.ok || failure === 'nothing-found' ? seen : fail(failure);
  }

  async function fromPicked(tabId: number, frameId: number, src: string): Promise<Result<readonly HeldText[]>> {
    const image = await imageInFrame(tabId, frameId, src);
    if (image === null) return fail('not-an-image');
    return image.dataUrl === null ? fromPixels(tabId, null) : fromDataUrl(image.dataUrl, image.origin);
  }

  async function fromDataUrl(dataUrl: string, origin: Origin | null): Promise<Result<readonly HeldText[]>> {
    const captured = await captureFromImage(dataUrl);
    return someOf(heldTexts(captured, origin), captured);
  }

  async function showing(tabId: number): Promise<boolean> {
    return openConfirmationSurface(tabId, (await readSettings()).confirmInWindow);
  }

  /** Takes it where the vault is open, else keeps it for the moment when it is. */
  async function goOn(texts: Result<readonly HeldText[]>, tabId: number): Promise<Done> {
    if (!texts.ok) return texts;
    if ((await vault.open()).ok) {
      const end = await told(await tray.take(texts.value, false));
      if (!end.ok || !('choosing' in end.value)) return end as Done;
      return (await showing(tabId)) ? ok({ ok: true, key: 'outcomeChoose', args: [] }) : fail('no-surface');
    }
    const held = await tray.hold(texts.value);
    if (!held.ok) return held;
    return (await showing(tabId)) ? ok(null) : fail('no-surface');
  }

  /** A vault that cannot be opened at all says so in the popup, whatever the page shows. */
  async function begun(tabId: number, look: () => Promise<Result<readonly HeldText[]>>): Promise<Done> {
    if ((await vault.state()).vault !== 'trouble') return goOn(await look(), tabId);
    return (await showing(tabId)) ? ok(null) : fail('no-surface');
  }

  async function taken(texts: Result<readonly HeldText[]>, more: boolean): Promise<Result<CaptureEnd>> {
    return texts.ok ? told(await tray.take(texts.value, more)) : texts;
  }

  return {
    capture: (tabId) => begun(tabId, () => fromTab(tabId)),
    picked: (tabId, frameId, src) => begun(tabId, () => fromPicked(tabId, frameId, src)),
    region: (tabId, box) => begun(tabId, () => fromPixels(tabId, box)),
    fromPage: async (tabId) => taken(await fromTab(tabId), false),
    fromImage: async (dataUrl, more) => taken(await fromDataUrl(dataUrl, null), more),
    async fromText(text) {
      const texts = setupTexts(text).map((one): HeldText => ({ text: one, origin: null, warnings: [] }));
      return taken(ok(texts), false);
    },
    async resume() {
      const end = await tray.resume();
      return end.ok && end.value !== null ? told({ ok: true, value: end.value }) : end;
    },
  };
}

function someOf(texts: readonly HeldText[], { failure }: Pick<Captured, 'failure'>): Result<readonly HeldText[]> {
  if (texts.length > 0) return ok(texts);
  return fail(failure === 'unreadable' ? 'nothing-found' : failure);
}
