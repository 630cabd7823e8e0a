// An authenticator of the browser's own making, with the prf extension, for the ceremonies of the extension's own pages. Chromium ties it
// to one page; Firefox has it for all of them.

import type { CDPSession, Page } from 'puppeteer';
import type { FirefoxRig } from './firefox-rig';
import type { Rig } from './rig';

export interface VaultAuthenticator {
  /** Does it know its user, as by a finger; false: the ceremony is refused, and in Chromium every later one of this authenticator too. */
  setUserVerified(verified: boolean): Promise<void>;
  unplug(): Promise<void>;
}

export async function plugInto(rig: Rig, page: Page, prf: boolean): Promise<VaultAuthenticator> {
  return rig.browserName === 'firefox' ? inFirefox(rig as FirefoxRig) : inChromium(page, prf);
}

async function inChromium(page: Page, hasPrf: boolean): Promise<VaultAuthenticator> {
  const session: CDPSession = await page.createCDPSession();
  await session.send('WebAuthn.enable');
  const options = {
    protocol: 'ctap2',
    ctap2Version: 'ctap2_1',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    hasPrf,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  } as const;
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', { options });
  return {
    setUserVerified: (isUserVerified) => session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    async unplug() {
      await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
      await session.detach();
    },
  };
}

interface SoftTokens {
  addVirtualAuthenticator(
    protocol: string,
    transport: string,
    resident: boolean,
    verifies: boolean,
    consents: boolean,
    verified: boolean,
  ): string;
  removeVirtualAuthenticator(id: string): void;
  setUserVerified(id: string, verified: boolean): void;
}
declare const Cc: Record<string, { getService(what: unknown): SoftTokens }>;
declare const Ci: Record<string, unknown>;
declare const Services: { prefs: { setBoolPref(name: string, value: boolean): void } };

async function inFirefox(rig: FirefoxRig): Promise<VaultAuthenticator> {
  const id = await rig.inBrowser(() => {
    Services.prefs.setBoolPref('security.webauth.webauthn_enable_softtoken', true);
    Services.prefs.setBoolPref('security.webauth.webauthn_enable_usbtoken', false);
    const tokens = Cc['@mozilla.org/webauthn/service;1']?.getService(Ci.nsIWebAuthnService);
    return tokens?.addVirtualAuthenticator('ctap2_1', 'internal', true, true, true, true) ?? '';
  });
  return {
    setUserVerified: (verified) =>
      rig.inBrowser(
        (one: string, now: boolean) => Cc['@mozilla.org/webauthn/service;1']?.getService(Ci.nsIWebAuthnService).setUserVerified(one, now),
        id,
        verified,
      ),
    unplug: () =>
      rig.inBrowser(
        (one: string) => Cc['@mozilla.org/webauthn/service;1']?.getService(Ci.nsIWebAuthnService).removeVirtualAuthenticator(one),
        id,
      ),
  };
}
