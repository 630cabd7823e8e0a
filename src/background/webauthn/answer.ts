// One way to a signature: every answer to a page is made here, and an architecture test says that nothing else asks the authenticator. What
// is signed names the caller that the browser named; the passkey must be of that rpId, out of the trash, and one that the page asked for.

import type { Env } from '../../core/env';
import type { ItemId, Passkey } from '../../core/item';
import { fail, ok, type Result } from '../../core/result';
import type { OpenVault } from '../../core/vault/open-vault';
import type { Change } from '../../core/vault/plan';
import { toTrash } from '../../core/vault/trash';
import type { Caller } from '../../core/webauthn/client-data';
import { getAssertion } from '../../core/webauthn/get-assertion';
import type { NewKey } from '../../core/webauthn/key';
import { firstKey, makeCredential } from '../../core/webauthn/make-credential';
import { answersRequest } from '../../core/webauthn/match';
import type { CreationOptions, RequestOptions } from '../../core/webauthn/options';
import type { VaultService } from '../vault-service';

/** What a person approved, for whom, in the words of the page or of the browser. */
interface Order<Options> {
  readonly caller: Caller;
  readonly rpId: string;
  readonly options: Options;
  readonly verified: boolean;
}

export interface Answered {
  /** RegistrationResponseJSON or AuthenticationResponseJSON. */
  readonly response: unknown;
  /** The page never got it: what was made for it goes to the trash again, what it replaced comes back. */
  undo(): Promise<void>;
}

export interface PasskeyAnswer {
  /** For `create`, before time is short. null: it makes its own, or says why not. */
  newKey(options: CreationOptions): Promise<NewKey | null>;
  /** On disk before it resolves: a site must never know a passkey that the vault has lost. `replaceId` goes to the trash in the same commit. */
  create(order: Order<CreationOptions> & { readonly replaceId: ItemId | null; readonly key: NewKey | null }): Promise<Result<Answered>>;
  get(order: Order<RequestOptions> & { readonly passkeyId: ItemId }): Promise<Result<Answered>>;
  /** A site has had a signature of it. */
  noteUsed(passkeyId: ItemId): Promise<void>;
}

export function createPasskeyAnswer(
  env: Env,
  vault: Pick<VaultService, 'open' | 'change' | 'edit'>,
  used: (id: ItemId) => void,
): PasskeyAnswer {
  /** webauthn.md §5.5: BS only while a backup exists that has it. */
  const backedUp = ({ facts }: OpenVault, { createdAt, backupEligible }: Passkey): boolean =>
    backupEligible && facts.lastBackupAt !== null && facts.lastBackupAt > createdAt;

  async function replaced(open: OpenVault, id: ItemId | null, made: Passkey): Promise<Result<Passkey | null>> {
    if (id === null) return ok(null);
    const old = await open.read(id);
    if (!old.ok) return old;
    const fits = old.value.kind === 'passkey' && old.value.rpId === made.rpId && old.value.trashedAt === null;
    return fits ? ok(old.value as Passkey) : fail('not-found');
  }

  return {
    async newKey(options) {
      const key = await firstKey(env, options);
      return key.ok ? key.value : null;
    },

    async create({ caller, rpId, options, verified, replaceId, key }) {
      const open = await vault.open();
      if (!open.ok) return open;
      const made = await makeCredential(env, {
        caller,
        rpId,
        options,
        userVerified: verified,
        backedUp: false,
        createdSites: [caller.origin],
        key,
      });
      if (!made.ok) return made;
      const { passkey, response } = made.value;
      const old = await replaced(open.value, replaceId, passkey);
      if (!old.ok) return old;
      const changes: Change[] = [{ put: passkey, expectRevision: null }];
      if (old.value !== null) changes.push({ put: toTrash(old.value, env.now()), expectRevision: open.value.revisionOf(old.value.id) });
      const done = await vault.change(changes);
      if (!done.ok) return done;
      return ok({
        response,
        async undo() {
          await vault.edit(passkey.id, (item) => (item.trashedAt === null ? toTrash(item, env.now()) : null));
          if (old.value !== null) await vault.edit(old.value.id, (item) => ({ ...item, trashedAt: null }));
        },
      });
    },

    async get({ caller, rpId, options, verified, passkeyId }) {
      const open = await vault.open();
      if (!open.ok) return open;
      const item = await open.value.read(passkeyId);
      if (!item.ok) return item;
      const passkey = item.value;
      if (passkey.kind !== 'passkey' || passkey.trashedAt !== null || !answersRequest(passkey, rpId, options)) return fail('not-found');
      const made = await getAssertion(env, {
        passkey,
        caller,
        rpId,
        options,
        userVerified: verified,
        backedUp: backedUp(open.value, passkey),
      });
      if (!made.ok) return made;
      // largeBlob write: the only thing that an assertion changes.
      if (made.value.passkey !== passkey) {
        const done = await vault.change([{ put: made.value.passkey, expectRevision: open.value.revisionOf(passkeyId) }]);
        if (!done.ok) return done;
      }
      return ok({ response: made.value.response, undo: async () => undefined });
    },

    async noteUsed(passkeyId) {
      await vault.edit(passkeyId, (item) => (item.kind === 'passkey' ? { ...item, usedAt: env.now() } : null));
      used(passkeyId);
    },
  };
}
