// The one decision about every code that leaves the vault (DESIGN §5.4): release it, ask the person in the extension's own interface,
// or refuse. Pure: the background gathers the facts and obeys. When in doubt the answer is to ask.

import type { Origin } from '../item';
import { type ChipEvidence, isChipProven, type UnprovenFact, unprovenFacts } from './chip-evidence';
import { type LookalikeWarning, lookalikeOf } from './lookalike';
import type { SiteError } from './origin';
import { isUnencrypted, matchSite, parseOrigin, sameSite } from './site';

/** `show` and `copy` end in the extension or on the clipboard, `fill` in a page. */
export type ReleasePurpose = 'show' | 'copy' | 'fill';

/** How the person asked. `confirmation`: by saying yes to what an earlier decision asked, in the extension's own interface. */
export type ReleasePath = 'chip' | 'popup' | 'command' | 'menu' | 'omnibox' | 'notification' | 'confirmation';

/** The document that gets the code, as the browser names it: never as its payload says. */
export interface ReleaseTarget {
  readonly origin: string;
  readonly isTopFrame: boolean;
  /** Parent first, top last; null where an ancestor's origin is opaque or unknown. */
  readonly ancestors: readonly (Origin | null)[];
  readonly incognito: boolean;
  /** False for prerendered, cached and already replaced documents. */
  readonly active: boolean;
}

export interface ReleaseRequest {
  readonly purpose: ReleasePurpose;
  readonly path: ReleasePath;
  /** Null when no page gets anything: show and copy in the extension's own pages. */
  readonly target: ReleaseTarget | null;
  readonly account: { readonly issuer: string; readonly sites: readonly Origin[] };
  /** Of the click on a chip; null on every other path. */
  readonly evidence: ChipEvidence | null;
  /** The reasons that the person has just said yes to. Only the background fills this in, from its own record of what it asked. */
  readonly confirmed: readonly ConfirmReason[];
  readonly confirmInWindow: boolean;
}

/** What the person is asked. Each is named with what it is about; several can meet. */
export type ConfirmReason =
  /** Another host of a registrable domain that the account knows: both are named, then remembered. */
  | { readonly code: 'remember'; readonly origin: Origin; readonly site: Origin }
  /** The account knows no site: origin and account are named, and they can be bound. */
  | { readonly code: 'bind'; readonly origin: Origin; readonly warning: LookalikeWarning | null }
  /** A frame inside a page of another site; `ancestor` null where that one hides its name. */
  | { readonly code: 'embedded'; readonly origin: Origin; readonly ancestor: Origin | null }
  /** The page arrived unencrypted and was not remembered so. */
  | { readonly code: 'unencrypted'; readonly origin: Origin }
  /** A click inside the page that does not prove that the person saw what it was on. */
  | { readonly code: 'unproven'; readonly facts: readonly UnprovenFact[] };

/**
 * `opaque`, `not-web`, `malformed`: no origin to compare. `insecure`: an https account on http. `other-site`: the account belongs
 * elsewhere. `inactive-document`: nobody looks at it. `untrusted-event`: a script's click. `not-for-pages`: pages get codes only by fill.
 * `no-target`: a fill without a page.
 */
export type RefuseCode = SiteError | 'insecure' | 'other-site' | 'inactive-document' | 'untrusted-event' | 'not-for-pages' | 'no-target';

export type ReleaseDecision =
  /** `learn`: the site may be remembered (not in a private window). */
  | { readonly decision: 'release'; readonly learn: boolean }
  | {
      readonly decision: 'confirm';
      readonly reasons: readonly ConfirmReason[];
      readonly learn: boolean;
      readonly where: 'popup' | 'window';
    }
  | { readonly decision: 'refuse'; readonly code: RefuseCode; readonly site?: Origin; readonly warning?: LookalikeWarning };

/** Decides from what is known now; after a confirmation it is asked again, and a reason that is new is asked anew. */
export function decideRelease(request: ReleaseRequest): ReleaseDecision {
  const { purpose, path, target, account } = request;
  if (purpose !== 'fill') return path === 'chip' ? refuse('not-for-pages') : { decision: 'release', learn: false };
  if (target === null) return refuse('no-target');

  const page = parseOrigin(target.origin);
  if (!page.ok) return refuse(page.error.code);
  if (!target.active) return refuse('inactive-document');
  if (path === 'chip' && request.evidence?.trusted !== true) return refuse('untrusted-event');

  const origin = page.value.origin;
  const reasons: ConfirmReason[] = [];
  const found = matchSite(origin, account.sites);
  if (found.match === 'refused') return { ...refuse(found.code), ...(found.site === undefined ? {} : { site: found.site }) };
  if (found.match === 'same-domain') reasons.push({ code: 'remember', origin, site: found.site });
  if (found.match === 'none') {
    const warning = lookalikeOf(origin, account);
    const first = account.sites[0];
    if (first !== undefined) return { ...refuse('other-site'), site: first, ...(warning === null ? {} : { warning }) };
    reasons.push({ code: 'bind', origin, warning });
  }
  if (found.match !== 'exact' && isUnencrypted(page.value)) reasons.push({ code: 'unencrypted', origin });
  for (const ancestor of foreignAncestors(origin, target)) reasons.push({ code: 'embedded', origin, ancestor });
  if (path === 'chip' && !(target.isTopFrame && isChipProven(request.evidence))) {
    reasons.push({ code: 'unproven', facts: [...(target.isTopFrame ? [] : (['subframe'] as const)), ...unprovenFacts(request.evidence)] });
  }

  const said = path === 'confirmation' ? new Set(request.confirmed.map(keyOf)) : new Set<string>();
  const open = reasons.filter((reason) => !said.has(keyOf(reason)));
  const learn = !target.incognito;
  if (open.length === 0) return { decision: 'release', learn };
  return { decision: 'confirm', reasons: open, learn, where: request.confirmInWindow ? 'window' : 'popup' };
}

/** Each once. A frame that reports no ancestors hides them; a top frame that reports some is believed to be a frame. */
function foreignAncestors(origin: Origin, target: ReleaseTarget): readonly (Origin | null)[] {
  const ancestors = target.isTopFrame || target.ancestors.length > 0 ? target.ancestors : [null];
  return [...new Set(ancestors.map((ancestor) => (ancestor === null || !parseOrigin(ancestor).ok ? null : ancestor)))].filter(
    (ancestor) => ancestor === null || !sameSite(origin, ancestor),
  );
}

const refuse = (code: RefuseCode) => ({ decision: 'refuse', code }) as const;

/** A yes holds for exactly the names that were shown. */
function keyOf(reason: ConfirmReason): string {
  switch (reason.code) {
    case 'remember':
      return JSON.stringify([reason.code, reason.origin, reason.site]);
    case 'embedded':
      return JSON.stringify([reason.code, reason.origin, reason.ancestor]);
    case 'bind':
    case 'unencrypted':
      return JSON.stringify([reason.code, reason.origin]);
    case 'unproven':
      return reason.code;
  }
}
