// The extension in the place of a test's virtual authenticator: the hook of a test build gets the profile, consents by it, and says who
// answered. What the bridge leaves to the browser meets the browser's own virtual authenticator of the same profile.

import type { CDPSession } from 'puppeteer';
import { type Answered, type Authenticators, type Credential, nativeAuthenticators, type Profile } from './authenticator';
import { HOST } from './hosts';

/**
 * What the hook is about to do, and waits with until it is heard. `share`: the profile does not let the vault answer, so what the vault
 * holds must be with the browser's own too, as it would be in one authenticator.
 */
export type HookEvent = 'native' | 'share' | 'proxy' | 'ended';

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

/** A signal of the page (WebAuthn L3 §5.1.10) is answered before it has had its effect, and nothing says when. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 200));

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
    for (const credential of kept) await browsers.addCredential(lentAs, complete(credential));
  }

  /** A credential of another process' making may lack what CDP asks for. */
  const complete = (credential: Credential): Credential => ({ ...credential, rpId: credential.rpId ?? HOST });

  async function share(): Promise<void> {
    await lend();
    if (lentAs === null) return;
    const known = new Set((await browsers.credentials(lentAs)).map(({ credentialId }) => credentialId));
    for (const credential of await hook.credentials())
      if (!known.has(credential.credentialId)) await browsers.addCredential(lentAs, credential);
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
  const acts: Record<HookEvent, () => Promise<void>> = { native: lend, share, proxy: takeBack, ended: lend };
  hook.onEvent((event) => inTurn(acts[event]));

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
    addCredential: (_id, credential) =>
      inTurn(async () => {
        // The vault holds passkeys: a key without a user is none.
        if (credential.userHandle && profile !== null && !stepsAside(profile)) return hook.addCredential(credential);
        await lend();
        if (lentAs !== null) await browsers.addCredential(lentAs, credential);
      }),
    credentials: () =>
      inTurn(async () => {
        await settled();
        return [...(await hook.credentials()), ...(await atBrowsers())];
      }),
    removeCredential: (_id, credentialId) =>
      inTurn(async () => {
        await hook.removeCredential(credentialId);
        kept = kept.filter((credential) => credential.credentialId !== credentialId);
        const there = lentAs === null ? [] : await browsers.credentials(lentAs);
        if (lentAs !== null && there.some((credential) => credential.credentialId === credentialId))
          await browsers.removeCredential(lentAs, credentialId);
      }),
    removeAllCredentials: () =>
      inTurn(async () => {
        await hook.removeAll();
        kept = [];
        if (lentAs !== null) await browsers.removeAllCredentials(lentAs);
      }),
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
