// Capture: what a set-up finding holds → the accounts of its codes. Text that the page shows comes first, pixels after it (DESIGN §5).

import { base32 } from '../core/bytes';
import type { OtpParameters } from '../core/item';
import { isMigration, parseMigration } from '../core/otp/migration';
import { readSecret } from '../core/otp/secret';
import { formatOtpUri, parseOtpUri } from '../core/otp/uri';
import { ok, type Result } from '../core/result';
import { otpIdentity } from '../core/vault/merge';
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
  /** The code's own text. */
  readonly uri: string;
}

/**
 * `nothing-found`: no QR code and no key. `unreadable`: an image that no reader could read. `foreign`: a QR code that is no
 * set-up code. Others: what `parseOtpUri` or `parseMigration` says of an absurd one.
 */
export type CaptureError = 'nothing-found' | 'unreadable' | 'foreign' | string;

export interface Captured {
  /** Each key once. */
  readonly accounts: readonly CapturedAccount[];
  /** Parts of a Google Authenticator export. */
  readonly exports: readonly string[];
  /** Why there is none, where there is none. */
  readonly failure: CaptureError;
}

/** The whole finding. A picture beside one readable `otpauth` text is that text: it is not decoded. */
export async function capture(finding: SetupFinding, tabId: number): Promise<Captured> {
  const gathered = gather(finding.secrets);
  for (const uri of finding.uris) gathered.take(uri);
  const decoded = gathered.count() > 0 && finding.images.length < 2 ? [] : finding.images;
  for (const image of decoded) gathered.takeDecoded(await textsOf(image, tabId));
  return gathered.end();
}

/** One image that the person pointed at. */
export async function captureFromImage(dataUrl: string): Promise<Captured> {
  const gathered = gather([]);
  const texts = await decodeImage(dataUrl);
  if (texts.ok) gathered.takeDecoded(texts);
  return gathered.end();
}

async function textsOf(image: CandidateImage, tabId: number): Promise<Result<readonly string[], string>> {
  if (image.how === 'pixels') return decodeImage(image.dataUrl);
  const crop = await cropOfTab(tabId, image);
  return crop === null ? { ok: false, error: { code: 'not-an-image' } } : decodeImage(crop);
}

/** `shownKeys`: keys that stand in the page as text. */
function gather(shownKeys: readonly string[]) {
  const accounts = new Map<string, CapturedAccount>();
  const exports = new Set<string>();
  let failure: CaptureError = 'nothing-found';

  function take(text: string): void {
    if (isMigration(text)) {
      const part = parseMigration(text);
      if (part.ok) exports.add(text);
      else failure = part.error.code;
      return;
    }
    const parsed = fromUri(text, shownKeys);
    if (!parsed.ok) failure = parsed.error.code === 'not-otpauth' ? 'foreign' : parsed.error.code;
    else if (!accounts.has(otpIdentity(parsed.value.otp))) accounts.set(otpIdentity(parsed.value.otp), parsed.value);
  }
  return {
    take,
    count: () => accounts.size + exports.size,
    takeDecoded(texts: Result<readonly string[], string>): void {
      if (texts.ok) for (const text of texts.value) take(text);
      else if (failure === 'nothing-found') failure = 'unreadable';
    },
    end(): Captured {
      const codeless = accounts.size + exports.size === 0 && (failure === 'nothing-found' || failure === 'unreadable');
      const shown = codeless ? fromShownKey(shownKeys) : null;
      return { accounts: shown === null ? [...accounts.values()] : [shown], exports: [...exports], failure };
    },
  };
}

function fromUri(text: string, shownKeys: readonly string[]): Result<CapturedAccount, CaptureError> {
  const parsed = parseOtpUri(text);
  if (!parsed.ok) return parsed;
  const { issuer, account, otp, warnings } = parsed.value;
  const keys = shownKeys.map(readSecret).filter((key) => key.ok);
  const keyDiffers = keys.length > 0 && !keys.some((key) => base32(key.value) === base32(otp.secret));
  return ok({ issuer, account, otp, warnings, keyDiffers, uri: text });
}

/** A key without a QR code: RFC 6238 defaults, since a page that means something else says so in its URI. */
function fromShownKey(secrets: readonly string[]): CapturedAccount | null {
  for (const shown of secrets) {
    const secret = readSecret(shown);
    if (secret.ok && secret.value.length >= 10) {
      const otp: OtpParameters = { type: 'totp', secret: secret.value, algorithm: 'SHA1', digits: 6, period: 30 };
      const names = { issuer: '', account: '' };
      return { ...names, otp, warnings: [], keyDiffers: false, uri: formatOtpUri({ ...names, otp }) };
    }
  }
  return null;
}
