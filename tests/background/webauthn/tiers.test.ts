// Tier J on a vault: what the browser checked is what is signed, what it did not hand over is answered without it, and what was not
// delivered is taken back.

import { describe, expect, test, vi } from 'vitest';
import { base64url, fromBase64url } from '../../../src/core/bytes';
import type { BridgeAct } from '../../../src/messages/bridge-wire';
import { value } from '../../support/vault-world';
import { aPasskey, type BridgeWorld, bridgeWorld, creation, type PageCall, request, SITE } from './bridge-world';

const yes = { choice: 'vault', passkeyId: null, replaceId: null, remember: false, password: null } as const;

/** As Chromium hands a call over. */
const handedOver = (kind: 'create' | 'get', origin = SITE, sameOriginWithAncestors = true, change: object = {}) => ({
  kind,
  requestId: 1,
  details: {
    ...(kind === 'create' ? creation() : request()),
    ...change,
    extensions: { remoteDesktopClientOverride: { origin, sameOriginWithAncestors } },
  },
});

async function approve(world: BridgeWorld): Promise<void> {
  for (let turn = 0; turn < 50; turn++) {
    const approval = await world.approvals.current(1);
    if (approval === null) continue;
    const passkeyId = approval.kind === 'get' ? (approval.passkeys[0]?.id ?? '') : null;
    value(await world.approvals.answer({ ...yes, id: approval.id, passkeyId }));
    return;
  }
  throw new Error('nothing is asked');
}

async function approved(world: BridgeWorld, call: PageCall): Promise<BridgeAct> {
  await approve(world);
  return call.next();
}

const clientDataOf = (response: unknown): Record<string, unknown> => {
  const { clientDataJSON } = (response as { response: { clientDataJSON: string } }).response;
  return JSON.parse(new TextDecoder().decode(value(fromBase64url(clientDataJSON)))) as Record<string, unknown>;
};

const withOne = (): Promise<BridgeWorld> => bridgeWorld(async (env) => [await aPasskey(env)], true);

describe('through the browser', () => {
  test('a sign-in', async () => {
    const world = await withOne();
    const call = world.get();
    expect(await approved(world, call)).toEqual({ act: 'proxied' });
    world.proxy(handedOver('get'));
    await expect.poll(() => world.said).toMatchObject([{ ok: true, value: { key: 'outcomePasskeyUsed' } }]);
    expect(world.proxied).toHaveLength(1);
    expect(clientDataOf(world.proxied[0]?.response)).toMatchObject({ type: 'webauthn.get', origin: SITE, crossOrigin: false });
    expect(await world.passkeys(), 'the card says when').toMatchObject([{ usedAt: world.env.now() }]);
    expect(call.acts, 'the page has it from the browser').toEqual([{ act: 'proxied' }]);
  });

  test('a new passkey', async () => {
    const world = await bridgeWorld(async () => [], true);
    const call = world.create();
    expect(await approved(world, call)).toEqual({ act: 'proxied' });
    expect(await world.passkeys()).toEqual([]);
    world.proxy(handedOver('create'));
    await expect.poll(() => world.proxied).toHaveLength(1);
    const [stored] = await world.passkeys();
    expect(world.proxied[0]?.response).toMatchObject({ id: base64url(stored?.credentialId ?? new Uint8Array()) });
  });

  test('passkey autofill that was picked', async () => {
    const world = await withOne();
    const call = world.conditional();
    expect(await call.next()).toEqual({ act: 'parallel' });
    expect(await approved(world, call)).toEqual({ act: 'proxied' });
    world.proxy(handedOver('get'));
    await expect.poll(() => world.proxied).toHaveLength(1);
  });

  test.each([
    ['another page', handedOver('get', 'https://evil.example')],
    ['a frame where a page was approved', handedOver('get', SITE, false)],
    ['another rpId', handedOver('get', SITE, true, { rpId: 'www.example.com' })],
    ['another challenge', handedOver('get', SITE, true, { challenge: 'AAAA' })],
    ['another list', handedOver('get', SITE, true, { allowCredentials: [{ type: 'public-key', id: 'AAAA' }] })],
    ['a creation', handedOver('create')],
  ])('%s gets no signature in the approval’s place', async (_, other) => {
    const world = await withOne();
    const call = world.get();
    await approved(world, call);
    world.proxy(other);
    expect(world.proxied).toMatchObject([{ requestId: 1, error: { name: 'NotAllowedError' } }]);
    call.ended(false);
    await expect.poll(() => call.acts).toEqual([{ act: 'proxied' }, { act: 'reject', name: 'NotAllowedError' }]);
    expect(world.proxied).toHaveLength(1);
  });

  test('the browser knows better about the frames above', async () => {
    const world = await withOne();
    world.frames.set(5, ['about:srcdoc', `${SITE}/`]);
    const call = world.get({}, { frameId: 5 });
    await approved(world, call);
    world.proxy(handedOver('get', SITE, true));
    await expect.poll(() => world.proxied).toHaveLength(1);
    expect(clientDataOf(world.proxied[0]?.response)).toMatchObject({ crossOrigin: false });
  });

  test('a frame of another origin makes one, and related origins sign in', async () => {
    const world = await withOne();
    world.frames.set(5, ['https://shop.example/']);
    const inFrame = world.create({}, { frameId: 5 });
    expect(await approved(world, inFrame)).toEqual({ act: 'proxied' });
    world.proxy(handedOver('create', SITE, false));
    await expect.poll(() => world.proxied).toHaveLength(1);
    expect(clientDataOf(world.proxied[0]?.response)).toMatchObject({ crossOrigin: true, topOrigin: 'https://shop.example' });
    const related = world.get({}, { origin: 'https://example.org' });
    expect(await approved(world, related)).toEqual({ act: 'proxied' });
    world.proxy({ ...handedOver('get', 'https://example.org'), requestId: 2 });
    await expect.poll(() => world.proxied).toHaveLength(2);
    expect(clientDataOf(world.proxied[1]?.response)).toMatchObject({ origin: 'https://example.org' });
  });

  test('related origins make one beside those of the site, and nobody is asked about a site that has none here', async () => {
    const world = await withOne();
    const beside = world.create({}, { origin: 'https://example.org' });
    expect(await approved(world, beside)).toEqual({ act: 'proxied' });
    world.proxy(handedOver('create', 'https://example.org'));
    await expect.poll(() => world.proxied).toHaveLength(1);
    const stranger = world.create({ rp: { id: 'example.net', name: 'Another' } }, { origin: 'https://example.org' });
    expect(await stranger.next()).toEqual({ act: 'native' });
  });

  test('the key of a new passkey is there before the browser is asked to hand the call over', async () => {
    const world = await bridgeWorld(async () => [], true);
    const made: string[] = [];
    const { generateKey } = world.env.subtle;
    vi.spyOn(world.env.subtle, 'generateKey').mockImplementation((...args) => {
      made.push(world.proxied.length === 0 && call.acts.length === 0 ? 'before' : 'after');
      return Reflect.apply(generateKey, world.env.subtle, args);
    });
    const call = world.create({ pubKeyCredParams: [{ type: 'public-key', alg: -8 }] });
    expect(await approved(world, call)).toEqual({ act: 'proxied' });
    world.proxy(handedOver('create', SITE, true, { pubKeyCredParams: [{ type: 'public-key', alg: -8 }] }));
    await expect.poll(() => world.proxied).toHaveLength(1);
    vi.restoreAllMocks();
    expect(made).toEqual(['before']);
    expect(await world.passkeys()).toMatchObject([{ algorithm: -8 }]);
  });

  test('taken back by the page: what was made for it does not stay', async () => {
    const world = await bridgeWorld(async () => [], true);
    const call = world.create();
    await approved(world, call);
    world.proxy(handedOver('create'));
    world.cancelProxied(1);
    await expect.poll(async () => (await world.passkeys()).map(({ trashedAt }) => trashedAt === null)).toEqual([false]);
  });
});

