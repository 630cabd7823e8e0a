// What an approval is called, and which of its passkeys an answer would be about. Pure.

import type { Approval } from '../messages/approval-protocol';

/** `create`: nothing that is there gives way. */
export const KEEP_BOTH = 'keep';

export interface ApprovalWords {
  readonly title: string;
  readonly accept: string;
}

export function wordsFor({ kind, excluded }: Pick<Approval, 'kind' | 'excluded'>): ApprovalWords {
  if (kind === 'get') return { title: 'approvalGetTitle', accept: 'approvalGetAccept' };
  return excluded
    ? { title: 'approvalExcludedTitle', accept: 'approvalExcludedAccept' }
    : { title: 'approvalCreateTitle', accept: 'approvalCreateAccept' };
}

/** Until the person picks: the first that can answer; at `create` nothing is replaced. */
export function chosenPasskey({ kind, passkeys }: Pick<Approval, 'kind' | 'passkeys'>, picked: string | null): string | null {
  const known = passkeys.some(({ id }) => id === picked);
  if (kind === 'create') return known ? picked : KEEP_BOTH;
  return known ? picked : (passkeys[0]?.id ?? null);
}

/** `login.example.com` of `example.com` → what stands before the registrable domain, and the domain. */
export function partsOf(rpId: string, site: string): readonly [before: string, domain: string] {
  return rpId.endsWith(`.${site}`) ? [rpId.slice(0, -site.length), site] : ['', rpId];
}
