// A passkey's card and its names, against a real open vault in memory.

import { beforeEach, describe, expect, test } from 'vitest';
import { createPasskeyCards, type PasskeyCards } from '../../src/background/passkey-cards';
import type { Undoable } from '../../src/background/undo-service';
import type { VaultService } from '../../src/background/vault-service';
import type { Passkey } from '../../src/core/item';
import { ok } from '../../src/core/result';
import type { OpenVault } from '../../src/core/vault/open-vault';
import { otpAccount, passkey } from '../support/items';
import { codeOf, newWorld, value } from '../support/vault-world';

let open: OpenVault;
let cards: PasskeyCards;
let remembered: Undoable | null;
let key: Passkey;

beforeEach(async () => {
  const world = await newWorld((env) => {
    key = passkey(env, { rpId: 'xn--bcher-kva.example', sites: ['https://login.xn--bcher-kva.example'] });
    const at = (site: string) => otpAccount(env, { issuer: site, sites: [site] });
    return [
      key,
      at('https://shop.xn--bcher-kva.example'),
      at('http://shop.xn--bcher-kva.example'),
      at('https://evil-xn--bcher-kva.example'),
      passkey(env, { trashedAt: 5 }),
    ];
  });
  open = world.vault;
  remembered = null;
  const vault: Pick<VaultService, 'open' | 'edit'> = {
    open: async () => ok(open),
    async edit(id, edit) {
      const item = await open.read(id);
      if (!item.ok) return item;
      const next = edit(item.value);
      if (next === null) return item;
      const done = await open.commit([{ put: next, expectRevision: open.revisionOf(id) }]);
      return done.ok ? ok(next) : done;
    },
  };
  cards = createPasskeyCards(
    vault,
    {
      async remember(undoable) {
        remembered = undoable;
        return ok(null);
      },
    },
    () => 9_000_000_000_000,
  );
});

const idOf = (which: (entry: ReturnType<OpenVault['index']>[number]) => boolean): string => open.index().find(which)?.id ?? '';

describe('the card', () => {
  test('shows names, site in both forms and algorithm, and the accounts that live where it may be used', async () => {
    const card = value(await cards.card(key.id));
    expect(card).toMatchObject({ rpId: 'xn--bcher-kva.example', unicode: 'bücher.example', userName: 'ann@example.com', algorithm: -7 });
    expect(card.accounts.map(({ issuer }) => issuer)).toEqual(['https://shop.xn--bcher-kva.example']);
  });

  test('shows nothing secret', async () => {
    const names = Object.keys(value(await cards.card(key.id)));
    expect(names.filter((name) => /key|handle|seed|blob|credential/i.test(name))).toEqual([]);
  });

  test.each([
    ['an account', () => idOf(({ kind }) => kind === 'otp')],
    ['what is in the trash', () => idOf(({ kind, trashedAt }) => kind === 'passkey' && trashedAt !== null)],
  ])('is not there for %s', async (_, id) => {
    expect(codeOf(await cards.card(id()))).toBe('not-found');
    expect(codeOf(await cards.rename(id(), 'x', 'y'))).toBe('not-found');
  });
});

describe('renaming', () => {
  test('keeps the key, cleans the names and can be undone', async () => {
    value(await cards.rename(key.id, '  Ada\u202e ', 'Ada Lovelace'));
    const now = value(await open.read(key.id)) as Passkey;
    expect(now).toEqual({ ...key, userName: 'Ada', displayName: 'Ada Lovelace', changedAt: 9_000_000_000_000 });
    expect(remembered).toEqual({ act: 'edit', id: key.id, name: 'Ada', changedAt: key.changedAt, counter: false });
  });

  test('a passkey without a user name is called by its site', async () => {
    value(await cards.rename(key.id, '', ''));
    expect(remembered).toMatchObject({ name: 'xn--bcher-kva.example' });
  });
});
