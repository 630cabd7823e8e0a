// What automatic backups remember about themselves: one sealed text beside the items, since the key in it opens every file they made.

import * as v from 'valibot';
import { base64, fromBase64, hex } from '../core/bytes';
import type { BackupKey } from '../core/vault/backup';
import { KEEP_MOST } from '../core/vault/backup-schedule';
import type { Header } from '../core/vault/header';
import type { OpenVault } from '../core/vault/open-vault';
import type { Change } from '../core/vault/plan';
import type { BackupPlace } from '../messages/backup-protocol';

const EXTRA = 'automaticBackup';

const natural = v.pipe(v.number(), v.integer(), v.minValue(0));

const shape = v.object({
  version: v.literal(1),
  place: v.picklist(['downloads', 'folder']),
  keep: v.pipe(natural, v.minValue(1), v.maxValue(KEEP_MOST)),
  /** In the files' names. */
  tag: v.pipe(v.string(), v.regex(/^[0-9a-f]{8}$/)),
  argon2: v.tuple([natural, natural, natural]),
  salt: v.string(),
  secret: v.string(),
  /** The password slots that there were when the password was asked for. */
  slots: v.string(),
  /** Counts the files that were written. */
  turn: natural,
  last: v.nullable(v.object({ at: natural, file: v.string(), items: natural })),
  failure: v.nullable(v.object({ code: v.string(), times: natural })),
});

export type AutoBackupPlan = v.InferOutput<typeof shape>;

/** null: automatic backups are off. */
export async function readPlan(open: Pick<OpenVault, 'readExtra'>): Promise<AutoBackupPlan | null> {
  const stored = await open.readExtra(EXTRA);
  if (!stored.ok || typeof stored.value !== 'string') return null;
  const plan = v.safeParse(v.pipe(v.string(), v.parseJson(), shape), stored.value);
  return plan.success ? plan.output : null;
}

export const planChange = (plan: AutoBackupPlan | null): Change => ({ extra: EXTRA, value: plan === null ? null : JSON.stringify(plan) });

export function newPlan(key: BackupKey, place: BackupPlace, tag: string, keep: number, header: Header): AutoBackupPlan {
  const { memoryKib, iterations, parallelism } = key.argon2;
  return {
    version: 1,
    place,
    keep,
    tag,
    argon2: [memoryKib, iterations, parallelism],
    salt: base64(key.salt),
    secret: base64(key.secret),
    slots: passwordSlots(header),
    turn: 0,
    last: null,
    failure: null,
  };
}

export function keyOf({ argon2: [memoryKib, iterations, parallelism], salt, secret }: AutoBackupPlan): BackupKey | null {
  const [saltBytes, secretBytes] = [fromBase64(salt), fromBase64(secret)];
  if (!saltBytes.ok || !secretBytes.ok || secretBytes.value.length !== 32) return null;
  return { argon2: { memoryKib, iterations, parallelism }, salt: saltBytes.value, secret: secretBytes.value };
}

/** An error code where automatic backups are on and the last one did not come about, or the next cannot. */
export async function backupFailure(open: Pick<OpenVault, 'readExtra' | 'header'>): Promise<string | null> {
  const plan = await readPlan(open);
  if (plan === null) return null;
  return passwordSlots(open.header) === plan.slots ? (plan.failure?.code ?? null) : 'password-changed';
}

/** Every change of the password makes another slot. */
export const passwordSlots = ({ slots }: Header): string =>
  slots.flatMap(({ head }) => (head?.type === 'password' ? [hex(head.id)] : [])).join(' ');
