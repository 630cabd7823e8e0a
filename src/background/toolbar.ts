// The toolbar icon: how many accounts the site in each tab has, and for a moment how an act ended that has no other place to say it.

import type { Origin } from '../core/item';
import { siteName } from '../core/matching/site';
import { errorKey, type Result } from '../core/result';
import type { Outcome } from '../messages/views';
import { browser } from '../platform/browser';
import { originOfTab } from '../platform/frames';
import { getMessage } from '../platform/page-messages';
import type { AccountService } from './account-service';
import type { VaultService } from './vault-service';
import type { Approvals } from './webauthn/approvals';

/** Long enough to be read beside the icon. */
const SAID_MS = 2_500;
/** Several hints of one change come together. */
const SETTLE_MS = 150;
const COUNT_COLOUR = '#4b5563';
/** A page waits for an answer. */
const WAITS_COLOUR = '#b45309';
const OK_COLOUR = '#15803d';
const ERROR_COLOUR = '#b91c1c';

export interface Toolbar {
  /** This tab shows another document. */
  refresh(tabId: number): Promise<void>;
  /** The vault was opened, locked or changed. */
  refreshAll(): void;
  /** An act that a key, a menu or the address bar began has ended. null: something is on screen that says so. */
  say(tabId: number, done: Result<Outcome | null>): Promise<void>;
}

interface Parts {
  readonly vault: Pick<VaultService, 'open'>;
  readonly accounts: Pick<AccountService, 'forPage'>;
  readonly approvals: Pick<Approvals, 'inTab'>;
}

export function createToolbar({ vault, accounts, approvals }: Parts): Toolbar {
  let settling: ReturnType<typeof setTimeout> | undefined;
  /** Tabs whose icon says how an act ended: a count that comes meanwhile waits, or nobody could read it. */
  const saying = new Map<number, ReturnType<typeof setTimeout>>();

  async function counted(origin: Origin | null): Promise<number> {
    return origin === null || !(await vault.open()).ok ? 0 : (await accounts.forPage(origin, null)).length;
  }

  /** Three calls make one change of the icon: two changes at once would mix. A tab that has gone meanwhile needs none. */
  let turn: Promise<void> = Promise.resolve();
  function inTurn(change: () => Promise<void>): Promise<void> {
    turn = turn.then(change).catch(() => undefined);
    return turn;
  }

  async function show(tabId: number, text: string, colour: string, title: string): Promise<void> {
    await browser.action.setTitle({ tabId, title });
    await browser.action.setBadgeBackgroundColor({ tabId, color: colour });
    await browser.action.setBadgeText({ tabId, text });
  }

  async function refresh(tabId: number): Promise<void> {
    const origin = await originOfTab(tabId);
    const { waits, passkeys } = await approvals.inTab(tabId);
    const name = getMessage('appName', []);
    if (waits) {
      await inTurn(async () => {
        if (!saying.has(tabId)) await show(tabId, '?', WAITS_COLOUR, getMessage('toolbarWaits', [name]));
      });
      return;
    }
    const count = (await counted(origin)) + passkeys;
    const here = origin === null || count === 0 ? name : getMessage('toolbarHere', [name, siteName(origin).ascii, String(count)]);
    await inTurn(async () => {
      if (!saying.has(tabId)) await show(tabId, count === 0 ? '' : String(count), COUNT_COLOUR, here);
    });
  }

  async function refreshEvery(): Promise<void> {
    for (const { id } of await browser.tabs.query({ discarded: false })) if (id !== undefined) await refresh(id);
  }

  return {
    refresh,
    refreshAll() {
      clearTimeout(settling);
      settling = setTimeout(() => void refreshEvery().catch(() => undefined), SETTLE_MS);
    },
    async say(tabId, done) {
      if (done.ok && done.value === null) return;
      const [good, words] = done.ok && done.value !== null ? [done.value.ok, wordsOf(done.value)] : [false, errorWords(done)];
      clearTimeout(saying.get(tabId));
      const end = (): void => {
        saying.delete(tabId);
        void refresh(tabId);
      };
      saying.set(tabId, setTimeout(end, SAID_MS));
      await inTurn(() => show(tabId, good ? '✓' : '!', good ? OK_COLOUR : ERROR_COLOUR, words));
    },
  };
}

const wordsOf = ({ key, args }: Outcome): string => getMessage(key, args);

function errorWords(done: Result<Outcome | null>): string {
  const code = done.ok ? 'internal' : done.error.code;
  return getMessage(errorKey(code), []) || getMessage('errorUnknown', [code]);
}
