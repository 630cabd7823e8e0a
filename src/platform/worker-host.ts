// The way from the background to the worker host: in Chromium an offscreen document that is made when needed and closes itself, in
// Firefox a call in the same page.

import type { Runtime } from 'webextension-polyfill';
import { fail } from '../core/result';
import { browser, isFirefox } from './browser';
import { type Decoded, decodeHere, MAX_DATA_URL } from './decode-host';

const PAGE = 'src/offscreen/offscreen.html';
/** Beyond the host's own limits: only when its page has died. */
const ANSWER_MS = 10_000;

interface HostRequest {
  readonly workerHost: 'decode-image';
  readonly dataUrl: string;
}

/** Reads the QR codes of an image file; several texts where it holds several, set-up codes first. Never rejects. */
export async function decodeImage(dataUrl: string): Promise<Decoded> {
  if (isFirefox) return decodeHere(dataUrl);
  if (dataUrl.length > MAX_DATA_URL) return fail('too-large');
  // Twice, since the page may close itself between the look and the message.
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      await ensureHostPage();
      const answer = await Promise.race([
        browser.runtime.sendMessage({ workerHost: 'decode-image', dataUrl } satisfies HostRequest),
        after(ANSWER_MS),
      ]);
      if (isDecoded(answer)) return answer;
    } catch {
      // no receiver: once more, then give up
    }
  }
  return fail('timeout');
}

/** For the offscreen document: answers the extension's own background, and nobody who has a tab. */
export function serveWorkerHost(decode: (dataUrl: string) => Promise<Decoded>): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    if (!isHostRequest(message) || sender.id !== browser.runtime.id || sender.tab !== undefined) return undefined;
    return decode(message.dataUrl);
  });
}

interface Offscreen {
  createDocument(options: { url: string; reasons: readonly string[]; justification: string }): Promise<void>;
  hasDocument(): Promise<boolean>;
}

let creating: Promise<void> | null = null;

/** Makes sure that the host's page is there (Chromium only). */
export async function ensureHostPage(): Promise<void> {
  const { offscreen } = browser as unknown as { offscreen: Offscreen };
  if (creating === null && (await offscreen.hasDocument())) return;
  creating ??= offscreen
    .createDocument({
      url: PAGE,
      reasons: ['WORKERS', 'CLIPBOARD', 'BLOBS'],
      justification:
        'Reads QR codes in a worker that can be ended; copies a code for a person who asked for one; saves a backup as a file.',
    })
    .finally(() => {
      creating = null;
    });
  await creating;
}

const after = (ms: number): Promise<null> => new Promise((resolve) => setTimeout(resolve, ms, null));

function isHostRequest(value: unknown): value is HostRequest {
  if (typeof value !== 'object' || value === null || !('workerHost' in value) || !('dataUrl' in value)) return false;
  return value.workerHost === 'decode-image' && typeof value.dataUrl === 'string';
}

const ERRORS: ReadonlySet<unknown> = new Set(['no-code', 'not-an-image', 'too-large', 'timeout']);

function isDecoded(value: unknown): value is Decoded {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return false;
  if (value.ok === true) return 'value' in value && Array.isArray(value.value) && value.value.every((text) => typeof text === 'string');
  return (
    'error' in value && typeof value.error === 'object' && value.error !== null && 'code' in value.error && ERRORS.has(value.error.code)
  );
}