describe('where the browser does not hand it over', () => {
  test('another extension holds the proxy', async () => {
    const world = await withOne();
    world.attachable = false;
    expect(await approved(world, world.get())).toMatchObject({ act: 'result' });
  });

  test('a private window has another profile', async () => {
    const world = await withOne();
    expect(await approved(world, world.get({}, { incognito: true }))).toMatchObject({ act: 'result' });
    world.frames.set(5, ['https://shop.example/']);
    expect(await world.create({}, { frameId: 5, incognito: true }).next()).toEqual({ act: 'native' });
  });

  test('the page does not call in time', async () => {
    const world = await withOne();
    const call = world.get();
    expect(await approved(world, call)).toEqual({ act: 'proxied' });
    await world.pass(500);
    const act = await call.next();
    expect(act).toMatchObject({ act: 'result' });
    expect(act.act === 'result' && clientDataOf(act.credential)).toMatchObject({ origin: SITE, crossOrigin: false });
    world.proxy(handedOver('get'));
    expect(world.proxied).toMatchObject([{ error: { name: 'NotAllowedError' } }]);
  });

  test('what it alone could have checked goes to it', async () => {
    const world = await withOne();
    world.attachable = false;
    world.frames.set(5, ['https://shop.example/']);
    expect(await approved(world, world.create({}, { frameId: 5 }))).toEqual({ act: 'native' });
    expect(await approved(world, world.get({}, { origin: 'https://example.org' }))).toEqual({ act: 'native' });
    expect((await world.passkeys()).length).toBe(1);
  });

  test('a page that it refuses altogether is not asked about, nor answered where the yes comes first', async () => {
    const without = await bridgeWorld(async (env) => [await aPasskey(env)]);
    without.refused.add('d');
    for (const call of [without.get(), without.create()]) expect(await call.next()).toEqual({ act: 'native' });
    expect(without.surfaces).toEqual([]);
    const world = await withOne();
    world.attachable = false;
    world.refused.add('d');
    expect(await approved(world, world.get())).toEqual({ act: 'native' });
    expect(await approved(world, world.create())).toEqual({ act: 'native' });
    expect(await world.passkeys()).toHaveLength(1);
  });

  test('it refuses the page itself: nothing of ours stands in', async () => {
    const world = await withOne();
    const call = world.get();
    await approved(world, call);
    call.ended(false);
    await expect.poll(() => call.acts.at(-1)).toEqual({ act: 'reject', name: 'NotAllowedError' });
    expect(world.said).toEqual([]);
    expect(await world.passkeys()).toMatchObject([{ usedAt: null }]);
  });
});
