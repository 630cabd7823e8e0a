// Gathers what the plan of a call is made from: settings, vault, caller, options. Most calls end here, so nothing is read twice and the
// vault's records are not opened.

import type { Env } from '../../core/env';
import type { Origin } from '../../core/item';
import { isUnencrypted, parseOrigin } from '../../core/matching/site';
import { type CallFacts, planCall } from '../../core/webauthn/plan';
import { checkRpId } from '../../core/webauthn/rp-id';
import type { BridgeSender } from '../../messages/audiences';
import type { BridgeCall } from '../../messages/bridge-protocol';
import type { Settings } from '../../messages/views';
import { decodeCreationOptions, decodeRequestOptions } from '../../messages/webauthn-options';
import type { VaultService } from '../vault-service';
import type { Asked, Wanted } from './asked';
import { callerOf } from './caller';
import { answeringEntries, isKnownRp } from './candidates';
import type { SignIns } from './sign-ins';
import type { SiteHints } from './site-hints';

type Ceremony = Extract<BridgeCall, { options: unknown; conditional: boolean }>;

export type Planned = { readonly act: 'native' } | { readonly act: 'ask' | 'parallel'; readonly asked: Omit<Asked, 'id'> };

/** What the ceremonies themselves know. */
export interface Around {
  /** The person has had enough of this page's questions. */
  readonly turnedDown: boolean;
  /** Rules about a person's focus and clicks do not apply. */
  readonly unattended: boolean;
}

export type CallPlanner = (sender: BridgeSender, call: Ceremony, around: Around) => Promise<Planned>;

interface Parts {
  readonly env: Pick<Env, 'now'>;
  readonly vault: Pick<VaultService, 'open'>;
  readonly settings: () => Promise<Pick<Settings, 'passkeyBridge'>>;
  readonly usesBrowsers: (origin: Origin) => Promise<boolean>;
  readonly hints: Pick<SiteHints, 'has'>;
  readonly signIns: Pick<SignIns, 'just'>;
  readonly ancestorUrls: (tabId: number, frameId: number) => Promise<readonly string[] | null>;
  /** The browser can be made to check the caller. */
  readonly browserChecks: boolean;
  /** It would refuse this document whatever it asks for. */
  readonly browserRefuses: (sender: BridgeSender) => Promise<boolean>;
}

/** WebAuthn L3 §15.1: milliseconds that a person gets, whatever the page says. */
const SHORTEST = 300_000;
const LONGEST = 600_000;

export function createCallPlanner(parts: Parts): CallPlanner {
  const { env, vault, signIns, browserChecks } = parts;

  return async (sender, { call, conditional, options, frame }, { turnedDown, unattended }) => {
    const startedAt = env.now();
    // at once: a worker that this call woke has the vault to read from disk, and the page waits
    const opening = vault.open();
    const [named, { passkeyBridge }] = await Promise.all([callerOf(sender, parts.ancestorUrls), parts.settings()]);
    const wanted = decodedCall(call, options);
    if (named === null || wanted === null || !passkeyBridge) return { act: 'native' };
    const { caller, certain } = named;
    const rpId = checkRpId(caller.origin, wanted.kind === 'create' ? wanted.options.rp.id : wanted.options.rpId);
    const related = !rpId.ok && rpId.error.code === 'related-origin-needed';
    const id = rpId.ok ? rpId.value : related ? (askedRpId(wanted) as string) : null;
    const [open, browsersOwn] = await Promise.all([opening, parts.usesBrowsers(caller.origin)]);
    const hinted = !open.ok && id !== null && (await parts.hints.has(id));
    const facts: CallFacts = {
      kind: wanted.kind,
      conditional,
      bridgeOn: passkeyBridge,
      vault: open.ok ? 'open' : 'locked',
      browsersOwn,
      turnedDown,
      secure: isSecure(caller.origin),
      // A frame in a process of its own may hear of its focus a moment after the click that brought it.
      focused: frame.focused || (sender.frameId !== 0 && frame.activation) || unattended,
      activation: frame.activation || unattended,
      invalid: id === null,
      elsewhere: wantsElsewhere(wanted),
      crossOrigin: caller.crossOrigin,
      relatedOrigin: related,
      // The proxy belongs to the profile of ordinary windows.
      browserChecks: browserChecks && !sender.incognito,
      matches: open.ok && id !== null && wanted.kind === 'get' ? answeringEntries(open.value, id, wanted.options).length : 0,
      hinted,
      rpKnown: id !== null && (open.ok ? isKnownRp(open.value, id) : hinted),
      justSignedIn: signIns.just(caller.origin),
    };
    const { act } = planCall(facts);
    if (act === 'native' || id === null) return { act: 'native' };
    // Nobody is asked for nothing. Beside passkey autofill the browser's own goes on, and is refused by itself.
    if (act === 'ask' && !facts.browserChecks && !unattended && (await parts.browserRefuses(sender))) return { act: 'native' };
    const browserMustCheck = related || (wanted.kind === 'create' && caller.crossOrigin);
    // Nobody waits for passkey autofill. A passkey that a site offers by itself is a question like any other.
    const autofill = conditional && wanted.kind === 'get';
    const expires = autofill
      ? Number.MAX_SAFE_INTEGER
      : startedAt + Math.min(LONGEST, Math.max(SHORTEST, wanted.options.timeout ?? SHORTEST));
    return { act, asked: { sender, caller, certain, rpId: id, wanted, conditional: autofill, browserMustCheck, startedAt, expires } };
  };
}

function decodedCall(kind: Ceremony['call'], raw: unknown): Wanted | null {
  if (kind === 'create') {
    const options = decodeCreationOptions(raw);
    return options.ok ? { kind, options: options.value } : null;
  }
  const options = decodeRequestOptions(raw);
  return options.ok ? { kind, options: options.value } : null;
}

const askedRpId = (wanted: Wanted): string | null => (wanted.kind === 'create' ? wanted.options.rp.id : wanted.options.rpId);

/** https, or this very machine (Secure Contexts §3.1). */
function isSecure(origin: Origin): boolean {
  const site = parseOrigin(origin);
  return site.ok && !isUnencrypted(site.value);
}

/** The page prefers a roaming authenticator, or wants what the vault cannot do. */
function wantsElsewhere(wanted: Wanted): boolean {
  const { hints } = wanted.options;
  if (hints[0] === 'security-key' || hints[0] === 'hybrid') return true;
  return (
    wanted.kind === 'create' &&
    (wanted.options.authenticatorSelection.authenticatorAttachment === 'cross-platform' || wanted.options.algorithms.length === 0)
  );
}
