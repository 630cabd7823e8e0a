// An edit as the form sends it → the account as it will be, and back. Pure.

import type { UnixMs } from '../core/env';
import type { Item, Origin, OtpAccount, OtpParameters } from '../core/item';
import { originOfAddress } from '../core/matching/origin';
import { cleanName, stripUnseen } from '../core/otp/name';
import { readAlgorithm, readCounter, readDigits, readPeriod } from '../core/otp/parameters';
import { fail, ok, type Result } from '../core/result';
import type { PageProtocol } from '../messages/page-protocol';

type Edit = PageProtocol['items/edit']['req'];

/** Fails with the field's own code (`bad-site`, `bad-digits`, …) and never repairs what decides about codes. */
export function edited(item: OtpAccount, edit: Edit, now: UnixMs): Result<OtpAccount> {
  const sites = readSites(edit.sites);
  if (!sites.ok) return sites;
  const otp = edit.otp === null ? ok(item.otp) : readParameters(item.otp, edit.otp);
  if (!otp.ok) return otp;
  return ok({
    ...item,
    issuer: cleanName(edit.issuer).text,
    account: cleanName(edit.account).text,
    sites: sites.value,
    note: edit.note
      .split(/\r\n?|\n/)
      .map(stripUnseen)
      .join('\n')
      .trim(),
    tags: readTags(edit.tags),
    pinned: edit.pinned,
    otp: otp.value,
    changedAt: now,
  });
}

/** Each once, in the order given. */
function readSites(addresses: readonly string[]): Result<readonly Origin[]> {
  const sites = new Set<Origin>();
  for (const address of addresses) {
    const origin = originOfAddress(address);
    if (origin === null) return fail('bad-site', address.slice(0, 80));
    sites.add(origin);
  }
  return ok([...sites]);
}

/** Tags that differ in case only are one. */
function readTags(tags: readonly string[]): readonly string[] {
  const byFold = new Map<string, string>();
  for (const tag of tags.map((one) => cleanName(one).text))
    if (tag !== '' && !byFold.has(tag.toLowerCase())) byFold.set(tag.toLowerCase(), tag);
  return [...byFold.values()];
}

/** The key and the type never change here: another key is another account. */
function readParameters(otp: OtpParameters, wanted: NonNullable<Edit['otp']>): Result<OtpParameters> {
  if (otp.type === 'steam') return ok(otp);
  const algorithm = readAlgorithm(wanted.algorithm);
  if (!algorithm.ok) return algorithm;
  const digits = readDigits(String(wanted.digits));
  if (!digits.ok) return digits;
  const shared = { secret: otp.secret, algorithm: algorithm.value, digits: digits.value };
  if (otp.type === 'totp') {
    const period = readPeriod(String(wanted.period));
    return period.ok ? ok({ type: 'totp', ...shared, period: period.value }) : period;
  }
  const counter = readCounter(String(wanted.counter));
  return counter.ok ? ok({ type: 'hotp', ...shared, counter: counter.value }) : counter;
}

/** What the person had written comes back; what went to a site since stays: no step and no counter is ever used twice. */
export function reverted(item: Item, before: Item, counter: boolean, now: UnixMs): Item | null {
  if (item.kind !== 'otp' || before.kind !== 'otp') return item.kind === before.kind ? { ...before, changedAt: now } : null;
  const { sentSteps, verifiedAt, trashedAt, otp } = item;
  const keptCounter = before.otp.type === 'hotp' && otp.type === 'hotp' && !counter;
  return {
    ...before,
    otp: keptCounter ? { ...before.otp, counter: otp.counter } : before.otp,
    sentSteps,
    verifiedAt,
    trashedAt,
    changedAt: now,
  };
}
