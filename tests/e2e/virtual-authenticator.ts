// Chromium's own virtual authenticator: what answers natively in tests. A page that has one never meets the proxy of an extension.

import type { CDPSession, Page } from 'puppeteer';

/** As Chromium gives it to every credential that it makes. */
export const VIRTUAL_AAGUID = '01020304050607080102030405060708';

export interface VirtualAuthenticator {
  /** How many credentials it holds. */
  count(): Promise<number>;
  remove(): Promise<void>;
}

export async function plugIn(page: Page, transport: 'usb' | 'internal'): Promise<VirtualAuthenticator> {
  const session: CDPSession = await page.createCDPSession();
  await session.send('WebAuthn.enable');
  const internal = transport === 'internal';
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport,
      hasResidentKey: internal,
      hasUserVerification: internal,
      isUserVerified: internal,
      automaticPresenceSimulation: true,
    },
  });
  return {
    count: async () => (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
    remove: () => session.detach(),
  };
}
