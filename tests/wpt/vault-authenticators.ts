// The extension in the place of a test's virtual authenticator: the hook of a test build gets the profile, consents by it, and says who
// answered. What the bridge leaves to the browser meets the browser's own virtual authenticator of the same profile.

import type { CDPSession } from 'puppeteer';
import { type Answered, type Authenticators, type Credential, nativeAuthenticators, type Profile } from './authenticator';

/** The test build's hook (src/background/webauthn/test-hook.ts), called in the worker. */
export interface Hook {
  setProfile(profile: Profile | null): Promise<void>;
  addCredential(credential: Credential): Promise<void>;
  credentials(): Promise<readonly Credential[]>;
  removeCredential(credentialId: string): Promise<void>;
  removeAll(): Promise<void>;
  /** Since the last time. */
  takeAnswers(): Promise<readonly Answered[]>;
  /** A call is about to be left to the browser, or has ended there. Waited for. */
  onNative(listener: (event: 'starts' | 'ended') => Promise<void>): void;
}

/**
 * `proxy`: while CDP's virtual authenticators are there, Chromium passes the proxy by, so they are there only while a call is with the
 * browser; what they hold is carried over.
 */
export async function vaultAuthenticators(session: CDPSession, hook: Hook, mode: 'proxy' | 'synthetic'): Promise<Authenticators> {
  const browsers = nativeAuthenticators(session);
  let profile: Profile | null = null;
  let id: string | null = null;
  let kept: readonly Credential[] = [];
  let ids = 0;
  let withBrowser = 0;

  async function lend(): Promise<void> {
    if (profile === null || withBrowser++ > 0) return;
    id = await browsers.add(profile);
    for (const credential of kept) await browsers.addCredential(id, credential);
  }

  async function takeBack(): Promise<void> {
    if (id === null || --withBrowser > 0) return;
    kept = await browsers.credentials(id);
    id = null;
    await session.send('WebAuthn.disable');
    browsers.forgetEnabled();
  }

  await hook.setProfile(null);
  await hook.removeAll();
  await hook.takeAnswers();
  hook.onNative(async (event) => {
    if (mode === 'synthetic') return;
    await (event === 'starts' ? lend() : takeBack());
  });

  return {
    async add(wanted) {
      profile = wanted;
      await hook.setProfile(wanted);
      if (mode === 'synthetic') id = await browsers.add(wanted);
      return `vault-${++ids}`;
    },
    async remove() {
      profile = null;
      kept = [];
      withBrowser = 0;
      await hook.setProfile(null);
      await hook.removeAll();
      if (id === null) return;
      id = null;
      await session.send('WebAuthn.disable');
      browsers.forgetEnabled();
    },
    addCredential: (_id, credential) => hook.addCredential(credential),
    credentials: async () => [...(await hook.credentials()), ...(id === null ? kept : await browsers.credentials(id))],
    removeCredential: (_id, credentialId) => hook.removeCredential(credentialId),
    removeAllCredentials: () => hook.removeAll(),
    async setUserVerified(_id, verified) {
      if (profile === null) return;
      profile = { ...profile, isUserVerified: verified };
      await hook.setProfile(profile);
      if (id !== null) await browsers.setUserVerified(id, verified);
    },
    async answered() {
      const answers: readonly Answered[] = [...(await hook.takeAnswers()), ...(await browsers.answered())];
      return answers.toSorted((a, b) => a.at - b.at);
    },
  };
}
