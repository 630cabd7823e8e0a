// Pages on two origins that browsers hold for secure without a certificate, with what the tests of the bridge call.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Frame } from 'puppeteer';

/** In every page as `kit`; of what puppeteer itself leaves in Firefox's window, `inline` keeps nothing. Written for the page's world: no page of these tests has any other script. */
const KIT = `
var kit = {
  challenge: Uint8Array.of(1, 2, 3, 255, 254),
  get: (plan, more, outer) => navigator.credentials.get({ publicKey: { challenge: kit.challenge, plan, ...more }, ...outer }),
  create: (plan, more, outer) => navigator.credentials.create({ publicKey: {
    challenge: kit.challenge.buffer, rp: { name: 'site' }, user: { id: new DataView(kit.challenge.buffer, 1, 2), name: 'n', displayName: 'd' },
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }], plan, ...more }, ...outer }),
  said: (promise) => promise.then((value) => value?.id ?? value, (error) => error?.name ?? error),
};

window.inline = { ownOfWindow: Object.getOwnPropertyNames(window).filter((name) => !name.startsWith('__aria')).sort(), ownOfDocument: Object.getOwnPropertyNames(document).sort(),
  ownOfCredentials: Object.getOwnPropertyNames(navigator.credentials ?? {}), children: document.documentElement.children.length };`;

export interface BridgeSite {
  /** No slash at the end. */
  readonly origin: string;
  readonly otherOrigin: string;
  close(): void;
}

export function serveBridgeSite(): Promise<BridgeSite> {
  const server = createServer((request, response) => {
    const body = new URL(request.url ?? '/', 'http://x').searchParams.get('body') ?? 'here';
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(`<!doctype html><title>bridge</title><script>${KIT}</script><body>${body}</body>`);
  });
  return new Promise((resolve) => {
    server.listen(0, () => {
      const { port } = server.address() as AddressInfo;
      resolve({ origin: `http://localhost:${port}`, otherOrigin: `http://127.0.0.1:${port}`, close: () => server.close() });
    });
  });
}

/** Runs a text in the page's world of a frame that may have no kit of its own; the promise's value. */
export const inFrame = <T>(frame: Frame, text: string): Promise<T> => frame.evaluate(text) as Promise<T>;
export const kitText = KIT;
