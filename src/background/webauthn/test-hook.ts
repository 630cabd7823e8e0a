// Only in a test build (vite.config.ts, TEST_HOOK=on): stands where a person would, so that web-platform-tests can run against the vault.
// A virtual authenticator's profile (WebAuthn L3 §11.3) is imposed on the vault: the hook consents where an authenticator of that profile
// could do it itself, and leaves to the browser what it could not. It says who answered, and waits before a call goes to the browser, for
// the runner to put the browser's own virtual authenticator there.

import { base64url, fromBase64url } from '../../core/bytes';
import type { Env } from '../../core/env';
import type { ItemId, Passkey } from '../../core/item';
import { newItemId } from '../../core/vault/item-id';
import type { BridgeAct } from '../../messages/bridge-wire';
import type { VaultService } from '../vault-service';
import { type Answer, type Approver, type Asked, userVerificationOf } from './asked';
import { passkeysFor } from './candidates';
import type { CallHandler, Line } from './port';

/** Authenticator Configuration, as far as it says what the authenticator does. */
interface Profile {
  readonly protocol: string;
  readonly transport: string;
  readonly hasResidentKey?: boolean;
  readonly hasUserVerification?: boolean;
  readonly isUserConsenting?: boolean;
  readonly isUserVerified?: boolean;
  readonly extensions?: readonly string[];
}

/** Credential Parameters of WebAuthn L3 §11.5; binary members in base64url. */
interface Credential {
  readonly credentialId: string;
  readonly isResidentCredential: boolean;
  readonly rpId: string;
  readonly privateKey: string;
  readonly userHandle?: string;
  readonly signCount: number;
  readonly userName?: string;
  readonly userDisplayName?: string;
  readonly largeBlob?: string;
}

interface Answered {
  who: 'vault' | 'native';
  through?: 'proxy' | 'page';
  at: number;
}

export interface TestHook {
  readonly approver: Approver;
  watch(calls: CallHandler): CallHandler;
}

/** Given by the runner over CDP; absent where nobody is attached. */
declare const countersignTestEvent: ((payload: string) => void) | undefined;

/** Less is a test of timeouts. */
const LONG_MS = 10_000;
const PASSWORD = 'virtual authenticator';

