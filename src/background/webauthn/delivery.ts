// From a yes to the page's credential. Tier J where the browser lets us: native objects, a caller that the browser has checked; tier S
// else: the page's own script makes the objects of our JSON, for the caller that the port names. webauthn.md §0, §5.3.

import type { Origin } from '../../core/item';
import { fail, ok, type Result } from '../../core/result';
import type { Caller } from '../../core/webauthn/client-data';
import type { ProxiedRequest } from '../../core/webauthn/request-match';
import type { BridgeSender } from '../../messages/audiences';
import type { Outcome } from '../../messages/views';
import { decodeCreationOptions, decodeRequestOptions } from '../../messages/webauthn-options';
import type { VaultService } from '../vault-service';
import type { Answered, PasskeyAnswer } from './answer';
import { type Answer, type Asked, userVerificationOf, type Wanted } from './asked';
import { passkeysFor } from './candidates';
import type { JustInTime } from './just-in-time';
import type { Line } from './port';

type Yes = Extract<Answer, { choice: 'vault' }>;
type KeyBefore = Awaited<ReturnType<PasskeyAnswer['newKey']>>;

export interface Delivery {
  /** How it ended, in words; an error's page still waits, or has the browser's own refusal. */
  deliver(line: Line, asked: Asked, yes: Yes, over: AbortSignal): Promise<Result<Outcome>>;
  /** The browser's method has ended in the page of this line, or the page is gone. */
  ended(line: Line): void;
}

interface Parts {
  readonly vault: Pick<VaultService, 'open'>;
  readonly answer: PasskeyAnswer;
  /** null: this browser or build has no proxy. It serves the profile of ordinary windows, not private ones. */
  readonly justInTime: JustInTime | null;
  /** Brings the tab to the front and waits for our surfaces to go: the browser refuses a page without the focus. */
  readonly focus: (tabId: number) => Promise<void>;
  /** It would refuse this document whatever it asks for: what it cannot be made to check is not answered there. */
  readonly browserRefuses: (sender: BridgeSender) => Promise<boolean>;
  readonly signedIn: (origin: Origin) => void;
  readonly changed: () => void;
}

export function createDelivery({ vault, answer, justInTime, focus, browserRefuses, signedIn, changed }: Parts): Delivery {
  const make = (wanted: Wanted, asked: Asked, caller: Caller, yes: Yes, key: KeyBefore): Promise<Result<Answered>> => {
    // Not claimed where the page would rather not: it may take it for a promise of every time.
    const order = { caller, rpId: asked.rpId, verified: yes.verified && userVerificationOf(wanted) !== 'discouraged' };
    if (wanted.kind === 'create') return answer.create({ ...order, options: wanted.options, replaceId: yes.replaceId, key });
    return yes.passkeyId === null
      ? Promise.resolve(fail('not-found'))
      : answer.get({ ...order, options: wanted.options, passkeyId: yes.passkeyId });
  };

  async function excluded(asked: Asked): Promise<boolean> {
    const open = await vault.open();
    return asked.wanted.kind === 'create' && open.ok && (await passkeysFor(open.value, asked)).excluded;
  }

  async function inTime(line: Line, asked: Asked, yes: Yes, proxy: JustInTime): Promise<Result<Outcome> | 'unused'> {
    const { wanted: approved } = asked;
    // Before we attach: an RSA key may take longer than the watchdog lets us stay. The tab may be going; the browser says so to the page.
    const [key] = await Promise.all([
      approved.kind === 'create' ? answer.newKey(approved.options) : null,
      focus(asked.sender.tabId).catch(() => undefined),
    ]);
    let making: Promise<Result<Answered>> | null = null;
    const delivered = await proxy.deliver(line, approvedRequest(asked), async (request, { sameOriginWithAncestors }) => {
      // The browser's own words count from here on; those that were compared are the page's.
      const wanted = decoded(request);
      const { origin, topOrigin } = asked.caller;
      const caller = { origin, crossOrigin: !sameOriginWithAncestors, topOrigin: sameOriginWithAncestors ? null : topOrigin };
      making = wanted === null ? Promise.resolve(fail('bad-request')) : make(wanted, asked, caller, yes, key);
      const made = await making;
      return made.ok ? ok(made.value.response) : made;
    });
    if (delivered === 'unused') return 'unused';
    // It may still be going on: taken back by the page, or ended by the watchdog.
    const made = await (making as Promise<Result<Answered>> | null);
    if (made?.ok === true && delivered !== 'delivered') await made.value.undo();
    if (made?.ok === false) return made;
    return delivered === 'delivered' ? ok(wordsOf(asked)) : fail('call-over');
  }

  async function synthetic(line: Line, asked: Asked, yes: Yes, over: AbortSignal): Promise<Result<Outcome>> {
    const made = await make(asked.wanted, asked, asked.caller, yes, null);
    if (!made.ok) return made;
    if (over.aborted || !line.say({ act: 'result', credential: made.value.response })) {
      await made.value.undo();
      return fail('call-over');
    }
    return ok(wordsOf(asked));
  }

  return {
    async deliver(line, asked, yes, over) {
      if (await excluded(asked)) {
        line.end({ act: 'reject', name: 'InvalidStateError' });
        return ok({ ok: true, key: 'outcomePasskeyKnown', args: [asked.rpId] });
      }
      const native = justInTime === null || asked.sender.incognito ? 'unused' : await inTime(line, asked, yes, justInTime);
      let done: Result<Outcome>;
      if (native !== 'unused') done = native;
      // Beside passkey autofill the browser's own has been going on, so it does not refuse.
      else if (asked.browserMustCheck || (!asked.conditional && (await browserRefuses(asked.sender)))) {
        line.end({ act: 'native' });
        return ok({ ok: true, key: 'outcomePasskeyBrowser', args: [asked.rpId] });
      } else done = await synthetic(line, asked, yes, over);
      if (done.ok && asked.wanted.kind === 'get') signedIn(asked.caller.origin);
      // Beside the page's way: it has its answer, and is not to wait for the disk.
      if (done.ok && yes.passkeyId !== null) await answer.noteUsed(yes.passkeyId);
      if (done.ok) changed();
      return done;
    },

    ended(line) {
      justInTime?.ended(line);
    },
  };
}

function approvedRequest({ caller, certain, rpId, wanted }: Asked) {
  const { options, kind } = wanted;
  const listed = wanted.kind === 'create' ? wanted.options.excludeCredentials : wanted.options.allowCredentials;
  return {
    kind,
    origin: caller.origin,
    sameOriginWithAncestors: certain ? !caller.crossOrigin : null,
    rpId,
    challenge: options.challenge,
    credentialIds: listed.map(({ id }) => id),
    userHandle: wanted.kind === 'create' ? wanted.options.user.id : null,
  };
}

function decoded({ kind, details }: ProxiedRequest): Wanted | null {
  if (kind === 'create') {
    const options = decodeCreationOptions(details);
    return options.ok ? { kind, options: options.value } : null;
  }
  const options = decodeRequestOptions(details);
  return options.ok ? { kind, options: options.value } : null;
}

const wordsOf = ({ wanted, rpId }: Asked): Outcome => ({
  ok: true,
  key: wanted.kind === 'create' ? 'outcomePasskeySaved' : 'outcomePasskeyUsed',
  args: [rpId],
});
