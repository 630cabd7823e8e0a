// Backups that are made without asking: some minutes after a change, before a lock, and never while nothing changed. The key they are
// sealed with came from the password when they were switched on, and lies sealed in the vault.

import { hex } from '../core/bytes';
import type { Env, UnixMs } from '../core/env';
import { fail, ok, type Result } from '../core/result';
import { type BackupKey, deriveBackupKey, extrasFor, reopenBackup, sealNextBackup } from '../core/vault/backup';
import { backupAt, backupName, isBackupDue } from '../core/vault/backup-schedule';
import type { Kdf } from '../core/vault/kdf';
import type { OpenVault } from '../core/vault/open-vault';
import type { AutoBackupView, BackupPlace } from '../messages/backup-protocol';
import { type AutoBackupPlan, keyOf, newPlan, passwordSlots, planChange, readPlan } from './auto-backup-plan';
import type { VaultService } from './vault-service';

/** A lock that waits for a backup waits no longer than this. */
const BEFORE_LOCK_MS = 3000;

export interface AutoBackups {
  view(): Promise<Result<AutoBackupView>>;
  /** The password is checked; the first backup is made at once. */
  start(password: string, keep: number, place: BackupPlace): Promise<Result<AutoBackupView>>;
  keep(count: number): Promise<Result<AutoBackupView>>;
  /** Another place, or another folder, from now on; the first file there is made at once. */
  move(place: BackupPlace): Promise<Result<AutoBackupView>>;
  /** Files that were made stay where they are. */
  stop(): Promise<Result<AutoBackupView>>;
  /** Due or not. */
  now(): Promise<Result<AutoBackupView>>;
  /** The vault was opened or changed: sets the alarm, or takes it back. */
  follow(open: OpenVault | null): Promise<void>;
  /** The alarm. */
  rang(): Promise<void>;
  /** A lock that the person or the machine asks for: what waits is made now, while the key is there. */
  beforeLock(): Promise<void>;
  /** Goes on with the new password; files of before keep the old one. */
  passwordChanged(password: string): Promise<void>;
}

export interface AutoBackupParts {
  readonly env: Env;
  readonly kdf: Kdf;
  readonly vault: Pick<VaultService, 'open' | 'verify' | 'change'>;
  /** Resolves with the path once the whole file is on disk; `text` comes back where the place lets us read. */
  readonly write: (
    place: BackupPlace,
    name: string,
    text: string,
  ) => Promise<Result<{ readonly file: string; readonly text: string | null }>>;
  readonly folder: {
    name(): Promise<string | null>;
    /** Not wanted any more. */
    forget(): Promise<void>;
  };
  readonly alarm: { read(): Promise<UnixMs | null>; set(at: UnixMs): Promise<void>; clear(): Promise<void> };
  /** When the first change that waits was seen; survives a stopped worker, not a lock. */
  readonly waiting: { read(): Promise<UnixMs | null>; write(since: UnixMs | null): Promise<void> };
  readonly sleep: (ms: number) => Promise<void>;
}

interface Current {
  readonly open: OpenVault;
  readonly plan: AutoBackupPlan;
}

