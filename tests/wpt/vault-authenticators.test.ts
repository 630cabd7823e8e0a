// When the browser's own virtual authenticators are there, and that nothing they hold is lost.

import type { CDPSession } from 'puppeteer';
import { expect, test } from 'vitest';
import type { Credential, Profile } from './authenticator';
import { type Hook, type HookEvent, vaultAuthenticators } from './vault-authenticators';

const INTERNAL: Profile = {
  protocol: 'ctap2',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
};
const held = (id: string): Credential => ({ credentialId: id, isResidentCredential: true, rpId: 'a.test', privateKey: 'AA', signCount: 0 });

function browser() {
  const said: string[] = [];
  let credentials: unknown[] = [];
  let enabled = false;
  const session = {
    on: () => undefined,
    async send(method: string, params?: { credential?: unknown }) {
      said.push(method.replace('WebAuthn.', ''));
      if (method === 'WebAuthn.enable') enabled = true;
      if (method === 'WebAuthn.disable') {
        enabled = false;
        credentials = [];
      }
      if (method === 'WebAuthn.addVirtualAuthenticator') {
        expect(enabled).toBe(true);
        return { authenticatorId: 'theirs' };
      }
      if (method === 'WebAuthn.addCredential') credentials.push(params?.credential);
      return { credentials };
    },
  };
  return { said, session: session as unknown as CDPSession, hold: (one: Credential) => credentials.push(one), enabled: () => enabled };
}

function vault() {
  const profiles: (Profile | null)[] = [];
  let listener: (event: HookEvent) => Promise<void> = async () => undefined;
  const hook: Hook = {
    setProfile: async (profile) => void profiles.push(profile),
    addCredential: async () => undefined,
    credentials: async () => [held('of-the-vault')],
    removeCredential: async () => undefined,
    removeAll: async () => undefined,
    takeAnswers: async () => [{ who: 'vault', at: 1 }],
    onEvent: (next) => {
      listener = next;
    },
  };
  return { hook, profiles, tell: (event: HookEvent) => listener(event) };
}

test('the browser’s own goes away for a proxied call and comes back with what it held', async () => {
  const [chromium, ours] = [browser(), vault()];
  const authenticators = await vaultAuthenticators(chromium.session, ours.hook, () => false);
  await authenticators.add(INTERNAL);
  expect(chromium.enabled()).toBe(true);
  chromium.hold(held('dGhlaXJz'));
  await ours.tell('proxy');
  expect(chromium.enabled()).toBe(false);
  expect((await authenticators.credentials('x')).map(({ credentialId }) => credentialId)).toEqual(['of-the-vault', 'dGhlaXJz']);
  await ours.tell('ended');
  await ours.tell('native');
  expect(chromium.said.filter((method) => method === 'addVirtualAuthenticator')).toHaveLength(2);
  expect(chromium.said.at(-1)).toBe('addCredential');
  await authenticators.remove('x');
  expect(chromium.enabled()).toBe(false);
  expect(ours.profiles).toEqual([null, INTERNAL, null]);
});

test('where a file is about another kind of authenticator, the vault has no profile', async () => {
  const [chromium, ours] = [browser(), vault()];
  const authenticators = await vaultAuthenticators(chromium.session, ours.hook, ({ transport }) => transport === 'usb');
  await authenticators.add({ ...INTERNAL, transport: 'usb' });
  expect(ours.profiles).toEqual([null, null]);
  expect(chromium.enabled()).toBe(true);
});
