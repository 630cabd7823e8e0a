// Calls of pages from their arrival to their end: what is asked, what is answered, and that every answer names the caller that the port
// names, whatever the page says.

import { describe, expect, test } from 'vitest';
import { base64url, fromBase64url, utf8 } from '../../../src/core/bytes';
import type { Approval } from '../../../src/messages/approval-protocol';
import type { BridgeAct } from '../../../src/messages/bridge-wire';
import { codeOf, PASSWORD, value } from '../../support/vault-world';
import { aPasskey, type BridgeWorld, bridgeWorld, listed, RP_ID, request, SITE } from './bridge-world';

const yes = { choice: 'vault', passkeyId: null, replaceId: null, remember: false, password: null } as const;
const cancel = { ...yes, choice: 'cancel' } as const;
const native = { ...yes, choice: 'native' } as const;

async function asked(world: BridgeWorld, tabId: number | null = 1): Promise<Approval> {
  for (let turn = 0; turn < 50; turn++) {
    const approval = await world.approvals.current(tabId);
    if (approval !== null) return approval;
  }
  throw new Error('nothing is asked');
}

interface Answered {
  readonly id: string;
  readonly response: { readonly clientDataJSON: string; readonly authenticatorData: string };
}

function credentialOf(act: BridgeAct): Answered {
  if (act.act !== 'result') throw new Error(`no result but ${act.act}`);
  return act.credential as Answered;
}

const clientData = (credential: Answered): Record<string, unknown> =>
  JSON.parse(new TextDecoder().decode(value(fromBase64url(credential.response.clientDataJSON)))) as Record<string, unknown>;

/** Flags of the authenticator data. */
const flags = (credential: Answered): number => value(fromBase64url(credential.response.authenticatorData))[32] as number;
const UV = 0x04;
const BS = 0x10;

const withOne = (withProxy = false): Promise<BridgeWorld> => bridgeWorld(async (env) => [await aPasskey(env)], withProxy);

