// The background's half of the WebAuthn bridge on a real vault in memory, with pages that are fake ports, a clock that only moves when told,
// and a person who answers when the test says so.

import { createPasskeyAnswer } from '../../../src/background/webauthn/answer';
import { type Approvals, createApprovals } from '../../../src/background/webauthn/approvals';
import { createCallPlanner } from '../../../src/background/webauthn/call-planner';
import { createCeremonies } from '../../../src/background/webauthn/ceremonies';
import { createDelivery } from '../../../src/background/webauthn/delivery';
import { createFieldOffers } from '../../../src/background/webauthn/field-offers';
import { createJustInTime, type JustInTime } from '../../../src/background/webauthn/just-in-time';
import { type BridgePort, takePort } from '../../../src/background/webauthn/port';
import { createSignIns } from '../../../src/background/webauthn/sign-ins';
import { createSignals } from '../../../src/background/webauthn/signals';
import { createVerification } from '../../../src/background/webauthn/verification';
import { base64url, utf8 } from '../../../src/core/bytes';
import type { Item, Passkey } from '../../../src/core/item';
import { fail, ok, type Result } from '../../../src/core/result';
import type { OpenVault } from '../../../src/core/vault/open-vault';
import type { Change } from '../../../src/core/vault/plan';
import { makeCredential } from '../../../src/core/webauthn/make-credential';
import type { ProxiedRequest } from '../../../src/core/webauthn/request-match';
import type { BridgeSender } from '../../../src/messages/audiences';
import type { BridgeAct } from '../../../src/messages/bridge-wire';
import type { Signal } from '../../../src/messages/signal-options';
import { decodeCreationOptions } from '../../../src/messages/webauthn-options';
import type { ProxyError } from '../../../src/platform/webauthn-proxy';
import type { TestEnv } from '../../support/test-env';
import { newWorld, PASSWORD, value } from '../../support/vault-world';

export const SITE = 'https://www.example.com';
export const RP_ID = 'example.com';

export const creation = (change: object = {}): object => ({
  rp: { id: RP_ID, name: 'Example' },
  user: { id: base64url(utf8('me')), name: 'me@example.com', displayName: 'Me' },
  challenge: base64url(utf8('a challenge to make')),
  pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
  authenticatorSelection: { residentKey: 'required', userVerification: 'discouraged' },
  ...change,
});

export const request = (change: object = {}): object => ({
  rpId: RP_ID,
  challenge: base64url(utf8('a challenge to sign')),
  userVerification: 'discouraged',
  ...change,
});

export const listed = (...ids: readonly string[]) => ids.map((id) => ({ type: 'public-key', id }));

/** As one that was made here before. */
export async function aPasskey(env: TestEnv, change: Partial<Passkey> = {}): Promise<Passkey> {
  const made = await makeCredential(env, {
    caller: { origin: SITE, crossOrigin: false, topOrigin: null },
    rpId: RP_ID,
    options: value(decodeCreationOptions(creation())),
    userVerified: false,
    backedUp: false,
    createdSites: [SITE],
  });
  return { ...value(made).passkey, ...change };
}

/** One call of a page, as its port has it. */
export interface PageCall {
  readonly acts: readonly BridgeAct[];
  /** The first act, or whatever came after the last one that was waited for. */
  next(): Promise<BridgeAct>;
  /** The chip at the field. */
  press(): void;
  /** Aborted, navigated away, closed. */
  hangUp(): void;
  ended(resolved: boolean): void;
}

export interface BridgeWorld {
  readonly env: TestEnv;
  readonly open: OpenVault;
  readonly approvals: Approvals;
  readonly surfaces: number[];
  readonly said: Result<unknown>[];
  readonly settings: { passkeyBridge: boolean };
  readonly browsers: Set<string>;
  readonly hints: Set<string>;
  readonly signIns: ReturnType<typeof createSignIns>;
  readonly verification: ReturnType<typeof createVerification>;
  readonly frames: Map<number, readonly string[] | null>;
  readonly proxied: { readonly requestId: number; readonly response?: unknown; readonly error?: ProxyError }[];
  locked: boolean;
  attachable: boolean;
  surfaceFails: boolean;
  offersWanted: boolean;
  /** Documents that the browser refuses, by name. */
  readonly refused: Set<string>;
  /** Tab and frame of each chip at a field that was asked for. */
  readonly chips: string[];
  /** The browser hands a request to the proxy. */
  proxy(request: ProxiedRequest): void;
  cancelProxied(requestId: number): void;
  page(call: object, sender?: Partial<BridgeSender>): PageCall;
  create(options?: object, sender?: Partial<BridgeSender>): PageCall;
  get(options?: object, sender?: Partial<BridgeSender>): PageCall;
  conditional(options?: object, sender?: Partial<BridgeSender>): PageCall;
  /** Straight to what is done with it, which goes on after the page's answer. */
  signal(name: Signal, options: object, sender?: Partial<BridgeSender>): Promise<void>;
  /** Lets time pass, and what waits for it happen. */
  pass(ms: number): Promise<void>;
  passkeys(): Promise<readonly Passkey[]>;
}

const FRAME = { activation: true, focused: true };

