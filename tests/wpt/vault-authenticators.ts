// The extension in the place of a test's virtual authenticator: the hook of a test build gets the profile, consents by it, and says who
// answered. What the bridge leaves to the browser meets the browser's own virtual authenticator of the same profile.

import type { CDPSession } from 'puppeteer';
import { type Answered, type Authenticators, type Credential, nativeAuthenticators, type Profile } from './authenticator';

/** What the hook is about to do, and waits with until it is heard. */
export type HookEvent = 'native' | 'proxy' | 'ended';

/** The test build's hook (src/background/webauthn/test-hook.ts), called in the worker. */
export interface Hook {
  setProfile(profile: Profile | null): Promise<void>;
  addCredential(credential: Credential): Promise<void>;
  credentials(): Promise<readonly Credential[]>;
  removeCredential(credentialId: string): Promise<void>;
  removeAll(): Promise<void>;
  /** Since the last time. */
  takeAnswers(): Promise<readonly Answered[]>;
  onEvent(listener: (event: HookEvent) => Promise<void>): void;
}

/** Where the browser's own takes the place at once: what the profile is for cannot be imposed on a vault. */
export type StepsAside = (profile: Profile) => boolean;

/**
 * The browser's own authenticator of the profile is there all the time, except while a call goes through the proxy: Chromium passes the
 * proxy by where CDP's are enabled. What it holds is carried over.
 */
export async function vaultAuthenticators(session: CDPSession, hook: Hook, stepsAside: StepsAside): Promise<Authenticators> {
  const browsers = nativeAuthenticators(session);
  let profile: Profile | null = null;
  let lentAs: string | null = null;
  let kept: readonly Credential[] = [];
  let ids = 0;
  let turn: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };

  async function lend(): Promise<void> {
    if (profile === null || lentAs !== null) return;
    lentAs = await browsers.add(profile);
    for (const credential of kept) await browsers.addCredential(lentAs, credential);
  }

  async function takeBack(): Promise<void> {
    if (lentAs === null) return;
    kept = await browsers.credentials(lentAs);
    lentAs = null;
    await browsers.disable();
  }

  const atBrowsers = async (): Promise<readonly Credential[]> => (lentAs === null ? kept : browsers.credentials(lentAs));

  await hook.setProfile(null);
  await hook.removeAll();
  await hook.takeAnswers();
  hook.onEvent((event) => inTurn(event === 'proxy' ? takeBack : lend));

  return {
    add: (wanted) =>
      inTurn(async () => {
        profile = wanted;
        kept = [];
        await hook.setProfile(stepsAside(wanted) ? null : wanted);
        await lend();
        return `vault-${++ids}`;
      }),
    remove: () =>
      inTurn(async () => {
        profile = null;
        kept = [];
        await hook.setProfile(null);
        await hook.removeAll();
        lentAs = null;
        await browsers.disable();
      }),
    addCredential: (_id, credential) => hook.addCredential(credential),
    credentials: () => inTurn(async () => [...(await hook.credentials()), ...(await atBrowsers())]),
    removeCredential: (_id, credentialId) => hook.removeCredential(credentialId),
    removeAllCredentials: () => hook.removeAll(),
    setUserVerified: (_id, isUserVerified) =>
      inTurn(async () => {
        if (profile === null) return;
        profile = { ...profile, isUserVerified };
        await hook.setProfile(stepsAside(profile) ? null : profile);
        if (lentAs !== null) await browsers.setUserVerified(lentAs, isUserVerified);
      }),
    async answered() {
      const answers: readonly Answered[] = [...(await hook.takeAnswers()), ...(await browsers.answered())];
      return answers.toSorted((a, b) => a.at - b.at);
    },
  };
}