describe('a passkey is made', () => {
  test('it is in the vault before the page has it', async () => {
    const world = await bridgeWorld(async () => []);
    const call = world.create();
    const approval = await asked(world);
    expect(approval).toMatchObject({
      kind: 'create',
      rpId: RP_ID,
      site: RP_ID,
      origin: SITE,
      topOrigin: null,
      locked: false,
      verify: false,
      excluded: false,
      conditional: false,
      passkeys: [],
      user: { userName: 'me@example.com', displayName: 'Me' },
    });
    expect(world.surfaces).toEqual([1]);
    expect(await world.passkeys()).toEqual([]);
    expect(value(await world.approvals.answer({ ...yes, id: approval.id }))).toMatchObject({ ok: true });
    const made = credentialOf(await call.next());
    const [stored, ...others] = await world.passkeys();
    expect(others).toEqual([]);
    expect(base64url(stored?.credentialId ?? utf8(''))).toBe(made.id);
    expect(stored).toMatchObject({ rpId: RP_ID, sites: [SITE], userName: 'me@example.com' });
    expect(clientData(made)).toEqual({
      type: 'webauthn.create',
      challenge: base64url(utf8('a challenge to make')),
      origin: SITE,
      crossOrigin: false,
    });
    expect(flags(made) & UV).toBe(0);
  });

  test('cancelled: the page hears what a browser says, and nothing is kept', async () => {
    const world = await bridgeWorld(async () => []);
    const call = world.create();
    await world.approvals.answer({ ...cancel, id: (await asked(world)).id });
    expect(await call.next()).toEqual({ act: 'reject', name: 'NotAllowedError' });
    expect(await world.passkeys()).toEqual([]);
  });

  test('the browser’s own, once and always', async () => {
    const world = await bridgeWorld(async () => []);
    const first = world.create();
    await world.approvals.answer({ ...native, id: (await asked(world)).id });
    expect(await first.next()).toEqual({ act: 'native' });
    const second = world.create();
    await world.approvals.answer({ ...native, remember: true, id: (await asked(world)).id });
    expect(await second.next()).toEqual({ act: 'native' });
    expect([...world.browsers]).toEqual([SITE]);
    expect(await world.create().next()).toEqual({ act: 'native' });
    expect(world.surfaces).toHaveLength(2);
  });

  test('a private window remembers nothing', async () => {
    const world = await bridgeWorld(async () => []);
    world.create({}, { incognito: true });
    await world.approvals.answer({ ...native, remember: true, id: (await asked(world)).id });
    expect([...world.browsers]).toEqual([]);
  });

  test('an excluded credential: said only after a person’s yes, and nothing is made', async () => {
    const world = await withOne();
    const [known] = await world.passkeys();
    const call = world.create({ excludeCredentials: listed(base64url(known?.credentialId ?? utf8(''))) });
    const approval = await asked(world);
    expect(approval).toMatchObject({ excluded: true, verify: false });
    expect(call.acts).toEqual([]);
    await world.approvals.answer({ ...yes, id: approval.id });
    expect(await call.next()).toEqual({ act: 'reject', name: 'InvalidStateError' });
    expect(await world.passkeys()).toHaveLength(1);
  });

  test('beside one of the same user, or in its place', async () => {
    const world = await withOne();
    const [old] = await world.passkeys();
    const beside = world.create();
    const first = await asked(world);
    expect(first.passkeys.map(({ id }) => id)).toEqual([old?.id]);
    await world.approvals.answer({ ...yes, id: first.id });
    await beside.next();
    expect((await world.passkeys()).filter(({ trashedAt }) => trashedAt === null)).toHaveLength(2);
    const instead = world.create();
    const second = await asked(world);
    await world.approvals.answer({ ...yes, id: second.id, replaceId: old?.id ?? '' });
    await instead.next();
    const after = await world.passkeys();
    expect(after.filter(({ trashedAt }) => trashedAt === null)).toHaveLength(2);
    expect(after.find(({ id }) => id === old?.id)?.trashedAt).not.toBeNull();
  });

  test('only one of those on screen can be replaced', async () => {
    const world = await bridgeWorld(async (env) => [await aPasskey(env, { userHandle: utf8('somebody else') })]);
    const [other] = await world.passkeys();
    world.create();
    const approval = await asked(world);
    expect(approval.passkeys).toEqual([]);
    expect(codeOf(await world.approvals.answer({ ...yes, id: approval.id, replaceId: other?.id ?? '' }))).toBe('not-found');
  });

  test('the page is gone when it is made: nothing of it stays, and what it replaced comes back', async () => {
    const world = await withOne();
    const [old] = await world.passkeys();
    const call = world.create();
    const approval = await asked(world);
    const answering = world.approvals.answer({ ...yes, id: approval.id, replaceId: old?.id ?? '' });
    await answering;
    call.hangUp();
    await expect
      .poll(async () => (await world.passkeys()).map(({ id, trashedAt }) => [id === old?.id, trashedAt === null]))
      .toEqual([
        [true, true],
        [false, false],
      ]);
  });
});

