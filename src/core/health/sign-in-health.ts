// How well each sign-in would survive the loss of one of its verification methods, and what is odd about it. Pure.

import type { ItemId, Origin, OtpAccount } from '../item';
import { livesAtOrigin } from '../matching/passkey-site';
import type { IndexEntry, OtpEntry, PasskeyEntry, RecoveryEntry } from '../vault/index-entry';

/** Most urgent first. */
export const HEALTH_ISSUES = [
  'no-codes-left',
  'single-method',
  'few-codes',
  'weak-secret',
  'no-recovery',
  'unverified',
  'unusual-parameters',
] as const;
export type HealthIssue = (typeof HEALTH_ISSUES)[number];

/** What the index does not know of an account. */
export interface OtpDetail {
  /** Bytes of the shared secret. */
  readonly secretLength: number;
  /** As most authenticators assume when they are told nothing: SHA1, 6 digits, 30 s. */
  readonly usual: boolean;
  /** A site has taken a code of it, or at least one was sent. */
  readonly tried: boolean;
}

/** One login at one site with every verification method of it that is kept here. */
export interface SignIn {
  /** Of the OTP account, else of the passkey or recovery set that stands alone. */
  readonly id: ItemId;
  readonly issuer: string;
  readonly account: string;
  readonly sites: readonly Origin[];
  readonly methods: { readonly codes: boolean; readonly passkeys: number; readonly recoveryLeft: number | null };
  readonly issues: readonly HealthIssue[];
}

/** At so few unused codes the interface asks for new ones. */
export const FEW_CODES = 2;

/**
 * Bytes. Deviation: RFC 4226 §4 R6 demands 16, but 10 is what many large sites hand out, and no one can change it there; a warning that
 * nobody can act on hides those that matter.
 */
const SHORTEST_SECRET = 10;

export function otpDetail({ otp, verifiedAt, sentSteps }: OtpAccount): OtpDetail {
  const usual = otp.type === 'steam' || (otp.algorithm === 'SHA1' && otp.digits === 6 && (otp.type === 'hotp' || otp.period === 30));
  const moved = otp.type === 'hotp' && otp.counter > 0;
  return { secretLength: otp.secret.length, usual, tried: verifiedAt !== null || moved || Object.keys(sentSteps).length > 0 };
}

/** An account without a detail (its record could not be read) is judged by what the index knows. What is in the trash counts for nothing. */
export function signInHealth(index: readonly IndexEntry[], details: ReadonlyMap<ItemId, OtpDetail>): readonly SignIn[] {
  const kept = index.filter(({ trashedAt }) => trashedAt === null);
  const accounts = kept.filter((entry): entry is OtpEntry => entry.kind === 'otp');
  const passkeys = byRelyingParty(kept.filter((entry): entry is PasskeyEntry => entry.kind === 'passkey'));
  const sets = kept.filter((entry): entry is RecoveryEntry => entry.kind === 'recovery');
  const claimed = new Set<IndexEntry>();
  const claim = <T extends IndexEntry>(entries: readonly T[]): readonly T[] => {
    for (const entry of entries) claimed.add(entry);
    return entries;
  };
  const setsOf = setsByOwner(sets);

  const ofAccounts = accounts.map((entry) => {
    const own = claim(setsOf(entry));
    const keys = claim(entry.sites.flatMap((site) => passkeysAt(passkeys, site)));
    return signIn(entry, { otp: entry, sets: own, passkeys: new Set(keys).size }, details.get(entry.id) ?? null);
  });
  const ofPasskeys = [...passkeys.values()]
    .flatMap((some) => [...grouped(some, ({ account }) => account).values()])
    .flatMap((some) => {
      const [first] = some;
      if (first === undefined || some.some((one) => claimed.has(one))) return [];
      const own = claim(sets.filter((set) => set.accountId === null && set.sites.some((site) => livesAtOrigin(first.rpId, site))));
      return [signIn(first, { otp: null, sets: own, passkeys: some.length }, null)];
    });
  const alone = sets.filter((set) => !claimed.has(set)).map((set) => signIn(set, { otp: null, sets: [set], passkeys: 0 }, null));
  return [...ofAccounts, ...ofPasskeys, ...alone];
}

function grouped<K, T>(list: readonly T[], keyOf: (one: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const one of list) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
}

const byRelyingParty = (passkeys: readonly PasskeyEntry[]): ReadonlyMap<string, readonly PasskeyEntry[]> =>
  grouped(passkeys, ({ rpId }) => rpId);

function passkeysAt(byRpId: ReadonlyMap<string, readonly PasskeyEntry[]>, site: Origin): readonly PasskeyEntry[] {
  const labels = site
    .replace(/^.*:\/\//, '')
    .replace(/:\d+$/, '')
    .split('.');
  return labels.flatMap((_, at) => {
    const rpId = labels.slice(at).join('.');
    return livesAtOrigin(rpId, site) ? (byRpId.get(rpId) ?? []) : [];
  });
}

/** By its account, or by a site that both have. */
function setsByOwner(sets: readonly RecoveryEntry[]): (entry: OtpEntry) => readonly RecoveryEntry[] {
  const byAccount = grouped(sets, ({ accountId }) => accountId);
  const loose = grouped(
    (byAccount.get(null) ?? []).flatMap((set) => set.sites.map((site) => ({ site, set }))),
    ({ site }) => site,
  );
  return ({ id, sites }) => {
    const own = byAccount.get(id) ?? [];
    return own.length > 0 ? own : [...new Set(sites.flatMap((site) => (loose.get(site) ?? []).map(({ set }) => set)))];
  };
}

interface Methods {
  readonly otp: OtpEntry | null;
  readonly sets: readonly RecoveryEntry[];
  readonly passkeys: number;
}

function signIn(entry: IndexEntry, { otp, sets, passkeys }: Methods, detail: OtpDetail | null): SignIn {
  const left = sets.length === 0 ? null : sets.reduce((sum, set) => sum + set.left, 0);
  const ways = Number(otp !== null) + passkeys + Number((left ?? 0) > 0);
  const issues = new Set<HealthIssue>();
  if (left === 0) issues.add('no-codes-left');
  else if (left !== null && left <= FEW_CODES) issues.add('few-codes');
  if (ways === 1 && (otp !== null || passkeys > 0) && left !== 0) issues.add('single-method');
  else if (left === null && ways > 1) issues.add('no-recovery');
  if (detail !== null && detail.secretLength < SHORTEST_SECRET) issues.add('weak-secret');
  if (detail !== null && !detail.tried) issues.add('unverified');
  if (detail !== null && !detail.usual) issues.add('unusual-parameters');
  return {
    id: entry.id,
    issuer: entry.issuer || (entry.kind === 'passkey' ? entry.rpId : ''),
    account: entry.account,
    sites: entry.kind === 'passkey' && entry.sites.length === 0 ? [`https://${entry.rpId}`] : entry.sites,
    methods: { codes: otp !== null, passkeys, recoveryLeft: left },
    issues: HEALTH_ISSUES.filter((issue) => issues.has(issue)),
  };
}
