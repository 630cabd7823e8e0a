// What leaves the vault for other programs: only after the password, and only what the target has words for.

import * as v from 'valibot';
import { base32 } from '../core/bytes';
import type { ExportEnv } from '../core/formats/export/export-env';
import { googleCodes } from '../core/formats/export/google-codes';
import { type Target, type TargetId, targets } from '../core/formats/export/target';
import { sortFor, writeExport } from '../core/formats/export/write-export';
import type { Item, ItemId, OtpAccount, OtpParameters } from '../core/item';
import { fail, ok, type Result } from '../core/result';
import type { ExportReplies, SheetEntry } from '../messages/export-protocol';
import { readSession, removeSession, writeSession } from '../platform/session';
import { modulesOf } from './export-qr';
import type { VaultService } from './vault-service';

const CHOICE = 'exportChoice';
/** Milliseconds. */
const CHOICE_HOLDS = 60_000;

const choiceShape = v.object({ ids: v.array(v.string()), at: v.number() });

/** null: everything. */
export type Only = readonly ItemId[] | null;

export interface ExportService {
  /** For the export page that is opened next. */
  choose(ids: readonly ItemId[]): Promise<Result<null>>;
  /** Once; null where nothing was chosen, or so long ago that the page was opened for something else. */
  chosen(): Promise<Result<readonly ItemId[] | null>>;
  /** Names only. `only` null: everything. */
  preview(target: TargetId, only: Only): Promise<Result<ExportReplies['export/preview']>>;
  /** `damaged`: some items could not be read, and the file would lack them. `bad-request`: the target cannot be sealed, or must be. */
  file(target: TargetId, only: Only, password: string, filePassword: string | null): Promise<Result<ExportReplies['export/file']>>;
  codes(only: Only, password: string): Promise<Result<ExportReplies['export/codes']>>;
  sheet(only: Only, password: string): Promise<Result<ExportReplies['export/sheet']>>;
}

/** `allowed`: what the browser's administrator says; `managed-exports-off` where nothing may leave. */
export function createExportService(
  env: ExportEnv,
  vault: Pick<VaultService, 'open' | 'verify'>,
  allowed: () => Promise<boolean>,
): ExportService {
  async function wanted(only: Only): Promise<Result<readonly Item[]>> {
    if (!(await allowed())) return fail('managed-exports-off');
    const open = await vault.open();
    if (!open.ok) return open;
    const among = only === null ? null : new Set(only);
    const live = open.value.index().filter(({ id, trashedAt }) => trashedAt === null && (among === null || among.has(id)));
    const read = await open.value.readMany(live.map(({ id }) => id));
    const items = read.flatMap((item) => (item.ok ? [item.value] : []));
    return items.length === read.length ? ok(items) : fail('damaged');
  }

  async function afterPassword(only: Only, password: string): Promise<Result<readonly Item[]>> {
    const key = await vault.verify(password);
    if (!key.ok) return key;
    key.value.fill(0);
    return wanted(only);
  }

  return {
    async choose(ids) {
      await writeSession({ [CHOICE]: { ids: [...ids], at: env.now() } satisfies v.InferOutput<typeof choiceShape> });
      return ok(null);
    },

    async chosen() {
      const stored = v.safeParse(choiceShape, await readSession(CHOICE));
      await removeSession(CHOICE);
      return ok(stored.success && env.now() - stored.output.at < CHOICE_HOLDS ? stored.output.ids : null);
    },

    async preview(id, only) {
      const items = await wanted(only);
      if (!items.ok) return items;
      const { carried, left } = sortFor(targetOf(id), items.value);
      return ok({ carried: carried.length, left: left.map(({ item, why }) => ({ ...namesOf(item), why })), loses: targetOf(id).loses });
    },

    async file(id, only, password, filePassword) {
      const target = targetOf(id);
      const { sealed } = target;
      if (sealed === 'never' ? filePassword !== null : sealed === 'always' && filePassword === null)
        return fail('bad-request', 'filePassword');
      const items = await afterPassword(only, password);
      if (!items.ok) return items;
      const content = await writeExport(target, items.value, env, filePassword);
      // No account's name: the file lies among others, and its name is seen by many.
      return ok({ fileName: `countersign-to-${id}-${new Date(env.now()).toISOString().slice(0, 10)}.${target.extension}`, content });
    },

    async codes(only, password) {
      const items = await afterPassword(only, password);
      if (!items.ok) return items;
      const { carried } = sortFor(targetOf('google'), items.value);
      const accounts = carried.filter((item): item is OtpAccount => item.kind === 'otp');
      return ok({ pages: googleCodes(accounts, env).map(modulesOf) });
    },

    async sheet(only, password) {
      const items = await afterPassword(only, password);
      if (!items.ok) return items;
      return ok({ entries: items.value.flatMap((item) => sheetEntry(item) ?? []) });
    },
  };
}

const targetOf = (id: TargetId): Target => targets.find((target) => target.id === id) as Target;

const namesOf = (item: Item): { issuer: string; account: string } =>
  item.kind === 'passkey' ? { issuer: item.rpName || item.rpId, account: item.userName } : { issuer: item.issuer, account: item.account };

/** Null for passkeys: nobody types a private key. */
function sheetEntry(item: Item): SheetEntry | null {
  if (item.kind === 'passkey') return null;
  const names = namesOf(item);
  if (item.kind === 'recovery') {
    const codes = item.codes.filter(({ usedAt }) => usedAt === null).map(({ text }) => text);
    return codes.length === 0 ? null : { ...names, key: '', settings: null, codes };
  }
  const key = base32(item.otp.secret).replace(/(.{4})(?=.)/g, '$1 ');
  return { ...names, key, settings: settingsOf(item.otp), codes: [] };
}

function settingsOf(otp: OtpParameters): SheetEntry['settings'] {
  if (otp.type === 'steam') return { type: 'steam', algorithm: 'SHA1', digits: 5, number: 30 };
  const number = otp.type === 'totp' ? otp.period : otp.counter;
  const usual = otp.type === 'totp' && otp.algorithm === 'SHA1' && otp.digits === 6 && otp.period === 30;
  return usual ? null : { type: otp.type, algorithm: otp.algorithm, digits: otp.digits, number };
}