describe('a passkey is used', () => {
  test('by the one that the person chose', async () => {
    const world = await bridgeWorld(async (env) => [
      await aPasskey(env, { userHandle: utf8('a'), userName: 'a' }),
      await aPasskey(env, { userHandle: utf8('b'), userName: 'b' }),
    ]);
    const call = world.get();
    const approval = await asked(world);
    expect(approval.passkeys.map(({ userName }) => userName).toSorted()).toEqual(['a', 'b']);
    const chosen = approval.passkeys.find(({ userName }) => userName === 'b');
    await world.approvals.answer({ ...yes, id: approval.id, passkeyId: chosen?.id ?? '' });
    const signed = credentialOf(await call.next());
    const stored = (await world.passkeys()).find(({ id }) => id === chosen?.id);
    expect(signed.id).toBe(base64url(stored?.credentialId ?? utf8('')));
    expect(clientData(signed)).toMatchObject({ type: 'webauthn.get', origin: SITE, crossOrigin: false });
    expect(world.signIns.just(SITE)).toBe(true);
  });

  test.each([
    ['nothing matches', { rpId: 'www.example.com' }, {}],
    ['its list names others', { allowCredentials: listed(base64url(utf8('another'))) }, {}],
    ['its list is of unknown types', { allowCredentials: [{ type: 'password', id: 'AAAA' }] }, {}],
    ['another site’s rpId', { rpId: 'example.org' }, {}],
    ['a public suffix', { rpId: 'com' }, {}],
    ['the look of the rpId', {}, { origin: 'https://badexample.com' }],
    ['an opaque document, whatever its address', {}, { origin: null }],
    ['a prerendered document', {}, { active: false }],
    ['an unencrypted page', {}, { origin: 'http://www.example.com' }],
    ['a frame that is gone', {}, { frameId: 99 }],
    ['a security key is preferred', { hints: ['security-key'] }, {}],
    ['another device is preferred', { hints: ['hybrid', 'client-device'] }, {}],
  ])('the browser’s at once: %s', async (_, options, sender) => {
    const world = await withOne();
    expect(await world.get(options, sender).next()).toEqual({ act: 'native' });
    expect(world.surfaces).toEqual([]);
  });

  test.each([
    ['what is no call', { call: 'steal' }],
    ['options that are none', { call: 'get', conditional: false, options: 'x', frame: { activation: true, focused: true } }],
    [
      'a claim beside the call',
      { call: 'get', conditional: false, options: request(), frame: { activation: true, focused: true }, origin: SITE },
    ],
    ['no click', { call: 'get', conditional: false, options: request(), frame: { activation: false, focused: true } }],
    ['no focus', { call: 'get', conditional: false, options: request(), frame: { activation: true, focused: false } }],
  ])('the browser’s at once: %s', async (_, call) => {
    const world = await withOne();
    expect(await world.page(call).next()).toEqual({ act: 'native' });
    expect(world.surfaces).toEqual([]);
  });

  test('a passkey that is not among those on screen signs nothing', async () => {
    const world = await bridgeWorld(async (env) => [await aPasskey(env), await aPasskey(env, { rpId: 'bank.example' })]);
    const other = (await world.passkeys()).find(({ rpId }) => rpId === 'bank.example');
    const call = world.get();
    const approval = await asked(world);
    expect(codeOf(await world.approvals.answer({ ...yes, id: approval.id, passkeyId: other?.id ?? '' }))).toBe('not-found');
    expect(codeOf(await world.approvals.answer({ ...yes, id: approval.id }))).toBe('not-found');
    expect(call.acts).toEqual([]);
  });

  test('one answer, once', async () => {
    const world = await withOne();
    world.get();
    const approval = await asked(world);
    const answer = { ...yes, id: approval.id, passkeyId: approval.passkeys[0]?.id ?? '' };
    expect((await world.approvals.answer(answer)).ok).toBe(true);
    expect(codeOf(await world.approvals.answer(answer))).toBe('expired');
    expect(codeOf(await world.approvals.answer({ ...answer, id: 'never asked' }))).toBe('expired');
  });

  test('backed up is said only where a backup has it', async () => {
    const world = await withOne();
    const use = async (): Promise<number> => {
      const call = world.get();
      const approval = await asked(world);
      await world.approvals.answer({ ...yes, id: approval.id, passkeyId: approval.passkeys[0]?.id ?? '' });
      return flags(credentialOf(await call.next()));
    };
    expect((await use()) & BS).toBe(0);
    value(await world.open.commit([{ backedUpAt: world.env.now() + 1 }]));
    expect((await use()) & BS).toBe(BS);
  });
});

describe('verification', () => {
  const required = { userVerification: 'required' };

  test('by the password, in the ceremony', async () => {
    const world = await withOne();
    const call = world.get(required);
    const approval = await asked(world);
    expect(approval.verify).toBe(true);
    const answer = { ...yes, id: approval.id, passkeyId: approval.passkeys[0]?.id ?? '' };
    expect(codeOf(await world.approvals.answer(answer))).toBe('wrong-password');
    expect(codeOf(await world.approvals.answer({ ...answer, password: 'guess' }))).toBe('wrong-password');
    expect(call.acts).toEqual([]);
    expect((await world.approvals.answer({ ...answer, password: PASSWORD })).ok).toBe(true);
    expect(flags(credentialOf(await call.next())) & UV).toBe(UV);
  });

  test('an unlock counts for a minute', async () => {
    const world = await withOne();
    world.verification.note();
    world.env.advance(59_000);
    world.get(required);
    expect((await asked(world)).verify).toBe(false);
    world.env.advance(2_000);
    expect((await asked(world)).verify, 'it counts from the ceremony’s start').toBe(false);
    world.get(required, { tabId: 1 });
    await expect.poll(async () => (await asked(world)).verify).toBe(true);
  });

  test('preferred: asked for where a passkey is made, not where it is used', async () => {
    const world = await withOne();
    world.get({ userVerification: 'preferred' });
    expect((await asked(world)).verify).toBe(false);
    world.create({ authenticatorSelection: { userVerification: 'preferred' } });
    await expect.poll(async () => (await asked(world)).verify).toBe(true);
  });

  test('discouraged: not claimed, even by somebody who was verified', async () => {
    const world = await withOne();
    world.verification.note();
    const call = world.get();
    const approval = await asked(world);
    await world.approvals.answer({ ...yes, id: approval.id, passkeyId: approval.passkeys[0]?.id ?? '' });
    expect(flags(credentialOf(await call.next())) & UV).toBe(0);
  });
});

