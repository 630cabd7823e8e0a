// Is the request that the browser hands to its proxy the one that a person approved? Field by field, on the JSON as the browser wrote it:
// whatever differs or is missing is another request, and another request is denied.

import { base64url } from '../bytes';
import type { Origin } from '../item';
import { fail, ok, type Result } from '../result';

/** A request as chrome.webAuthenticationProxy announces it. */
export interface ProxiedRequest {
  readonly kind: 'create' | 'get';
  readonly requestId: number;
  /** `requestDetailsJson`, parsed: the standard options JSON with `extensions.remoteDesktopClientOverride`. */
  readonly details: unknown;
}

/** What was approved. */
export interface ApprovedRequest {
  readonly kind: 'create' | 'get';
  readonly origin: Origin;
  /** null where the frame tree left a doubt: the browser's word counts then. */
  readonly sameOriginWithAncestors: boolean | null;
  readonly rpId: string;
  readonly challenge: Uint8Array;
  /** excludeCredentials of a create, allowCredentials of a get. */
  readonly credentialIds: readonly Uint8Array[];
  /** create: user.id. */
  readonly userHandle: Uint8Array | null;
}

/** What the browser itself says of the caller; it has checked origin, rpId, policy and abort. */
export interface CheckedCaller {
  readonly sameOriginWithAncestors: boolean;
}

export type Mismatch = 'kind' | 'origin' | 'ancestors' | 'rpId' | 'challenge' | 'credentials' | 'user';

type Members = Readonly<Record<string, unknown>>;

const members = (value: unknown): Members => (typeof value === 'object' && value !== null ? (value as Members) : {});

/** The code says what differs first. */
export function matchRequest(request: ProxiedRequest, approved: ApprovedRequest): Result<CheckedCaller, Mismatch> {
  if (request.kind !== approved.kind) return fail('kind');
  const details = members(request.details);
  const caller = members(members(details.extensions).remoteDesktopClientOverride);
  if (caller.origin !== approved.origin) return fail('origin');
  const { sameOriginWithAncestors } = caller;
  if (typeof sameOriginWithAncestors !== 'boolean') return fail('ancestors');
  if (approved.sameOriginWithAncestors !== null && approved.sameOriginWithAncestors !== sameOriginWithAncestors) return fail('ancestors');
  const create = request.kind === 'create';
  if ((create ? members(details.rp).id : details.rpId) !== approved.rpId) return fail('rpId');
  if (unpadded(details.challenge) !== base64url(approved.challenge)) return fail('challenge');
  const listed = idsOf(create ? details.excludeCredentials : details.allowCredentials);
  const wanted = approved.credentialIds.map(base64url);
  if (listed === null || !sameSet(listed, wanted)) return fail('credentials');
  if (create && (approved.userHandle === null || unpadded(members(details.user).id) !== base64url(approved.userHandle)))
    return fail('user');
  return ok({ sameOriginWithAncestors });
}

const unpadded = (value: unknown): string | null => (typeof value === 'string' ? value.replace(/=+$/, '') : null);

/** An absent list is an empty one; null: no list of descriptors. */
function idsOf(list: unknown): readonly string[] | null {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) return null;
  const ids = list.map((one) => unpadded(members(one).id));
  return ids.every((id) => id !== null) ? ids : null;
}

/** The browser may leave out repetitions, and order decides nothing. */
function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [new Set(a), new Set(b)];
  return left.size === right.size && [...left].every((id) => right.has(id));
}
