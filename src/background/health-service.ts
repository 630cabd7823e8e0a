// The health of all sign-ins. Records are opened for it and forgotten at once; what the person does not want to hear of is sealed in the
// vault beside the items, for it names accounts.

import * as v from 'valibot';
import { HEALTH_ISSUES, type HealthIssue, type OtpDetail, otpDetail, type SignIn, signInHealth } from '../core/health/sign-in-health';
import type { ItemId } from '../core/item';
import { fail, ok, type Result } from '../core/result';
import type { OpenVault } from '../core/vault/open-vault';
import type { Health, HealthGroup, HealthRow } from '../messages/health-protocol';
import type { VaultService } from './vault-service';

const IGNORED = 'healthIgnored';
const ROWS = 200;
/** Records that are open at one time. */
const AT_ONCE = 500;

const ignoredShape = v.array(v.tuple([v.string(), v.picklist(HEALTH_ISSUES)]));
type Ignored = v.InferOutput<typeof ignoredShape>;

export interface HealthService {
  read(): Promise<Result<Health>>;
  /** `not-found`: there is no such sign-in. */
  ignore(id: ItemId, issue: HealthIssue, ignored: boolean): Promise<Result<Health>>;
}

export function createHealthService(vault: Pick<VaultService, 'open' | 'change'>): HealthService {
  async function ignoredIn(open: OpenVault): Promise<Ignored> {
    const extra = await open.readExtra(IGNORED);
    if (!extra.ok) return [];
    const read = v.safeParse(ignoredShape, extra.value);
    return read.success ? read.output : [];
  }

  async function health(open: OpenVault): Promise<Health> {
    const index = open.index();
    const signIns = signInHealth(index, await detailsOf(open));
    const pages = await pagesOf(open);
    const ignored = new Set((await ignoredIn(open)).map(([id, issue]) => `${id} ${issue}`));
    const groups = (wanted: boolean): readonly HealthGroup[] =>
      HEALTH_ISSUES.flatMap((issue) => {
        const found = signIns.filter((one) => one.issues.includes(issue) && ignored.has(`${one.id} ${issue}`) === wanted);
        const rows = found.slice(0, ROWS).map((one) => row(one, pages));
        return found.length === 0 ? [] : [{ issue, rows, total: found.length }];
      });
    const counted = signIns.filter(({ methods }) => methods.codes || methods.passkeys > 0);
    return {
      signIns: counted.length,
      secure: counted.filter(({ methods }) => waysOf(methods) > 1).length,
      neverBackedUp: open.facts.lastBackupAt === null && index.length > 0,
      groups: groups(false),
      ignored: groups(true),
    };
  }

  return {
    async read() {
      const open = await vault.open();
      return open.ok ? ok(await health(open.value)) : open;
    },

    async ignore(id, issue, wanted) {
      const open = await vault.open();
      if (!open.ok) return open;
      const entry = open.value.entry(id);
      if (entry === null || entry.trashedAt !== null) return fail('not-found');
      const before = await ignoredIn(open.value);
      const rest = before.filter(([other, what]) => open.value.entry(other) !== null && !(other === id && what === issue));
      const next: Ignored = wanted ? [...rest, [id, issue]] : rest;
      const done = await vault.change([{ extra: IGNORED, value: next.length === 0 ? null : next }]);
      return done.ok ? ok(await health(open.value)) : done;
    },
  };
}

const waysOf = ({ codes, passkeys, recoveryLeft }: SignIn['methods']): number => Number(codes) + passkeys + Number((recoveryLeft ?? 0) > 0);

async function detailsOf(open: OpenVault): Promise<ReadonlyMap<ItemId, OtpDetail>> {
  const ids = open.index().flatMap(({ kind, id, trashedAt }) => (kind === 'otp' && trashedAt === null ? [id] : []));
  const details = new Map<ItemId, OtpDetail>();
  for (let at = 0; at < ids.length; at += AT_ONCE)
    for (const item of await open.readMany(ids.slice(at, at + AT_ONCE)))
      if (item.ok && item.value.kind === 'otp') details.set(item.value.id, otpDetail(item.value));
  return details;
}

/** By account and by set: where a site showed its recovery codes. */
async function pagesOf(open: OpenVault): Promise<ReadonlyMap<ItemId, string>> {
  const ids = open.index().flatMap(({ kind, id, trashedAt }) => (kind === 'recovery' && trashedAt === null ? [id] : []));
  const pages = new Map<ItemId, string>();
  for (const item of await open.readMany(ids)) {
    if (!item.ok || item.value.kind !== 'recovery' || item.value.page === null) continue;
    pages.set(item.value.id, item.value.page);
    if (item.value.accountId !== null) pages.set(item.value.accountId, item.value.page);
  }
  return pages;
}

function row({ id, issuer, account, sites, methods }: SignIn, pages: ReadonlyMap<ItemId, string>): HealthRow {
  const site = sites[0] ?? null;
  return { id, issuer, account, site, page: pages.get(id) ?? site, left: methods.recoveryLeft };
}