describe('a locked vault', () => {
  test('knows nothing: the browser’s at once', async () => {
    const world = await withOne();
    world.locked = true;
    expect(await world.get().next()).toEqual({ act: 'native' });
    expect(await world.create().next()).toEqual({ act: 'native' });
    expect(await world.conditional().next()).toEqual({ act: 'native' });
  });

  test('asks for the unlock where the site is on the list', async () => {
    const world = await withOne();
    world.locked = true;
    world.hints.add(RP_ID);
    const call = world.get();
    const locked = await asked(world);
    expect(locked).toMatchObject({ locked: true, passkeys: [] });
    expect(codeOf(await world.approvals.answer({ ...yes, id: locked.id }))).toBe('locked');
    world.locked = false;
    world.verification.note();
    const approval = await asked(world);
    expect(approval).toMatchObject({ id: locked.id, locked: false });
    await world.approvals.answer({ ...yes, id: approval.id, passkeyId: approval.passkeys[0]?.id ?? '' });
    credentialOf(await call.next());
  });

  test('unlocked, and nothing fits: the browser’s, without another word', async () => {
    const world = await withOne();
    world.locked = true;
    world.hints.add(RP_ID);
    const call = world.get({ allowCredentials: listed(base64url(utf8('another'))) });
    await asked(world);
    world.locked = false;
    expect(await world.approvals.current(1)).toBeNull();
    expect(await call.next()).toEqual({ act: 'native' });
  });
});

describe('passkey autofill', () => {
  test('the browser’s goes on, and a pick in the popup answers', async () => {
    const world = await withOne();
    const call = world.conditional();
    expect(await call.next()).toEqual({ act: 'parallel' });
    expect(world.surfaces).toEqual([]);
    expect(await world.approvals.current(2)).toBeNull();
    expect(await world.approvals.inTab(1)).toEqual({ waits: false, passkeys: 1 });
    const approval = await asked(world, 1);
    expect(approval.conditional).toBe(true);
    await world.approvals.answer({ ...yes, id: approval.id, passkeyId: approval.passkeys[0]?.id ?? '' });
    credentialOf(await call.next());
  });

  test('begun while the vault was locked: there after the unlock, without the page asking again', async () => {
    const world = await withOne();
    world.locked = true;
    world.hints.add(RP_ID);
    const call = world.conditional();
    expect(await call.next()).toEqual({ act: 'parallel' });
    expect(await world.approvals.inTab(1)).toEqual({ waits: false, passkeys: 0 });
    world.locked = false;
    expect(await world.approvals.inTab(1)).toEqual({ waits: false, passkeys: 1 });
    const approval = await asked(world, 1);
    await world.approvals.answer({ ...yes, id: approval.id, passkeyId: approval.passkeys[0]?.id ?? '' });
    credentialOf(await call.next());
  });

  test('the browser’s own has answered', async () => {
    const world = await withOne();
    const call = world.conditional();
    await call.next();
    await asked(world);
    call.ended(true);
    expect(await world.approvals.current(1)).toBeNull();
  });

  test('a chip at the field for as long as the page waits, which opens the popup and nothing else', async () => {
    const world = await withOne();
    const call = world.conditional();
    await call.next();
    await expect.poll(() => world.chips).toEqual(['1 0']);
    const chip = world.page({ call: 'field' });
    chip.press();
    expect(world.surfaces).toEqual([1]);
    expect(call.acts).toEqual([{ act: 'parallel' }]);
    call.hangUp();
    expect(await chip.next()).toEqual({ act: 'over' });
    chip.press();
    expect(world.surfaces).toEqual([1]);
  });

  test('a chip goes when the passkey was picked', async () => {
    const world = await withOne();
    const call = world.conditional();
    await call.next();
    const chip = world.page({ call: 'field' });
    const approval = await asked(world);
    await world.approvals.answer({ ...yes, id: approval.id, passkeyId: approval.passkeys[0]?.id ?? '' });
    expect(await chip.next()).toEqual({ act: 'over' });
  });

  test('no chip where nobody waits for one, or offers are not wanted', async () => {
    const world = await withOne();
    expect(await world.page({ call: 'field' }).next()).toEqual({ act: 'over' });
    world.offersWanted = false;
    await world.conditional().next();
    const other = world.page({ call: 'field' }, { frameId: 3 });
    expect(await other.next()).toEqual({ act: 'over' });
    other.press();
    expect(world.chips).toEqual([]);
    expect(world.surfaces).toEqual([]);
  });

  test('no match: nothing of ours stays', async () => {
    const world = await withOne();
    expect(await world.conditional({ rpId: 'www.example.com' }).next()).toEqual({ act: 'native' });
  });

  test('never ends by itself', async () => {
    const world = await withOne();
    const call = world.conditional();
    await call.next();
    await world.pass(3_600_000);
    expect((await asked(world)).conditional).toBe(true);
  });

  test('a question of another tab comes first', async () => {
    const world = await withOne();
    await world.conditional().next();
    world.get({}, { tabId: 2 });
    await expect.poll(async () => (await asked(world, 1)).conditional).toBe(false);
  });

  test('a passkey offered by a site after a sign-in that we filled', async () => {
    const world = await withOne();
    const unasked = { call: 'create', conditional: true, options: creationOfAnother(), frame: { activation: false, focused: true } };
    expect(await world.page(unasked).next()).toEqual({ act: 'native' });
    world.signIns.note(SITE);
    world.page(unasked);
    expect(await asked(world)).toMatchObject({ kind: 'create', conditional: false });
    expect(world.surfaces).toEqual([1]);
    world.env.advance(5 * 60_000);
    expect(await world.page(unasked, { tabId: 3 }).next()).toEqual({ act: 'native' });
  });
});

