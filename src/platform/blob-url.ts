// An address for a text that the background made: in Firefox by the event page itself, in Chromium by the worker host's page, since a
// service worker can make none.

import type { Runtime } from 'webextension-polyfill';
import { browser, isFirefox } from './browser';
import { ensureHostPage } from './worker-host';

type BlobJob = { readonly blobUrl: 'make'; readonly text: string } | { readonly blobUrl: 'forget'; readonly url: string };

/** The page that makes it goes when it has idled for half a minute: use it at once. */
export async function blobUrl(text: string): Promise<string> {
  if (isFirefox) return make(text);
  await ensureHostPage();
  const url: unknown = await browser.runtime.sendMessage({ blobUrl: 'make', text } satisfies BlobJob);
  if (typeof url !== 'string' || !url.startsWith('blob:')) throw new Error('no blob');
  return url;
}

export async function forgetBlobUrl(url: string): Promise<void> {
  if (isFirefox) URL.revokeObjectURL(url);
  else await browser.runtime.sendMessage({ blobUrl: 'forget', url } satisfies BlobJob);
}

const make = (text: string): string => URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));

/** For the worker host's page: answers the extension's own background, and nobody who has a tab. */
export function serveBlobUrls(afterwards: () => void): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    if (!isJob(message) || sender.id !== browser.runtime.id || sender.tab !== undefined) return undefined;
    afterwards();
    if (message.blobUrl === 'make') return Promise.resolve(make(message.text));
    URL.revokeObjectURL(message.url);
    return Promise.resolve(null);
  });
}

function isJob(value: unknown): value is BlobJob {
  if (typeof value !== 'object' || value === null || !('blobUrl' in value)) return false;
  if (value.blobUrl === 'make') return 'text' in value && typeof value.text === 'string';
  return value.blobUrl === 'forget' && 'url' in value && typeof value.url === 'string';
}
