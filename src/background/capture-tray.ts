// What was captured and waits for the person's word: several codes at once, exports in parts, a name that is taken. Kept in
// storage.session, which is memory, since the parts of one export may come minutes apart and the worker is stopped in between.

import * as v from 'valibot';
import type { Env } from '../core/env';
import { siteName } from '../core/matching/site';
import { fail, ok, type Result } from '../core/result';
import { otpIdentity } from '../core/vault/merge';
import type { CaptureEnd, Found, FoundAccount } from '../messages/capture-protocol';
import type { Outcome } from '../messages/views';
import { type FrameTarget, tellFrame } from '../platform/frames';
import { readSession, removeSession, writeSession } from '../platform/session';
import { type AccountService, type NewAccount, nameOf } from './account-service';
import { type Entry, entriesOf, type HeldText, readable, severalParts } from './capture-entries';
import type { UndoService } from './undo-service';

const KEY = 'captureTray';
/** Since the last text came in. */
const LIFETIME_MS = 10 * 60_000;
/** What a person must have seen before anything of it is kept. */
const ASKED_ABOUT: ReadonlySet<string> = new Set(['key-differs', 'foreign-frame']);
/** A hundred parts of an export, or as many codes. */
const MAX_TEXTS = 100;

const shape = v.object({
  at: v.number(),
  /** Captured while the vault was locked: it goes on by itself once that is open. */
  waits: v.optional(v.boolean(), false),
  held: v.array(v.object({ text: v.string(), origin: v.nullable(v.string()), warnings: v.array(v.string()) })),
});

/** The chip that wants to hear how it ended. */
export interface Asker {
  readonly target: FrameTarget;
  readonly offerId: string;
}

export interface CaptureTray {
  /**
   * One new account alone is saved at once, everything else waits for a choice; so does the one where `more` is to come. Codes: why
   * the first text could not be read; `nothing-found` without any.
   */
  take(texts: readonly HeldText[], more: boolean, asker?: Asker): Promise<Result<CaptureEnd>>;
  /** For a vault that is not open: takes nothing yet. Codes as of `take`. */
  hold(texts: readonly HeldText[]): Promise<Result<null>>;
  /** As `take` for what was held; what waits for a choice goes on waiting. null: empty. */
  resume(): Promise<Result<CaptureEnd | null>>;
  /** null: empty. */
  current(): Promise<Found | null>;
  /** Adds those, in one commit that undo takes back, and empties the tray. `expired`: they are no longer there. */
  add(keys: readonly string[]): Promise<Result<Outcome>>;
  drop(): Promise<void>;
}