const creationOfAnother = (): object => ({
  rp: { id: RP_ID, name: 'Example' },
  user: { id: base64url(utf8('another')), name: 'another', displayName: '' },
  challenge: base64url(utf8('x')),
  pubKeyCredParams: [],
});

describe('how a call ends', () => {
  test('the page aborts', async () => {
    const world = await withOne();
    const call = world.get();
    await asked(world);
    call.hangUp();
    expect(await world.approvals.current(1)).toBeNull();
    expect(call.acts).toEqual([]);
  });

  test.each([
    [300_000, undefined],
    [300_000, 1],
    [450_000, 450_000],
    [600_000, 10_000_000],
  ])('time is over after %i ms where the page says %s', async (after, timeout) => {
    const world = await withOne();
    const call = world.get(timeout === undefined ? {} : { timeout });
    const { expires } = await asked(world);
    expect(expires - world.env.now()).toBe(after);
    await world.pass(after - 1);
    expect(call.acts).toEqual([]);
    await world.pass(1);
    expect(await call.next()).toEqual({ act: 'reject', name: 'NotAllowedError' });
    expect(await world.approvals.current(1)).toBeNull();
  });

  test('two calls of a tab: the latest is asked about', async () => {
    const world = await withOne();
    const first = world.get();
    const before = await asked(world);
    const second = world.get();
    expect(await first.next()).toEqual({ act: 'reject', name: 'NotAllowedError' });
    const now = await asked(world);
    expect(now.id).not.toBe(before.id);
    await world.approvals.answer({ ...yes, id: now.id, passkeyId: now.passkeys[0]?.id ?? '' });
    credentialOf(await second.next());
  });

  test('two tabs: each is asked about where it is in front', async () => {
    const world = await withOne();
    const first = world.get({}, { tabId: 1 });
    const one = await asked(world);
    const second = world.get({}, { tabId: 2 });
    await expect.poll(() => world.surfaces).toEqual([1, 2]);
    expect(await world.approvals.inTab(2)).toEqual({ waits: true, passkeys: 0 });
    expect((await asked(world, 1)).id).toBe(one.id);
    expect((await asked(world, null)).id).toBe(one.id);
    const two = await asked(world, 2);
    expect(two.id).not.toBe(one.id);
    await world.approvals.answer({ ...yes, id: two.id, passkeyId: two.passkeys[0]?.id ?? '' });
    credentialOf(await second.next());
    expect((await asked(world, 2)).id, 'from anywhere else the icon leads to what still waits').toBe(one.id);
    await world.approvals.answer({ ...cancel, id: one.id });
    expect(await first.next()).toEqual({ act: 'reject', name: 'NotAllowedError' });
  });

  test('no surface can be shown: the browser’s', async () => {
    const world = await withOne();
    world.surfaceFails = true;
    expect(await world.get().next()).toEqual({ act: 'native' });
  });

  test('turned down three times in a minute: no further question for a while', async () => {
    const world = await withOne();
    for (let time = 0; time < 3; time++) {
      const call = world.get();
      await world.approvals.answer({ ...cancel, id: (await asked(world)).id });
      await call.next();
    }
    expect(await world.get().next()).toEqual({ act: 'native' });
    expect(await world.get({}, { tabId: 2, origin: 'https://example.com' }).acts).toEqual([]);
    world.env.advance(60_000);
    world.get();
    await asked(world);
  });

  test('a page that asks again and again without a click', async () => {
    const world = await withOne();
    const unclicked = { call: 'create', conditional: false, options: creationOfAnother(), frame: { activation: false, focused: true } };
    for (let time = 0; time < 5; time++) {
      const call = world.page(unclicked);
      await asked(world);
      call.hangUp();
    }
    expect(await world.page(unclicked).next()).toEqual({ act: 'native' });
    world.page({ ...unclicked, frame: { activation: true, focused: true } });
    await asked(world);
  });

  test('the bridge is off', async () => {
    const world = await withOne();
    world.settings.passkeyBridge = false;
    expect(await world.get().next()).toEqual({ act: 'native' });
    expect(await world.create().next()).toEqual({ act: 'native' });
  });
});

