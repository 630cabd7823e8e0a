// Everything that the first screen may need, asked for at once: one round trip from the click on the icon to live codes.

import type { Failure } from '../core/result';
import type { Approval } from '../messages/approval-protocol';
import type { Reply } from '../messages/routes';
import type { LockedWays } from '../messages/slots-protocol';
import type { Confirmation, RowList, Status } from '../messages/views';
import type { Host } from './host';

/** Rows asked for at a time; two screens of them. */
export const ROWS_AT_ONCE = 16;

export interface FirstAnswers {
  readonly status: Status | null;
  /** Why there is no status. */
  readonly error: Failure<string> | null;
  readonly list: RowList | null;
  readonly confirmation: Confirmation | null;
  readonly approval: Approval | null;
  /** Where it is locked: the ways beside the password. */
  readonly ways: LockedWays | null;
  /** Something was captured and waits for a choice. */
  readonly found: boolean;
}

/** Milliseconds after which a background that does not answer is said to be unreachable. */
const PATIENCE = 10_000;

const withinReason = <T>(reply: Promise<Reply<T>>): Promise<Reply<T>> =>
  Promise.race([
    reply,
    new Promise<Reply<T>>((resolve) => setTimeout(() => resolve({ ok: false, error: { code: 'unreachable' } }), PATIENCE)),
  ]);

/** What belongs to the page has to wait until it is known which tab is in front. */
export async function firstAnswers(ask: Host['ask'], pageTab: Promise<number | null>): Promise<FirstAnswers> {
  const [status, list, confirmation, found, approval] = await Promise.all([
    withinReason(ask('status', {})),
    withinReason(pageTab.then((tabId) => ask('items/list', { query: '', tabId, offset: 0, limit: ROWS_AT_ONCE, opening: true }))),
    withinReason(ask('confirmation/current', {})),
    withinReason(ask('capture/current', {})),
    withinReason(pageTab.then((tabId) => ask('approval/current', { tabId }))),
  ]);
  const ways = status.ok && status.value.vault === 'locked' ? await withinReason(ask('slots/locked', {})) : null;
  return {
    status: status.ok ? status.value : null,
    error: status.ok ? null : status.error,
    list: list.ok ? list.value : null,
    confirmation: confirmation.ok ? confirmation.value : null,
    approval: approval.ok ? approval.value : null,
    ways: ways?.ok ? ways.value : null,
    found: found.ok && found.value !== null,
  };
}
