// The ways into the vault: what there are, how one comes, is tried and goes. None of it touches an item.

import { base64url, equalBytes, fromBase64url, fromHex, hex } from '../core/bytes';
import type { Env } from '../core/env';
import { fail, ok, type Result } from '../core/result';
import type { Header } from '../core/vault/header';
import type { Kdf } from '../core/vault/kdf';
import type { OpenVault } from '../core/vault/open-vault';
import { RECOVERY_KEY_LENGTH, readRecoveryKey, recoveryKeyText } from '../core/vault/recovery-key';
import { ROTATION_EXTRA } from '../core/vault/rotate';
import type { PasskeySlot, SlotHead } from '../core/vault/slot';
import { type AllSlotFacts, keptFacts, readSlotFacts, SLOT_FACTS, slotFactsToCbor, withFacts } from '../core/vault/slot-facts';
import { addSlot, changePassword, type NewSlot, openSlot, removeSlot, type Secret } from '../core/vault/unlocking';
import type { LockedWays, PasskeyQuestion, SentSecret, SlotList, SlotView } from '../messages/slots-protocol';
import type { PinService } from './pin-service';
import type { VaultService } from './vault-service';

/** A slot's last use is written down when it is this much later than the one written. */
const USED_EVERY_MS = 60 * 60_000;

export interface SlotService {
  locked(): Promise<Result<LockedWays>>;
  list(): Promise<Result<SlotList>>;
  unlock(sent: SentSecret): Promise<Result<null>>;
  add(password: string, name: string, slot: NewSlot): Promise<Result<{ readonly id: string }>>;
  newRecoveryKey(password: string): Promise<Result<string>>;
  addRecoveryKey(password: string, name: string, text: string): Promise<Result<{ readonly id: string }>>;
  rename(id: string, name: string): Promise<Result<null>>;
  test(sent: SentSecret): Promise<Result<{ readonly id: string }>>;
  /** `last-strong-slot`: the password, which stays. */
  remove(password: string, id: string): Promise<Result<null>>;
  setPassword(sent: SentSecret, next: string): Promise<Result<null>>;
  /** How many ways in were dropped. */
  rotate(password: string): Promise<Result<{ readonly dropped: number }>>;
  rotation(): { readonly done: number; readonly total: number } | null;
  setPin(password: string, pin: string): Promise<Result<null>>;
}

const question = ({ credentialId, prfSalt, transports }: PasskeySlot): PasskeyQuestion => ({
  credentialId: base64url(credentialId),
  prfSalt: base64url(prfSalt),
  transports,
});

const headsOf = (header: Header): readonly SlotHead[] => header.slots.flatMap(({ head }) => head ?? []);

async function factsOf(vault: OpenVault): Promise<AllSlotFacts> {
  const stored = await vault.readExtra(SLOT_FACTS);
  return stored.ok ? readSlotFacts(stored.value) : new Map();
}

const factsChange = (facts: AllSlotFacts) => ({ extra: SLOT_FACTS, value: slotFactsToCbor(facts) });

export interface SlotParts {
  readonly env: Env;
  readonly kdf: Kdf;
  readonly vault: Pick<VaultService, 'open' | 'change' | 'header' | 'unlockWith' | 'prove' | 'changeSlots' | 'rotate'>;
  readonly pins: PinService;
}

/** As a page sends it → as the vault takes it. A recovery key is read as it was typed. */
async function secretOf(env: Env, sent: SentSecret): Promise<Result<Secret>> {
  if (sent.type === 'password') return ok(sent);
  if (sent.type === 'recovery') {
    const key = await readRecoveryKey(env.subtle, sent.recoveryKey);
    return key.ok ? ok({ type: 'recovery', recoveryKey: key.value }) : key;
  }
  const [credentialId, prfOutput] = [fromBase64url(sent.credentialId), fromBase64url(sent.prfOutput)];
  if (!credentialId.ok || !prfOutput.ok) return fail('bad-request');
  return ok({ type: 'passkey', credentialId: credentialId.value, prfOutput: prfOutput.value });
}

/** A key that was typed right and opens nothing is of another vault, or was removed: no password was asked for. */
const inWords = <T>(result: Result<T>, type: Secret['type']): Result<T> =>
  !result.ok && result.error.code === 'wrong-password' && type !== 'password' ? fail('no-slot') : result;

