// What a site says of its passkeys unasked: believed for its own, never answered, nothing of it final.

import { beforeEach, expect, test } from 'vitest';
import { base64url, utf8 } from '../../../src/core/bytes';
import type { Passkey } from '../../../src/core/item';
import type { Signal } from '../../../src/messages/signal-options';
import { aPasskey, type BridgeWorld, bridgeWorld, RP_ID } from './bridge-world';

let world: BridgeWorld;
let mine: Passkey;

const me = base64url(utf8('me'));

beforeEach(async () => {
  world = await bridgeWorld(async (env) => {
    mine = await aPasskey(env);
    return [mine, await aPasskey(env, { userHandle: utf8('you') }), await aPasskey(env, { rpId: 'bank.example' })];
  });
});

const signal = (name: Signal, options: object, sender: object = {}): Promise<void> =>
  world.signal(name, { rpId: RP_ID, ...options }, sender);

const now = async (id = mine.id): Promise<Passkey | undefined> => (await world.passkeys()).find((passkey) => passkey.id === id);
const trashed = async (): Promise<number> => (await world.passkeys()).filter(({ trashedAt }) => trashedAt !== null).length;

test('the page is answered at once, whatever becomes of it', async () => {
  const options = { rpId: RP_ID, credentialId: base64url(mine.credentialId) };
  expect(await world.page({ call: 'signal', signal: 'unknownCredential', options }).next()).toEqual({ act: 'native' });
  await expect.poll(trashed).toBe(1);
});

test('the page’s next call is about what is true then', async () => {
  world = await bridgeWorld(async (env) => [await aPasskey(env)]);
  const [only] = await world.passkeys();
  const options = { rpId: RP_ID, credentialId: base64url(only?.credentialId ?? utf8('')) };
  world.page({ call: 'signal', signal: 'unknownCredential', options });
  expect(await world.get().next()).toEqual({ act: 'native' });
  expect(world.surfaces).toEqual([]);
});

test('unknown: into the trash, and that one only', async () => {
  await signal('unknownCredential', { credentialId: base64url(mine.credentialId) });
  expect((await now())?.trashedAt).not.toBeNull();
  expect(await trashed()).toBe(1);
});

test('a list without it puts it into the trash, a list with it brings it back', async () => {
  await signal('allAcceptedCredentials', { userId: me, allAcceptedCredentialIds: [] });
  expect((await now())?.trashedAt).not.toBeNull();
  expect(await trashed()).toBe(1);
  await signal('allAcceptedCredentials', { userId: me, allAcceptedCredentialIds: [base64url(mine.credentialId)] });
  expect((await now())?.trashedAt).toBeNull();
});

test('what the person has thrown away stays away', async () => {
  await world.open.commit([{ put: { ...mine, trashedAt: world.env.now() } }]);
  await signal('allAcceptedCredentials', { userId: me, allAcceptedCredentialIds: [base64url(mine.credentialId)] });
  expect((await now())?.trashedAt).not.toBeNull();
});

test('a new name for the user', async () => {
  await signal('currentUserDetails', { userId: me, name: 'new@example.com', displayName: 'N'.repeat(1000) });
  expect(await now()).toMatchObject({ userName: 'new@example.com', displayName: 'N'.repeat(256) });
  expect((await world.passkeys()).filter(({ userName }) => userName === 'new@example.com')).toHaveLength(1);
});

test.each([
  ['another site', {}, { origin: 'https://evil.example' }],
  ['an opaque document', {}, { origin: null }],
  ['a private window', {}, { incognito: true }],
  ['another rpId than its own', { rpId: 'bank.example' }, {}],
  ['a text that is no id', { credentialId: '!' }, {}],
])('nothing happens: %s', async (_, options, sender) => {
  await signal('unknownCredential', { credentialId: base64url(mine.credentialId), ...options }, sender);
  expect(await trashed()).toBe(0);
});

test('a locked vault hears nothing', async () => {
  world.locked = true;
  await signal('unknownCredential', { credentialId: base64url(mine.credentialId) });
  expect(await trashed()).toBe(0);
});

test('ten changes a minute are enough for a site', async () => {
  for (let time = 0; time < 12; time++) await signal('currentUserDetails', { userId: me, name: `${time}`, displayName: '' });
  expect((await now())?.userName).toBe('9');
});
