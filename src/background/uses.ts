// How often and when each account was used, for a list in that order. Sealed in the vault beside the items: when somebody signs in where
// is nobody else's business. A use is a code that was copied or that a page took, or a passkey's signature that a site got.

import * as v from 'valibot';
import type { UnixMs } from '../core/env';
import type { ItemId } from '../core/item';
import type { OpenVault } from '../core/vault/open-vault';
import type { VaultService } from './vault-service';

const USES = 'uses';
/** Accounts that are remembered; the ones that were used longest ago make room. */
const MOST = 500;

export interface Use {
  readonly times: number;
  readonly last: UnixMs;
}

export type Uses = ReadonlyMap<ItemId, Use>;

export interface UsesService {
  /** The same map until something was used. Empty while the vault is locked. */
  read(): Promise<Uses>;
  note(id: ItemId): Promise<void>;
}

const NEVER: Uses = new Map();

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const shape = v.array(v.tuple([v.string(), count, count]));

export function createUses(vault: Pick<VaultService, 'open' | 'change'>, now: () => UnixMs): UsesService {
  /** As this very open vault had it then; whatever changes the vault may have changed this, too. */
  let known: { readonly open: OpenVault; readonly generation: number; readonly text: string; readonly uses: Uses } | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  async function usesIn(open: OpenVault): Promise<Uses> {
    const { generation } = open;
    if (known?.open === open && known.generation === generation) return known.uses;
    const extra = await open.readExtra(USES);
    const text = extra.ok && typeof extra.value === 'string' ? extra.value : '';
    const uses = known?.open === open && known.text === text ? known.uses : decode(text);
    known = { open, generation, text, uses };
    return uses;
  }

  return {
    async read() {
      const open = await vault.open();
      return open.ok ? usesIn(open.value) : NEVER;
    },

    note(id) {
      // one after the other: each counts on from the one before
      const done = turn.then(async () => {
        const open = await vault.open();
        if (!open.ok) return;
        const uses = new Map(await usesIn(open.value));
        uses.set(id, { times: (uses.get(id)?.times ?? 0) + 1, last: now() });
        await vault.change([{ extra: USES, value: encode(uses) }]);
      });
      turn = done.catch(() => undefined);
      return done;
    },
  };
}

function encode(uses: Uses): string {
  const newest = [...uses].toSorted(([, a], [, b]) => b.last - a.last).slice(0, MOST);
  return JSON.stringify(newest.map(([id, { times, last }]) => [id, times, last]));
}

function decode(text: string): Uses {
  if (text === '') return NEVER;
  let stored: unknown = null;
  try {
    stored = JSON.parse(text);
  } catch {
    return NEVER;
  }
  const read = v.safeParse(shape, stored);
  return read.success ? new Map(read.output.map(([id, times, last]) => [id, { times, last }])) : NEVER;
}