describe('frames', () => {
  test('of another origin: named to the person and signed', async () => {
    const world = await withOne();
    world.frames.set(5, [`${SITE}/inner`, 'https://shop.example/']);
    const call = world.get({}, { frameId: 5 });
    const approval = await asked(world);
    expect(approval.topOrigin).toBe('https://shop.example');
    await world.approvals.answer({ ...yes, id: approval.id, passkeyId: approval.passkeys[0]?.id ?? '' });
    expect(clientData(credentialOf(await call.next()))).toMatchObject({
      crossOrigin: true,
      topOrigin: 'https://shop.example',
      origin: SITE,
    });
  });

  test('clicked a moment ago, and not yet told of its focus', async () => {
    const world = await withOne();
    world.frames.set(5, ['https://shop.example/']);
    const early = { call: 'get', conditional: false, options: request(), frame: { activation: true, focused: false } };
    expect(await world.page(early).next()).toEqual({ act: 'native' });
    world.page(early, { frameId: 5 });
    expect((await asked(world)).topOrigin).toBe('https://shop.example');
  });

  test('of the same origin: as the page itself', async () => {
    const world = await withOne();
    world.frames.set(5, [`${SITE}/a`, `${SITE}/b`]);
    const call = world.get({}, { frameId: 5 });
    const approval = await asked(world);
    expect(approval.topOrigin).toBeNull();
    await world.approvals.answer({ ...yes, id: approval.id, passkeyId: approval.passkeys[0]?.id ?? '' });
    expect(clientData(credentialOf(await call.next()))).toMatchObject({ crossOrigin: false });
  });

  test('any doubt is another origin', async () => {
    const world = await withOne();
    world.frames.set(5, ['about:srcdoc', `${SITE}/`]);
    const call = world.get({}, { frameId: 5 });
    const approval = await asked(world);
    await world.approvals.answer({ ...yes, id: approval.id, passkeyId: approval.passkeys[0]?.id ?? '' });
    expect(clientData(credentialOf(await call.next()))).toMatchObject({ crossOrigin: true });
  });

  test('what only the browser could check is the browser’s', async () => {
    const world = await withOne();
    world.frames.set(5, ['https://shop.example/']);
    expect(await world.create({}, { frameId: 5 }).next()).toEqual({ act: 'native' });
    expect(await world.get({}, { origin: 'https://example.org' }).next()).toEqual({ act: 'native' });
  });
});
