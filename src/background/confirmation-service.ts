// Acts that wait for a person's yes in extension UI. State lives here, so that a popup that closes can be opened again. Kept in
// storage.session so that a stopped worker still knows it, except a captured account: its secret stays in memory.

import * as v from 'valibot';
import { hex } from '../core/bytes';
import type { Env, UnixMs } from '../core/env';
import type { ItemId } from '../core/item';
import type { ConfirmReason } from '../core/matching/release-policy';
import type { ContentSender } from '../messages/audiences';
import type { ShownCode } from '../messages/recovery-protocol';
import { readSession, removeSession, writeSession } from '../platform/session';
import { readSettings } from '../platform/settings-store';
import { openConfirmationSurface } from '../platform/surfaces';
import type { CapturedAccount } from './capture-service';
import { tellPages } from './push';

const KEY = 'confirmation';
const LIFETIME_MS = 5 * 60_000;

/** What a question about recovery codes is about. */
export interface RecoveryAsk {
  /** The number that the page asks for, from 1. */
  readonly ordinal: number | null;
  /** Codes that the page shows and that are to be kept: secrets, in memory only. */
  readonly codes: readonly ShownCode[] | null;
}

export interface Pending {
  readonly id: string;
  readonly kind: 'fill-code' | 'save-account' | 'fill-recovery-code' | 'save-recovery-codes' | 'unlock';
  readonly target: ContentSender;
  /** Where in the page; null where no chip was the way. */
  readonly offerId: string | null;
  /** `focused`: the box that the person is in. */
  readonly findingId: number | 'focused' | null;
  /** Which accounts to choose from; null: those that belong to the page, found when the vault is open. */
  readonly itemIds: readonly ItemId[] | null;
  /** What the surface showed for each account: a yes holds for exactly that. */
  readonly shown: Readonly<Record<ItemId, readonly ConfirmReason[]>>;
  /** `save-account` only. */
  readonly captured: CapturedAccount | null;
  /** Non-null where it is about recovery codes, also for an unlock. */
  readonly recovery: RecoveryAsk | null;
  readonly expires: UnixMs;
}

type Asked = Omit<Pending, 'id' | 'shown' | 'expires' | 'recovery'> & { readonly recovery?: RecoveryAsk | null };

export interface ConfirmationService {
  /** Replaces what waited before. True when a surface is on screen; `show` false: the asker is that surface. */
  ask(pending: Asked, show: boolean): Promise<boolean>;
  current(): Promise<Pending | null>;
  /** Notes what is on screen for it now. */
  showed(id: string, shown: Pending['shown']): Promise<void>;
  /** Takes it out: it can be answered once. null: another, expired, or answered already. */
  take(id: string): Promise<Pending | null>;
  /** The vault was locked: a question that holds a secret is dropped. */
  forgetSecrets(): void;
}

export function createConfirmationService(env: Env): ConfirmationService {
  let held: Pending | null = null;

  async function current(): Promise<Pending | null> {
    held ??= restore(await readSession(KEY));
    if (held !== null && held.expires < env.now()) {
      held = null;
      await removeSession(KEY);
    }
    return held;
  }

  async function keep(pending: Pending): Promise<void> {
    held = pending;
    if (!hasSecret(pending)) await writeSession({ [KEY]: pending });
    else await removeSession(KEY);
  }

  return {
    current,
    async showed(id, shown) {
      if (held?.id === id) await keep({ ...held, shown });
    },
    async ask(pending, show) {
      await keep({ ...pending, recovery: pending.recovery ?? null, shown: {}, id: hex(env.random(8)), expires: env.now() + LIFETIME_MS });
      tellPages('confirmation-changed');
      return show ? openConfirmationSurface(pending.target.tabId, (await readSettings()).confirmInWindow) : true;
    },
    async take(id) {
      const pending = await current();
      if (pending === null || pending.id !== id) return null;
      held = null;
      await removeSession(KEY);
      return pending;
    },
    forgetSecrets() {
      if (held === null || !hasSecret(held)) return;
      held = null;
      tellPages('confirmation-changed');
    },
  };
}

const hasSecret = ({ captured, recovery }: Pending): boolean => captured !== null || recovery?.codes != null;

/** Only the background writes storage.session, but what is read back is still decoded. */
const shape = v.object({
  id: v.string(),
  kind: v.picklist(['fill-code', 'save-account', 'fill-recovery-code', 'save-recovery-codes', 'unlock']),
  target: v.custom<ContentSender>((value) => typeof value === 'object' && value !== null && 'tabId' in value && 'origin' in value),
  offerId: v.nullable(v.string()),
  findingId: v.nullable(v.union([v.number(), v.literal('focused')])),
  itemIds: v.nullable(v.array(v.string())),
  shown: v.record(v.string(), v.array(v.custom<ConfirmReason>((value) => typeof value === 'object' && value !== null && 'code' in value))),
  captured: v.null(),
  recovery: v.nullable(v.object({ ordinal: v.nullable(v.number()), codes: v.null() })),
  expires: v.number(),
});

function restore(stored: unknown): Pending | null {
  const parsed = v.safeParse(shape, stored);
  return parsed.success ? parsed.output : null;
}