export function createTestHook({ vault, env }: { readonly vault: VaultService; readonly env: Env }): TestHook {
  let profile: Profile | null = null;
  let answers: Answered[] = [];
  const proxied = new WeakMap<Line, Answered>();
  /** Whether the authenticator of the profile would find it without a list. */
  const resident = new Map<ItemId, boolean>();
  let nextResident = true;
  const waiting = new Map<number, () => void>();
  let events = 0;

  async function passkeys(): Promise<readonly Passkey[]> {
    const open = await vault.open();
    if (!open.ok) return [];
    const ids = open.value.index().flatMap(({ id, kind, trashedAt }) => (kind === 'passkey' && trashedAt === null ? [id] : []));
    const found = (await open.value.readMany(ids)).flatMap((item) => (item.ok && item.value.kind === 'passkey' ? [item.value] : []));
    for (const { id } of found) if (!resident.has(id)) resident.set(id, nextResident);
    return found;
  }

  const verifies = (own: Profile): boolean => own.hasUserVerification === true && own.isUserVerified === true;

  /** Could an authenticator of this profile do it, and as the vault does? */
  function fits(wanted: Asked['wanted'], own: Profile): boolean {
    const has = (extension: string): boolean => own.extensions?.includes(extension) === true;
    const { prf, largeBlob } = wanted.options.extensions;
    const asksBlob = wanted.kind === 'create' ? wanted.options.extensions.credBlob !== null : wanted.options.extensions.getCredBlob;
    if ((prf && !has('prf')) || (largeBlob && !has('largeBlob')) || (asksBlob && !has('credBlob'))) return false;
    // A vault has no PIN to tell the length of.
    if (has('minPinLength')) return false;
    if (userVerificationOf(wanted) === 'required' && !verifies(own)) return false;
    if (wanted.kind === 'get') return true;
    const { residentKey, authenticatorAttachment } = wanted.options.authenticatorSelection;
    if (authenticatorAttachment === 'platform' && own.transport !== 'internal') return false;
    if (residentKey === 'required' && own.hasResidentKey !== true) return false;
    if (!wanted.options.extensions.credProps) return true;
    // CTAP 2.0 cannot say whether it made a discoverable one, and the browser then says nothing.
    return residentKey === 'discouraged' ? own.protocol !== 'ctap2' || own.hasResidentKey !== true : own.hasResidentKey === true;
  }

  async function choose(asked: Asked, own: Profile): Promise<Answer> {
    const { wanted } = asked;
    if (!fits(wanted, own)) {
      await tell('share');
      return { choice: 'native' };
    }
    const verified = verifies(own) && userVerificationOf(wanted) !== 'discouraged';
    await passkeys();
    if (wanted.kind === 'create') {
      nextResident = own.hasResidentKey === true && wanted.options.authenticatorSelection.residentKey !== 'discouraged';
      return { choice: 'vault', passkeyId: null, replaceId: null, verified };
    }
    const open = await vault.open();
    const found = open.ok ? (await passkeysFor(open.value, asked)).passkeys : [];
    const passkey = found.find(({ id }) => !wanted.options.allowAny || resident.get(id) === true);
    return passkey === undefined ? { choice: 'native' } : { choice: 'vault', passkeyId: passkey.id, replaceId: null, verified };
  }

  const approver: Approver = {
    unattended: true,
    ask: (asked, over) =>
      new Promise((resolve) => {
        over.addEventListener('abort', () => resolve(null), { once: true });
        const own = profile;
        if (own === null) return resolve({ choice: 'native' });
        // Nobody picks from an autofill list here.
        if (asked.conditional) return;
        if (own.isUserConsenting !== false) choose(asked, own).then(resolve, () => resolve({ choice: 'native' }));
        // The virtual authenticators' clock is the browser's: a page's short timeout, which a person never gets, runs out there.
        else if ((asked.wanted.options.timeout ?? LONG_MS) < LONG_MS) resolve({ choice: 'native' });
      }),
  };

  /** Tells the runner, and waits for it. */
  async function tell(event: 'native' | 'share' | 'proxy' | 'ended'): Promise<void> {
    if (typeof countersignTestEvent === 'undefined') return;
    const id = ++events;
    const heard = new Promise<void>((resolve) => waiting.set(id, resolve));
    countersignTestEvent(JSON.stringify({ id, event }));
    await heard;
  }

  function note(line: Line, { act }: BridgeAct): void {
    if (act === 'capabilities' || act === 'parallel') return;
    const before = proxied.get(line);
    if (before !== undefined) {
      // Another extension may hold the proxy; any other word comes after the browser's own.
      if (act === 'result') before.through = 'page';
      return;
    }
    const at = performance.timeOrigin + performance.now();
    const answer: Answered =
      act === 'native' || act === 'reject'
        ? { who: act === 'native' ? 'native' : 'vault', at }
        : { who: 'vault', through: act === 'proxied' ? 'proxy' : 'page', at };
    answers.push(answer);
    if (act === 'proxied') proxied.set(line, answer);
  }

  /** The browser refused the call before it came to us. */
  function refused(line: Line): void {
    const answer = proxied.get(line);
    if (answer === undefined) return;
    answer.who = 'native';
    delete answer.through;
  }

  /** The same line, but the browser is made ready before the page hears of it. */
  function watched(line: Line): Line {
    return {
      sender: line.sender,
      say(act) {
        note(line, act);
        if (act.act !== 'proxied') return line.say(act);
        void tell('proxy').then(() => line.say(act));
        return true;
      },
      end(act) {
        note(line, act);
        void (act.act === 'native' ? tell('native') : Promise.resolve()).then(() => line.end(act));
      },
    };
  }

  function watch(calls: CallHandler): CallHandler {
    const lines = new WeakMap<Line, Line>();
    const open = new Set<Line>();
    const over = (line: Line): Line => {
      if (open.delete(line)) void tell('ended');
      return lines.get(line) ?? line;
    };
    return {
      called(line, call) {
        if (call.call === 'signal' || call.call === 'field') return calls.called(line, call);
        if (call.call === 'capabilities')
          return line.end({ act: 'capabilities', on: profile?.transport === 'internal' && profile.hasUserVerification === true });
        const mine = watched(line);
        lines.set(line, mine);
        open.add(line);
        calls.called(mine, call);
      },
      ended(line, resolved) {
        if (!resolved) refused(line);
        calls.ended(over(line), resolved);
      },
      pressed: (line) => calls.pressed(line),
      gone: (line) => calls.gone(over(line)),
    };
  }

  const fromBase64Url = (text: string | undefined) => {
    const bytes = fromBase64url(text ?? '');
    if (!bytes.ok) throw new Error('not base64url');
    return bytes.value;
  };

  Object.assign(globalThis, {
    countersignTest: {
      async begin() {
        const made = await vault.create(PASSWORD);
        if (!made.ok) throw new Error(made.error.code);
      },
      setProfile(next: Profile | null) {
        profile = next;
      },
      async addCredential(given: Credential) {
        const now = env.now();
        const item: Passkey = {
          id: newItemId(env),
          kind: 'passkey',
          sites: [],
          note: '',
          tags: [],
          pinned: false,
          createdAt: now,
          changedAt: now,
          trashedAt: null,
          rpId: given.rpId,
          rpName: given.rpId,
          credentialId: fromBase64Url(given.credentialId),
          userHandle: fromBase64Url(given.userHandle),
          userName: given.userName ?? '',
          displayName: given.userDisplayName ?? '',
          algorithm: -7,
          privateKey: fromBase64Url(given.privateKey),
          discoverable: true,
          backupEligible: true,
          prfSeed: env.random(32),
          largeBlob: given.largeBlob === undefined ? null : fromBase64Url(given.largeBlob),
          credBlob: null,
          usedAt: null,
        };
        resident.set(item.id, given.isResidentCredential);
        const done = await vault.change([{ put: item, expectRevision: null }]);
        if (!done.ok) throw new Error(done.error.code);
      },
      credentials: async () =>
        (await passkeys()).map(
          (one): Credential => ({
            credentialId: base64url(one.credentialId),
            isResidentCredential: resident.get(one.id) === true,
            rpId: one.rpId,
            privateKey: base64url(one.privateKey),
            ...(resident.get(one.id) === true ? { userHandle: base64url(one.userHandle) } : {}),
            signCount: 0,
            userName: one.userName,
            userDisplayName: one.displayName,
          }),
        ),
      async removeCredential(credentialId: string) {
        const gone = (await passkeys()).filter((one) => base64url(one.credentialId) === credentialId);
        await vault.change(gone.map(({ id }) => ({ delete: id })));
      },
      async removeAll() {
        const open = await vault.open();
        const all = open.ok ? open.value.index().map(({ id }) => ({ delete: id })) : [];
        if (all.length > 0) await vault.change(all);
        resident.clear();
      },
      takeAnswers() {
        const taken = answers;
        answers = [];
        return taken;
      },
      heard(id: number) {
        waiting.get(id)?.();
        waiting.delete(id);
      },
    },
  });

  return { approver, watch };
}