export function createSlotService({ env, kdf, vault, pins }: SlotParts): SlotService {
  let progress: { done: number; total: number } | null = null;

  async function prove(sent: SentSecret) {
    const secret = await secretOf(env, sent);
    return secret.ok ? inWords(await vault.prove(secret.value), secret.value.type) : secret;
  }

  /** A question that was asked twice, as a stopped worker makes a page do, adds one slot. */
  async function slotOf(header: Header, slot: NewSlot): Promise<string | null> {
    if (slot.type === 'passkey') {
      const head = headsOf(header).find((one) => one.type === 'passkey' && equalBytes(one.credentialId, slot.credentialId));
      return head === undefined ? null : hex(head.id);
    }
    if (slot.type !== 'recovery') return null;
    const opened = await openSlot(env, kdf, header, slot);
    if (!opened.ok) return null;
    opened.value.vaultKey.fill(0);
    return hex(opened.value.slotId);
  }

  const add: SlotService['add'] = async (password, name, slot) => {
    let id = '';
    const done = await vault.changeSlots({ type: 'password', password }, async (open, vaultKey) => {
      const there = await slotOf(open.header, slot);
      if (there !== null) {
        id = there;
        return ok([]);
      }
      const header = await addSlot(env, kdf, open.header, vaultKey, slot);
      if (!header.ok) return header;
      const head = header.value.slots.at(-1)?.head;
      id = head ? hex(head.id) : '';
      return ok([{ header: header.value }, factsChange(withFacts(keptFacts(await factsOf(open), header.value), id, { name }))]);
    });
    return done.ok ? ok({ id }) : done;
  };

  return {
    add,

    async locked() {
      const header = await vault.header();
      const heads = header === null ? [] : headsOf(header);
      return ok({
        passkeys: heads.flatMap((head) => (head.type === 'passkey' ? [question(head)] : [])),
        recoveryKey: heads.some(({ type }) => type === 'recovery'),
        pin: await pins.about(),
      });
    },

    async list() {
      const open = await vault.open();
      if (!open.ok) return open;
      const facts = await factsOf(open.value);
      const heads = headsOf(open.value.header);
      const slots = heads.map((head): SlotView => {
        const id = hex(head.id);
        const { name = '', lastUsed = null } = facts.get(id) ?? {};
        return { id, type: head.type, name, createdAt: head.createdAt, lastUsed, passkey: head.type === 'passkey' ? question(head) : null };
      });
      const pin = await pins.about();
      return ok({
        slots,
        unknown: open.value.header.slots.length - heads.length,
        pin: pin?.left ?? null,
        rotationInterrupted: progress === null && open.value.extras().includes(ROTATION_EXTRA),
      });
    },

    async unlock(sent) {
      const secret = await secretOf(env, sent);
      return secret.ok ? inWords(await vault.unlockWith(secret.value), secret.value.type) : secret;
    },

    async newRecoveryKey(password) {
      const proved = await vault.prove({ type: 'password', password });
      if (!proved.ok) return proved;
      proved.value.vaultKey.fill(0);
      return ok(await recoveryKeyText(env.subtle, env.random(RECOVERY_KEY_LENGTH)));
    },

    async addRecoveryKey(password, name, text) {
      const key = await readRecoveryKey(env.subtle, text);
      return key.ok ? add(password, name, { type: 'recovery', label: '', recoveryKey: key.value }) : key;
    },

    async rename(id, name) {
      const open = await vault.open();
      if (!open.ok) return open;
      if (!headsOf(open.value.header).some((head) => hex(head.id) === id)) return fail('missing');
      return vault.change([factsChange(withFacts(keptFacts(await factsOf(open.value), open.value.header), id, { name }))]);
    },

    async test(sent) {
      const proved = await prove(sent);
      if (!proved.ok) return proved;
      proved.value.vaultKey.fill(0);
      return ok({ id: hex(proved.value.slotId) });
    },

    remove: (password, id) =>
      vault.changeSlots({ type: 'password', password }, async (open) => {
        const bytes = fromHex(id);
        if (!bytes.ok) return bytes;
        const head = headsOf(open.header).find((one) => hex(one.id) === id);
        // Backups, exports and every proof ask for it: without it a vault could be opened, and little done with it.
        if (head?.type === 'password') return fail('last-strong-slot');
        const header = removeSlot(open.header, bytes.value);
        if (!header.ok) return header;
        return ok([{ header: header.value }, factsChange(keptFacts(await factsOf(open), header.value))]);
      }),

    async setPassword(sent, next) {
      const secret = await secretOf(env, sent);
      if (!secret.ok) return secret;
      const done = await vault.changeSlots(secret.value, async (open, vaultKey) => {
        const header = await changePassword(env, kdf, open.header, vaultKey, next);
        return header.ok ? ok([{ header: header.value }]) : header;
      });
      // Who changes the password may have had somebody watching.
      if (done.ok) await pins.forget();
      return inWords(done, secret.value.type);
    },

    async rotate(password) {
      const open = await vault.open();
      if (!open.ok) return open;
      if (progress !== null) return fail('busy');
      const dropped = open.value.header.slots.length - 1;
      progress = { done: 0, total: open.value.index().length };
      const done = await vault
        .rotate(password, (now, total) => {
          progress = { done: now, total };
        })
        .finally(() => {
          progress = null;
        });
      if (!done.ok) return done;
      await pins.forget();
      return ok({ dropped });
    },

    rotation: () => progress,

    async setPin(password, pin) {
      const proved = await vault.prove({ type: 'password', password });
      if (!proved.ok) return proved;
      const done = await pins.set(pin, proved.value.vaultKey);
      proved.value.vaultKey.fill(0);
      return done;
    },
  };
}

/** Remembers when a slot opened the vault, for the list of ways. Not worth a failure, nor a commit for every unlock of an hour. */
export async function noteUse(vault: OpenVault, slotId: Uint8Array, now: number): Promise<void> {
  const facts = await factsOf(vault);
  const id = hex(slotId);
  const before = facts.get(id)?.lastUsed ?? null;
  if (before !== null && before <= now && now - before < USED_EVERY_MS) return;
  await vault.commit([factsChange(withFacts(keptFacts(facts, vault.header), id, { lastUsed: now }))]);
}