/** `withProxy`: tier J is there. */
export async function bridgeWorld(items: (env: TestEnv) => Promise<readonly Item[]>, withProxy = false): Promise<BridgeWorld> {
  const { env, vault: open } = await newWorld();
  const first = await items(env);
  if (first.length > 0) value(await open.commit(first.map((put) => ({ put }))));
  const due: { at: number; task: () => void }[] = [];
  const timers = {
    after(ms: number, task: () => void) {
      const entry = { at: env.now() + ms, task };
      due.push(entry);
      return () => void due.splice(due.indexOf(entry), due.includes(entry) ? 1 : 0);
    },
  };
  const world = {
    env,
    open,
    surfaces: [] as number[],
    said: [] as Result<unknown>[],
    settings: { passkeyBridge: true },
    browsers: new Set<string>(),
    hints: new Set<string>(),
    frames: new Map<number, readonly string[] | null>([[0, []]]),
    proxied: [] as { requestId: number; response?: unknown; error?: ProxyError }[],
    locked: false,
    attachable: true,
    surfaceFails: false,
    offersWanted: true,
    refused: new Set<string>(),
    chips: [] as string[],
    signIns: createSignIns(env.now),
    verification: createVerification(env.now),
  };
  const vault = {
    open: async () => (world.locked ? fail('locked') : ok(open)),
    verify: async (password: string) => (password === PASSWORD ? ok(new Uint8Array(32)) : fail('wrong-password')),
    async change(changes: readonly Change[]) {
      const done = await open.commit(changes);
      return done.ok ? ok(null) : done;
    },
    async edit(id: string, edit: (item: Item) => Item | null) {
      const item = await open.read(id);
      if (!item.ok) return item;
      const next = edit(item.value);
      if (next !== null) value(await open.commit([{ put: next }]));
      return ok(next ?? item.value);
    },
  };
  const approvals = createApprovals({
    vault,
    verification: world.verification,
    async show(tabId) {
      world.surfaces.push(tabId);
      return !world.surfaceFails;
    },
    changed: () => undefined,
    useBrowsers: async (origin) => void world.browsers.add(origin),
  });
  const justInTime: JustInTime | null = withProxy
    ? createJustInTime(
        {
          attach: async () => world.attachable,
          detach: async () => undefined,
          async complete({ requestId }, answer) {
            world.proxied.push({ requestId, ...answer });
          },
        },
        () => undefined,
        timers,
      )
    : null;
  const refuses = async ({ documentId }: BridgeSender): Promise<boolean> => world.refused.has(documentId ?? '');
  const signals = createSignals({ env, vault, allowed: async () => world.settings.passkeyBridge, changed: () => undefined });
  const calls = createCeremonies({
    env,
    timers,
    approver: approvals,
    planner: createCallPlanner({
      env,
      vault,
      signIns: world.signIns,
      settings: async () => world.settings,
      usesBrowsers: async (origin) => world.browsers.has(origin),
      hints: { has: async (rpId) => world.hints.has(rpId) },
      ancestorUrls: async (_, frameId) => world.frames.get(frameId) ?? null,
      browserChecks: withProxy,
      browserRefuses: refuses,
    }),
    delivery: createDelivery({
      vault,
      answer: createPasskeyAnswer(env, vault, () => undefined),
      justInTime,
      focus: async () => undefined,
      browserRefuses: refuses,
      signedIn: world.signIns.note,
      changed: () => undefined,
    }),
    signals,
    fields: createFieldOffers({
      wanted: async () => world.offersWanted,
      async inject({ tabId, frameId }) {
        world.chips.push(`${tabId} ${frameId}`);
      },
      async show(tabId) {
        world.surfaces.push(tabId);
        return true;
      },
      onFailure(error) {
        throw error;
      },
    }),
    available: async () => true,
    say: (_, done) => world.said.push(done),
    onBug(error) {
      throw error;
    },
  });

  const senderOf = (change: Partial<BridgeSender>): BridgeSender => ({
    audience: 'bridge',
    origin: SITE,
    url: `${SITE}/`,
    tabId: 1,
    frameId: 0,
    documentId: 'd',
    incognito: false,
    active: true,
    ...change,
  });

  function page(call: object, sender: Partial<BridgeSender> = {}): PageCall {
    const acts: BridgeAct[] = [];
    let read = 0;
    let wake: () => void = () => undefined;
    let hear: (message: unknown) => void = () => undefined;
    let lost: () => void = () => undefined;
    const port: BridgePort = {
      postMessage(act) {
        acts.push(act);
        wake();
      },
      disconnect: () => undefined,
      onMessage: {
        addListener(listener) {
          hear = listener;
        },
      },
      onDisconnect: {
        addListener(listener) {
          lost = listener;
        },
      },
    };
    takePort(port, senderOf(sender), calls);
    hear(call);
    return {
      acts,
      async next() {
        while (acts.length <= read) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        return acts[read++] as BridgeAct;
      },
      press: () => hear({ news: 'open' }),
      hangUp: () => lost(),
      ended: (resolved) => hear({ news: 'ended', resolved }),
    };
  }

  return Object.assign(world, {
    approvals,
    proxy: (one: ProxiedRequest) => justInTime?.request(one),
    cancelProxied: (requestId: number) => justInTime?.cancelled(requestId),
    page,
    signal: (name: Signal, options: object, sender: Partial<BridgeSender> = {}) => signals(senderOf(sender), name, options),
    create: (options: object = {}, sender: Partial<BridgeSender> = {}) =>
      page({ call: 'create', conditional: false, options: creation(options), frame: FRAME }, sender),
    get: (options: object = {}, sender: Partial<BridgeSender> = {}) =>
      page({ call: 'get', conditional: false, options: request(options), frame: FRAME }, sender),
    conditional: (options: object = {}, sender: Partial<BridgeSender> = {}) =>
      page({ call: 'get', conditional: true, options: request(options), frame: { activation: false, focused: true } }, sender),
    async pass(ms: number) {
      env.advance(ms);
      for (const entry of due.filter(({ at }) => at <= env.now())) {
        due.splice(due.indexOf(entry), 1);
        entry.task();
      }
      await Promise.resolve();
    },
    async passkeys() {
      const read = await open.readMany(open.index().map(({ id }) => id));
      return read.flatMap((item) => (item.ok && item.value.kind === 'passkey' ? [item.value] : []));
    },
  });
}