export function createCaptureTray(env: Env, accounts: AccountService, undo: Pick<UndoService, 'remember'>): CaptureTray {
  async function stored(): Promise<Pick<v.InferOutput<typeof shape>, 'waits' | 'held'>> {
    const read = v.safeParse(shape, await readSession(KEY));
    return read.success && env.now() - read.output.at < LIFETIME_MS ? read.output : { waits: false, held: [] };
  }
  const held = async (): Promise<readonly HeldText[]> => (await stored()).held;

  let waiting: Asker | null = null;

  async function end(outcome: Outcome): Promise<void> {
    const asker = waiting;
    waiting = null;
    await removeSession(KEY);
    if (asker !== null) await tellFrame(asker.target, { push: 'outcome', offerId: asker.offerId, outcome });
  }

  async function shown(entry: Entry): Promise<FoundAccount> {
    const { key, reason, fromExport, warnings } = entry;
    const account = accountOf(entry);
    const names = { issuer: account?.issuer ?? entry.issuer, account: entry.account };
    const base = { key, ...names, reason, warnings, periodAssumed: fromExport && entry.otp?.type === 'totp' };
    if (account === null) return { ...base, state: 'unsupported' };
    if ((await accounts.find(account)) !== null) return { ...base, state: 'known' };
    return { ...base, state: (await accounts.hasNames(account)) ? 'second' : 'new' };
  }

  async function found(texts: readonly HeldText[]): Promise<Found> {
    const parts = severalParts(texts).map((batch) => ({ have: batch.parts.length, of: batch.size }));
    const entries = entriesOf(texts);
    const rows = await Promise.all(entries.map(shown));
    // one key under two names among them: the first is it
    const keys = entries.map(({ otp }) => (otp === null ? null : otpIdentity(otp)));
    const again = (index: number): boolean => keys[index] !== null && keys.indexOf(keys[index] ?? null) < index;
    return { accounts: rows.map((row, index) => (again(index) ? { ...row, state: 'known' } : row)), parts };
  }

  async function save(entries: readonly Entry[]): Promise<Result<Outcome>> {
    const wanted = entries.flatMap((entry) => accountOf(entry) ?? []);
    const added = await accounts.addAll(wanted);
    if (!added.ok) return added;
    const [first] = wanted;
    const name = first === undefined ? '' : nameOf(first.issuer, first.account);
    const said = wanted.length > 1 ? `${name} +${wanted.length - 1}` : name;
    if (added.value.length === 0) return ok({ ok: true, key: 'outcomeAlreadySaved', args: [said] });
    await undo.remember({ act: 'add', ids: [...added.value], name: said });
    return ok({ ok: true, key: 'outcomeSaved', args: [said] });
  }

  /** Those of which something could be kept; else why the first could not. */
  function readableOf(texts: readonly HeldText[]): Result<readonly HeldText[]> {
    const reads = texts.map(({ text }) => readable(text));
    const good = texts.filter((_, index) => reads[index]?.ok === true);
    const why = reads.find((one) => !one.ok);
    if (good.length > 0) return ok(good);
    return why === undefined || why.ok ? fail('nothing-found') : why;
  }

  const tray: CaptureTray = {
    drop: () => end({ ok: false, key: 'outcomeCancelled', args: [] }),
    async take(texts, more, asker) {
      const good = readableOf(texts);
      if (!good.ok) return good;
      const before = await held();
      const known = new Set(before.map(({ text }) => text));
      const now = [...before, ...good.value.filter(({ text }) => !known.has(text))].slice(0, MAX_TEXTS);
      const entries = entriesOf(now);
      const [only] = entries;
      if (before.length === 0 && !more && entries.length === 1 && only !== undefined && !only.fromExport) {
        const one = await shown(only);
        if (one.state === 'known' || (one.state === 'new' && !one.warnings.some((code) => ASKED_ABOUT.has(code)))) return save(entries);
      }
      await writeSession({ [KEY]: { at: env.now(), held: now } });
      waiting = asker ?? null;
      return ok({ choosing: true, again: now.length === before.length });
    },
    async hold(texts) {
      const good = readableOf(texts);
      if (!good.ok) return good;
      await writeSession({ [KEY]: { at: env.now(), waits: true, held: good.value.slice(0, MAX_TEXTS) } });
      waiting = null;
      return ok(null);
    },
    async resume() {
      const { waits, held: texts } = await stored();
      if (texts.length === 0) return ok(null);
      if (!waits) return ok({ choosing: true, again: false });
      await removeSession(KEY);
      return tray.take(texts, false);
    },
    async current() {
      const texts = await held();
      return texts.length === 0 ? null : found(texts);
    },
    async add(keys) {
      const wanted = new Set(keys);
      const entries = entriesOf(await held()).filter(({ key }) => wanted.has(key));
      if (entries.length === 0) return fail('expired');
      const saved = await save(entries);
      if (saved.ok) await end(saved.value);
      return saved;
    },
  };
  return tray;
}

/** The page's name stands in where the code has none. */
function accountOf({ issuer, account, otp, origin }: Entry): NewAccount | null {
  if (otp === null) return null;
  const named = issuer === '' && account === '' && origin !== null ? siteName(origin).ascii : issuer;
  return { issuer: named, account, otp, sites: origin === null ? [] : [origin] };
}
