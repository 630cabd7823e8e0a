// Codes for the clipboard, for what is no page: a terminal, another program. Written at once where the person has allowed that, else in
// the popup, which is in front and may. Cleared after a while, but only what is still there of us.

import * as v from 'valibot';
import type { UnixMs } from '../core/env';
import type { ItemId } from '../core/item';
import type { ReleasePath } from '../core/matching/release-policy';
import { fail, ok, type Result } from '../core/result';
import type { Outcome } from '../messages/views';
import { browser } from '../platform/browser';
import { mayReadClipboard, readClipboard, writeClipboard } from '../platform/clipboard';
import { originOfTab } from '../platform/frames';
import { readSession, removeSession, writeSession } from '../platform/session';
import { openConfirmationSurface } from '../platform/surfaces';
import { type AccountService, nameOf } from './account-service';
import { otpAccountOf } from './otp-account';
import type { Release } from './release';
import type { VaultService } from './vault-service';

/** Goes off when a copied code has been on the clipboard for as long as it may. */
export const CLEAR_ALARM = 'clear-clipboard';
/** The shortest that an alarm can be (Chrome 120). */
const CLEAR_MINUTES = 0.5;
const HELD = 'copiedCode';
const LAST = 'lastCopied';
const WAITING = 'waitingCopy';
const WAITING_MS = 2 * 60_000;
/** A code with less than this left would be old before it is typed: the next one is waited for. */
const LAST_MS = 3_000;

export interface CopiedCode {
  readonly code: string;
  readonly name: string;
}

/** For the popup. `code` null: of a counter-based account, whose counter must not move before the press that copies. */
export interface WaitingCode {
  readonly id: ItemId;
  readonly name: string;
  readonly code: string | null;
}

export interface Copies {
  /** null: the popup is on screen and goes on from here. */
  account(id: ItemId, path: ReleasePath, tabId: number): Promise<Result<Outcome | null>>;
  /** The only account of the site in front, else the one last searched for, else the only one there is; in doubt the popup. */
  here(tabId: number, path: ReleasePath): Promise<Result<Outcome | null>>;
  /** For the popup: what it was opened to copy, once. */
  take(): Promise<Result<WaitingCode | null>>;
  /** The person has pressed: the next code of a counter-based account. */
  issue(id: ItemId): Promise<Result<{ readonly code: string }>>;
  /** A code of this account went, or goes, to the clipboard. */
  copied(id: ItemId, code: string): Promise<void>;
  /** Empties the clipboard if it still holds what was copied. */
  clear(): Promise<void>;
}

interface Parts {
  readonly vault: Pick<VaultService, 'open'>;
  readonly accounts: Pick<AccountService, 'forPage' | 'named'>;
  readonly release: Pick<Release, 'view' | 'advance'>;
  readonly used: (id: ItemId) => void;
  readonly now: () => UnixMs;
  readonly sleep: (ms: number) => Promise<void>;
}

const waitingShape = v.object({
  id: v.nullable(v.string()),
  tabId: v.number(),
  path: v.picklist(['command', 'omnibox', 'menu']),
  at: v.number(),
});

export function createCopies({ vault, accounts, release, used, now, sleep }: Parts): Copies {
  async function codeOf(id: ItemId, path: ReleasePath): Promise<Result<CopiedCode>> {
    const found = await otpAccountOf(vault, id);
    if (!found.ok) return found;
    const account = found.value;
    const name = nameOf(account.issuer, account.account);
    if (account.otp.type === 'hotp') {
      const next = await release.advance(id, path);
      return next.ok ? ok({ code: next.value.code, name }) : next;
    }
    const code = release.view(account, 'copy', path);
    if (!code.ok) return code;
    const { validFrom, validUntil } = code.value;
    const left = (validUntil ?? Number.POSITIVE_INFINITY) - now();
    // Of a period of a few seconds a third is its end, as in release.ts.
    if (left >= Math.min(LAST_MS, ((validUntil ?? 0) - (validFrom ?? 0)) / 3)) return ok({ code: code.value.code, name });
    await sleep(left);
    const next = release.view(account, 'copy', path);
    return next.ok ? ok({ code: next.value.code, name }) : next;
  }

  /** null: none, or more than one that could be meant. */
  async function meant(tabId: number): Promise<ItemId | null> {
    const origin = await originOfTab(tabId);
    const here = origin === null ? [] : await accounts.forPage(origin, null);
    if (here.length > 0) return here.length === 1 ? (here[0] ?? null) : null;
    const all = await accounts.named('', null, 2);
    if (!all.ok) return null;
    if (all.value.length === 1) return all.value[0]?.id ?? null;
    const last = await readSession(LAST);
    return typeof last === 'string' ? last : null;
  }

  async function inPopup(id: ItemId | null, path: ReleasePath, tabId: number): Promise<Result<null>> {
    await writeSession({ [WAITING]: { id, tabId, path, at: now() } });
    return (await openConfirmationSurface(tabId, false)) ? ok(null) : fail('no-surface');
  }

  const service: Copies = {
    async account(id, path, tabId) {
      const open = await vault.open();
      if (!open.ok) return inPopup(id, path, tabId);
      // A counter must not move for a code that then cannot be written.
      if (!(await browser.permissions.contains({ permissions: ['clipboardWrite'] }))) return inPopup(id, path, tabId);
      const copy = await codeOf(id, path);
      if (!copy.ok) return copy;
      if (!(await writeClipboard(copy.value.code))) return fail('clipboard');
      await service.copied(id, copy.value.code);
      return ok({ ok: true, key: 'outcomeCopied', args: [copy.value.name] });
    },

    async here(tabId, path) {
      const open = await vault.open();
      const id = open.ok ? await meant(tabId) : null;
      return id === null ? inPopup(null, path, tabId) : service.account(id, path, tabId);
    },

    async take() {
      const stored = v.safeParse(waitingShape, await readSession(WAITING));
      if (!stored.success) return ok(null);
      const { id, path, tabId, at } = stored.output;
      const open = await vault.open();
      if (!open.ok) return open;
      await removeSession(WAITING);
      const known = id ?? (await meant(tabId));
      if (known === null || now() - at > WAITING_MS) return ok(null);
      const account = await otpAccountOf(vault, known);
      if (!account.ok) return account;
      const name = nameOf(account.value.issuer, account.value.account);
      if (account.value.otp.type === 'hotp') return ok({ id: known, name, code: null });
      const copy = await codeOf(known, path);
      if (!copy.ok) return copy;
      await service.copied(known, copy.value.code);
      return ok({ id: known, name, code: copy.value.code });
    },

    async issue(id) {
      const next = await release.advance(id, 'popup');
      if (!next.ok) return next;
      await service.copied(id, next.value.code);
      return ok({ code: next.value.code });
    },

    async copied(id, code) {
      used(id);
      await writeSession({ [LAST]: id });
      // Without a look at what is there now, clearing would be blind.
      if (!(await mayReadClipboard())) return;
      await writeSession({ [HELD]: code });
      await browser.alarms.create(CLEAR_ALARM, { delayInMinutes: CLEAR_MINUTES });
    },

    async clear() {
      const code = await readSession(HELD);
      if (typeof code === 'string' && (await readClipboard()) === code) await writeClipboard('');
      await removeSession(HELD);
    },
  };
  return service;
}
