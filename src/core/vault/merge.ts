// Bringing items into a vault that has some: add only. Nothing that is there is changed, whatever arrives.

import { equalBytes, hex } from '../bytes';
import type { Env } from '../env';
import type { Item, ItemId, OtpParameters } from '../item';
import { encodeCbor } from './cbor';
import { itemToCbor } from './item-codec';
import { newItemId } from './item-id';

export interface Merge {
  /** New to the vault, in the order they came; some under a fresh id. */
  readonly add: readonly Item[];
  readonly skipped: readonly {
    readonly id: ItemId;
    /** `same`: this very item. `duplicate`: the same secret is there already, as `as`. */
    readonly reason: 'same' | 'duplicate';
    readonly as: ItemId;
  }[];
}

/** The same codes for ever: key and parameters. A counter moves on and is no part of it. */
export function otpIdentity(otp: OtpParameters): string {
  const shape = otp.type === 'steam' ? [] : [otp.algorithm, otp.digits, otp.type === 'totp' ? otp.period : ''];
  return ['otp', otp.type, hex(otp.secret), ...shape].join(' ');
}

/** What makes two items one, whatever they are called. */
export function identityOf(item: Item): string {
  switch (item.kind) {
    case 'otp':
      return otpIdentity(item.otp);
    case 'recovery':
      return JSON.stringify(['recovery', item.codes.map(({ text }) => text)]);
    case 'passkey':
      return JSON.stringify(['passkey', item.rpId, hex(item.credentialId)]);
  }
}

const same = (a: Item, b: Item): boolean => equalBytes(encodeCbor(itemToCbor(a)), encodeCbor(itemToCbor(b)));

/** What lies in the trash does not stand in the way: a backup brings it back under a fresh id. */
export function mergeBackup(env: Env, existing: readonly Item[], incoming: readonly Item[]): Merge {
  const byId = new Map(existing.map((item) => [item.id, item]));
  const byIdentity = new Map(existing.filter(({ trashedAt }) => trashedAt === null).map((item) => [identityOf(item), item.id]));
  const taken = new Set(byId.keys());
  const idNow = new Map<ItemId, ItemId>();
  const add: Item[] = [];
  const skipped: Merge['skipped'][number][] = [];
  for (const item of incoming) {
    const old = byId.get(item.id);
    const twin = byIdentity.get(identityOf(item));
    if (old !== undefined && old.trashedAt === null && same(old, item)) {
      skipped.push({ id: item.id, reason: 'same', as: item.id });
    } else if (twin !== undefined) {
      skipped.push({ id: item.id, reason: 'duplicate', as: twin });
      idNow.set(item.id, twin);
    } else {
      const id = taken.has(item.id) ? newItemId(env) : item.id;
      taken.add(id);
      if (id !== item.id) idNow.set(item.id, id);
      add.push({ ...item, id });
    }
  }
  const rebound = add.map((item) =>
    item.kind === 'recovery' && item.accountId !== null ? { ...item, accountId: idNow.get(item.accountId) ?? item.accountId } : item,
  );
  return { add: rebound, skipped };
}