export function createAutoBackups({ env, kdf, vault, write, folder, alarm, waiting, sleep }: AutoBackupParts): AutoBackups {
  let turns: Promise<unknown> = Promise.resolve();

  /** One file at a time. */
  function exclusive<T>(task: () => Promise<T>): Promise<T> {
    const turn = turns.then(task);
    turns = turn.catch(() => undefined);
    return turn;
  }

  async function current(): Promise<Result<Current | null>> {
    const open = await vault.open();
    if (!open.ok) return open;
    const plan = await readPlan(open.value);
    return ok(plan === null ? null : { open: open.value, plan });
  }

  const isStale = ({ open, plan }: Current): boolean => passwordSlots(open.header) !== plan.slots;

  const mayMake = ({ open, plan }: Current): boolean => !open.readOnly && !isStale({ open, plan });

  const isDue = (now: Current): boolean => mayMake(now) && isBackupDue(now.open.facts, now.plan.last?.at ?? null);

  async function view(): Promise<Result<AutoBackupView>> {
    const now = await current();
    if (!now.ok) return now;
    if (now.value === null) return ok(null);
    const { place, keep, last, failure } = now.value.plan;
    const code = isStale(now.value) ? 'password-changed' : (failure?.code ?? null);
    const name = place === 'folder' ? await folder.name() : null;
    return ok({ place, folder: name, keep, last, nextAt: isDue(now.value) ? await alarm.read() : null, failure: code });
  }

  async function make({ open, plan }: Current): Promise<Result<AutoBackupPlan>> {
    const key = keyOf(plan);
    if (key === null) return fail('password-changed');
    const items = await open.readMany(open.index().map(({ id }) => id));
    // An older file still holds what cannot be read now: it is not written over by a poorer one.
    const lost = items.filter((item) => !item.ok).length;
    if (lost > 0) return fail('backup-incomplete', String(lost));
    const at = env.now();
    const whole = items.flatMap((item) => (item.ok ? [item.value] : []));
    const extras = await extrasFor((name) => open.readExtra(name));
    const text = await sealNextBackup(env, key, { vaultId: open.header.vaultId, createdAt: at, items: whole, extras });
    if (!text.ok) return text;
    const written = await write(plan.place, backupName(plan.tag, plan.turn, plan.keep), text.value);
    if (!written.ok) return written;
    const { file, text: onDisk } = written.value;
    if (onDisk !== null && !(await reopenBackup(env, key, onDisk)).ok) return fail('backup-unreadable', file);
    return ok({ ...plan, turn: plan.turn + 1, last: { at, file, items: whole.length }, failure: null });
  }

  async function run(wanted: (now: Current) => boolean): Promise<void> {
    const now = await current();
    if (!now.ok || now.value === null || !wanted(now.value)) return;
    const { open, plan } = now.value;
    const { changesSinceBackup } = open.facts;
    const made = await make(now.value);
    const next = made.ok ? made.value : { ...plan, failure: { code: made.error.code, times: (plan.failure?.times ?? 0) + 1 } };
    // What changed while the file was written is not in it.
    const isWhole = made.ok && open.facts.changesSinceBackup === changesSinceBackup;
    const stored = await vault.change([...(isWhole && next.last !== null ? [{ backedUpAt: next.last.at }] : []), planChange(next)]);
    await waiting.write(null);
    // Where even that cannot be written down, the next change or unlock tries again.
    if (stored.ok) await follow(open);
  }

  async function follow(open: OpenVault | null): Promise<void> {
    const plan = open === null ? null : await readPlan(open);
    const now = open === null || plan === null ? null : { open, plan };
    if (now === null || !isDue(now)) {
      await waiting.write(null);
      return alarm.clear();
    }
    if ((await waiting.read()) === null) await waiting.write(env.now());
    const since = (await waiting.read()) ?? env.now();
    await alarm.set(backupAt(env.now(), since, now.plan.failure?.times ?? 0));
  }

  async function keyFrom(password: string): Promise<Result<BackupKey>> {
    const right = await vault.verify(password);
    if (!right.ok) return right;
    right.value.fill(0);
    return ok(await deriveBackupKey(env, kdf, password));
  }

  return {
    view,

    async start(password, keep, place) {
      const key = await keyFrom(password);
      if (!key.ok) return key;
      const now = await current();
      if (!now.ok) return now;
      const open = await vault.open();
      if (!open.ok) return open;
      const old = now.value?.plan;
      const plan = newPlan(key.value, place, old?.tag ?? hex(env.random(4)), keep, open.value.header);
      key.value.secret.fill(0);
      const kept = { turn: old?.turn ?? 0, last: old?.last ?? null };
      const stored = await vault.change([planChange({ ...plan, ...kept })]);
      if (!stored.ok) return stored;
      return this.now();
    },

    async keep(count) {
      const now = await current();
      if (!now.ok) return now;
      if (now.value === null) return ok(null);
      const stored = await vault.change([planChange({ ...now.value.plan, keep: count })]);
      return stored.ok ? view() : stored;
    },

    async move(place) {
      const now = await current();
      if (!now.ok) return now;
      if (now.value === null) return ok(null);
      // What was made elsewhere is not there: without a last one the next is due.
      const stored = await vault.change([planChange({ ...now.value.plan, place, last: null, failure: null })]);
      if (!stored.ok) return stored;
      if (place === 'downloads') await folder.forget();
      return this.now();
    },

    async stop() {
      const stored = await vault.change([planChange(null)]);
      if (!stored.ok) return stored;
      await folder.forget();
      await follow(null);
      return ok(null);
    },

    async now() {
      await exclusive(() => run(mayMake));
      return view();
    },

    follow,
    rang: () => exclusive(() => run(isDue)),

    async beforeLock() {
      // Nobody who wants to lock waits for a disk.
      await Promise.race([exclusive(() => run(isDue)).catch(() => undefined), sleep(BEFORE_LOCK_MS)]);
    },

    async passwordChanged(password) {
      const now = await current();
      if (!now.ok || now.value === null) return;
      const key = await keyFrom(password);
      if (!key.ok) return;
      const { place, tag, keep, turn } = now.value.plan;
      await vault.change([planChange({ ...newPlan(key.value, place, tag, keep, now.value.open.header), turn, last: null })]);
      key.value.secret.fill(0);
    },
  };
}
