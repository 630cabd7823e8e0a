// Capture: what a set-up finding holds → one account to save. Text that the page shows comes first, pixels after it (DESIGN §5).

import { base32 } from '../core/bytes';
import type { OtpParameters } from '../core/item';
import { readSecret } from '../core/otp/secret';
import { parseOtpUri } from '../core/otp/uri';
import { fail, ok, type Result } from '../core/result';
import type { CandidateImage, FindingReport } from '../messages/views';
import { cropOfTab } from '../platform/tab-pixels';
import { decodeImage } from '../platform/worker-host';

export type SetupFinding = Extract<FindingReport, { kind: 'setup' }>;

export interface CapturedAccount {
  readonly issuer: string;
  readonly account: string;
  readonly otp: OtpParameters;
  readonly warnings: readonly string[];
  /** The key that the page shows beside the QR code is another one. */
  readonly keyDiffers: boolean;
}

/**
 * `nothing-found`: no QR code and no key. `unreadable`: an image that no reader could read. `foreign`: a QR code that is no
 * set-up code. Others: what `parseOtpUri` says of an absurd one.
 */
export type CaptureError = 'nothing-found' | 'unreadable' | 'foreign' | 'migration' | string;

/** The whole finding, cheapest first; the first set-up code wins. */
export async function capture(finding: SetupFinding, tabId: number): Promise<Result<CapturedAccount, CaptureError>> {
  let failure: CaptureError = 'nothing-found';
  for (const uri of finding.uris) {
    const parsed = fromUri(uri, finding.secrets);
    if (parsed.ok) return parsed;
    failure = parsed.error.code;
  }
  for (const image of finding.images) {
    const texts = await textsOf(image, tabId);
    if (!texts.ok) {
      if (failure === 'nothing-found') failure = 'unreadable';
      continue;
    }
    for (const text of texts.value) {
      const parsed = fromUri(text, finding.secrets);
      if (parsed.ok) return parsed;
      failure = parsed.error.code === 'not-otpauth' ? 'foreign' : parsed.error.code;
    }
  }
  if (failure === 'nothing-found' || failure === 'unreadable') {
    const shown = fromShownKey(finding.secrets);
    if (shown !== null) return ok(shown);
  }
  return fail(failure);
}

/** One image that the person pointed at: the first set-up code in it. */
export async function captureFromImage(dataUrl: string): Promise<Result<CapturedAccount, CaptureError>> {
  const texts = await decodeImage(dataUrl);
  if (!texts.ok) return fail('nothing-found');
  let failure: CaptureError = 'nothing-found';
  for (const text of texts.value) {
    const parsed = fromUri(text, []);
    if (parsed.ok) return parsed;
    failure = parsed.error.code === 'not-otpauth' ? 'foreign' : parsed.error.code;
  }
  return fail(failure);
}

async function textsOf(image: CandidateImage, tabId: number): Promise<Result<readonly string[], string>> {
  if (image.how === 'pixels') return decodeImage(image.dataUrl);
  const crop = await cropOfTab(tabId, image);
  return crop === null ? fail('not-an-image') : decodeImage(crop);
}

function fromUri(text: string, shownKeys: readonly string[]): Result<CapturedAccount, CaptureError> {
  const parsed = parseOtpUri(text);
  if (!parsed.ok) return parsed;
  const { issuer, account, otp, warnings } = parsed.value;
  const keys = shownKeys.map(readSecret).filter((key) => key.ok);
  const keyDiffers = keys.length > 0 && !keys.some((key) => base32(key.value) === base32(otp.secret));
  return ok({ issuer, account, otp, warnings, keyDiffers });
}

/** A key without a QR code: RFC 6238 defaults, since a page that means something else says so in its URI. */
function fromShownKey(secrets: readonly string[]): CapturedAccount | null {
  for (const shown of secrets) {
    const secret = readSecret(shown);
    if (secret.ok && secret.value.length >= 10) {
      return {
        issuer: '',
        account: '',
        otp: { type: 'totp', secret: secret.value, algorithm: 'SHA1', digits: 6, period: 30 },
        warnings: [],
        keyDiffers: false,
      };
    }
  }
  return null;
}
