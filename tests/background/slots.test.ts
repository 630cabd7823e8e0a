// The ways into a real vault on two copies in memory, through the background's services. A worker that is stopped is a second set of
// services on the same profile and the same memory of the browser; a restart is one with that memory empty.

import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { LockClock } from '../../src/background/lock-clock';
import { createPinService } from '../../src/background/pin-service';
import { createSlotService } from '../../src/background/slot-service';
import { createVaultService } from '../../src/background/vault-service';
import { base64url, hex } from '../../src/core/bytes';
import { otpAccount } from '../support/items';
import { MemoryProfile } from '../support/memory-store';
import { type TestEnv, testEnv } from '../support/test-env';
import { codeOf, PASSWORD, quickKdf, value } from '../support/vault-world';

const { session } = vi.hoisted(() => ({ session: new Map<string, unknown>() }));
vi.mock('../../src/platform/session', () => ({
  readSession: async (key: string) => structuredClone(session.get(key)),
  async writeSession(values: Record<string, unknown>) {
    for (const [key, held] of Object.entries(values)) session.set(key, structuredClone(held));
  },
  async removeSession(keys: string | string[]) {
    for (const key of [keys].flat()) session.delete(key);
  },
  async clearSession(kept: readonly string[] = []) {
    for (const key of [...session.keys()]) if (!kept.includes(key)) session.delete(key);
  },
}));

let env: TestEnv;
let profile: MemoryProfile;

/** Never due; its record lies in the browser's memory, as the real one's does. */
const clock: LockClock = {
  start: async () => void session.set('lockClock', 1),
  stop: async () => void session.delete('lockClock'),
  touch: async () => undefined,
  expired: async () => false,
  deadline: async () => (session.has('lockClock') ? 1e15 : null),
  settingsChanged: async () => undefined,
} as unknown as LockClock;

const trace = { read: async () => null, leave: async () => undefined, clear: async () => undefined };

function startWorker() {
  const store = Object.assign(profile.start(), {
    putAside: async () => undefined,
    renewShadow: async () => undefined,
    renewDatabase: async () => undefined,
    discardRetired: async () => undefined,
  });
  const vault = createVaultService({ env, kdf: quickKdf, store, clock, trace, onState: () => undefined, onContent: () => undefined });
  const pins = createPinService(env, quickKdf);
  return { vault, pins, store, slots: createSlotService({ env, kdf: quickKdf, vault, pins }) };
}
let worker: ReturnType<typeof startWorker>;

const prf = { credentialId: base64url(new Uint8Array(16).fill(1)), prfOutput: base64url(new Uint8Array(32).fill(2)) };
const byPasskey = { type: 'passkey', ...prf } as const;
const byPassword = { type: 'password', password: PASSWORD } as const;

const addPasskey = (password = PASSWORD) =>
  worker.slots.add(password, 'YubiKey', {
    type: 'passkey',
    label: '',
    credentialId: new Uint8Array(16).fill(1),
    prfSalt: new Uint8Array(32).fill(3),
    transports: ['usb'],
    prfOutput: new Uint8Array(32).fill(2),
  });
async function addRecoveryKey(): Promise<{ text: string; id: string }> {
  const text = value(await worker.slots.newRecoveryKey(PASSWORD));
  return { text, id: value(await worker.slots.addRecoveryKey(PASSWORD, 'In the safe', text)).id };
}
const list = async () => value(await worker.slots.list());
const isOpen = async () => (await worker.vault.state()).vault === 'open';

beforeEach(async () => {
  session.clear();
  env = testEnv(11);
  profile = new MemoryProfile();
  worker = startWorker();
  value(await worker.vault.create(PASSWORD));
  value(await worker.vault.change([{ put: otpAccount(env) }]));
});

describe('ways in', () => {
  test('are listed with their names, which no copy has in clear', async () => {
    value(await addPasskey());
    const { id } = await addRecoveryKey();
    value(await worker.slots.rename(id, 'At the notary'));
    expect((await list()).slots).toMatchObject([
      { type: 'password', name: '', passkey: null },
      { type: 'passkey', name: 'YubiKey', passkey: { credentialId: prf.credentialId, transports: ['usb'] } },
      { type: 'recovery', name: 'At the notary' },
    ]);
    const onDisk = [...[...profile.databases.values()].flatMap(({ objects }) => [...objects.values()]), ...profile.shadow.objects.values()]
      .map(hex)
      .join(' ');
    for (const name of ['YubiKey', 'In the safe', 'At the notary']) expect(onDisk).not.toContain(hex(new TextEncoder().encode(name)));
    // Control: what is in clear is found by the same look.
    expect(onDisk).toContain(hex(new TextEncoder().encode('countersign.invalid')));
  });

  test('each opens the locked vault, and a locked vault says which there are', async () => {
    value(await addPasskey());
    const { text } = await addRecoveryKey();
    for (const secret of [byPassword, byPasskey, { type: 'recovery', recoveryKey: text.toLowerCase().replaceAll('-', ' ') } as const]) {
      await worker.vault.lock();
      expect(value(await worker.slots.locked())).toMatchObject({
        passkeys: [{ credentialId: prf.credentialId }],
        recoveryKey: true,
        pin: null,
      });
      value(await worker.slots.unlock(secret));
      expect(await isOpen()).toBe(true);
    }
  });

  test('remember when they were last used', async () => {
    value(await addPasskey());
    await worker.vault.lock();
    env.advance(86_400_000);
    value(await worker.slots.unlock(byPasskey));
    await vi.waitFor(async () => expect((await list()).slots[1]?.lastUsed).toBe(env.now()));
    expect((await list()).slots[0]?.lastUsed).toBeNull();
  });

  test('are tested without touching anything, locked or open', async () => {
    const passkey = value(await addPasskey());
    const { text, id } = await addRecoveryKey();
    const before = [...([...profile.databases.values()][0]?.objects ?? [])];
    for (const lock of [false, true]) {
      if (lock) await worker.vault.lock();
      expect(value(await worker.slots.test(byPasskey))).toEqual({ id: passkey.id });
      expect(value(await worker.slots.test({ type: 'recovery', recoveryKey: text }))).toEqual({ id });
      expect(codeOf(await worker.slots.test({ type: 'password', password: 'no' }))).toBe('wrong-password');
      expect(codeOf(await worker.slots.test({ ...byPasskey, prfOutput: base64url(new Uint8Array(32).fill(9)) }))).toBe('no-slot');
      expect(await isOpen()).toBe(!lock);
    }
    expect([...([...profile.databases.values()][0]?.objects ?? [])]).toEqual(before);
  });

  test('go for good, and the password does not', async () => {
    const passkey = value(await addPasskey());
    const { text, id } = await addRecoveryKey();
    expect(codeOf(await worker.slots.remove('not the password', id))).toBe('wrong-password');
    value(await worker.slots.remove(PASSWORD, id));
    value(await worker.slots.remove(PASSWORD, passkey.id));
    const [password] = (await list()).slots;
    expect(codeOf(await worker.slots.remove(PASSWORD, password?.id as string))).toBe('last-strong-slot');
    await worker.vault.lock();
    expect(codeOf(await worker.slots.unlock(byPasskey))).toBe('no-slot');
    expect(codeOf(await worker.slots.unlock({ type: 'recovery', recoveryKey: text }))).toBe('no-slot');
    value(await worker.slots.unlock(byPassword));
  });

  test('need the password to be added, and a whole key', async () => {
    expect(codeOf(await addPasskey('not the password'))).toBe('wrong-password');
    expect(codeOf(await worker.slots.newRecoveryKey('not the password'))).toBe('wrong-password');
    expect(codeOf(await worker.slots.addRecoveryKey(PASSWORD, '', 'ABCD-EFGH'))).toBe('incomplete');
    expect((await list()).slots).toHaveLength(1);
  });

  test('asked for twice are added once', async () => {
    const first = value(await addPasskey());
    expect(value(await addPasskey())).toEqual(first);
    const { text, id } = await addRecoveryKey();
    expect(value(await worker.slots.addRecoveryKey(PASSWORD, '', text)).id).toBe(id);
    expect((await list()).slots).toHaveLength(3);
  });

  test('a lost password is replaced by the recovery key; the records keep their bytes', async () => {
    const { text } = await addRecoveryKey();
    await worker.vault.lock();
    value(await worker.slots.unlock({ type: 'recovery', recoveryKey: text }));
    const records = () => [...([...profile.databases.values()][0]?.objects ?? [])].filter(([key]) => key.startsWith('record/'));
    const before = records();
    expect(before).toHaveLength(1);
    value(await worker.slots.setPassword({ type: 'recovery', recoveryKey: text }, 'a new password'));
    expect(records()).toEqual(before);
    await worker.vault.lock();
    expect(codeOf(await worker.slots.unlock(byPassword))).toBe('wrong-password');
    value(await worker.slots.unlock({ type: 'password', password: 'a new password' }));
  });
});

describe('the PIN', () => {
  const tryPin = async (pin: string) => {
    const key = await worker.pins.open(pin);
    return key.ok ? worker.vault.unlockWithKey(key.value) : key;
  };

  test('opens after a lock and after a stopped worker, and is gone with the browser', async () => {
    value(await worker.slots.setPin(PASSWORD, '2580'));
    await worker.vault.lock();
    expect([...session.keys()]).toEqual(['pin']);
    expect(value(await worker.slots.locked()).pin).toEqual({ left: 5, waitMs: 0 });
    worker = startWorker();
    value(await tryPin('2580'));
    expect(await isOpen()).toBe(true);
    session.clear();
    worker = startWorker();
    expect(codeOf(await tryPin('2580'))).toBe('no-slot');
    expect(value(await worker.slots.locked()).pin).toBeNull();
  });

  test('five wrong ones over as many stopped workers, and it is gone', async () => {
    value(await worker.slots.setPin(PASSWORD, '2580'));
    await worker.vault.lock();
    const codes: (string | null)[] = [];
    for (let i = 0; i < 5; i++) {
      worker = startWorker();
      codes.push(codeOf(await tryPin('0000')));
      env.advance(60_000);
    }
    expect(codes).toEqual(['wrong-pin', 'wrong-pin', 'wrong-pin', 'wrong-pin', 'pin-gone']);
    expect([...session.keys()]).toEqual([]);
    expect(codeOf(await tryPin('2580'))).toBe('no-slot');
    value(await worker.slots.unlock(byPassword));
  });

  test('many at once are as many tries', async () => {
    value(await worker.slots.setPin(PASSWORD, '2580'));
    await worker.vault.lock();
    const codes = (await Promise.all(['1', '2', '3', '4', '5', '6', '7', '8'].map((digit) => tryPin(digit.repeat(4))))).map(codeOf);
    // Two at once, then they have to wait.
    expect(codes.filter((code) => code === 'wrong-pin')).toHaveLength(2);
    expect(codes.filter((code) => code === 'pin-wait')).toHaveLength(6);
  });

  test('a worker that is stopped while it looks has used up the try', async () => {
    value(await worker.slots.setPin(PASSWORD, '2580'));
    await worker.vault.lock();
    const stopped = createPinService(env, () => new Promise(() => undefined));
    void stopped.open('0000');
    await vi.waitFor(() => expect(session.get('pin')).toMatchObject({ tries: 1 }));
    worker = startWorker();
    expect(value(await worker.slots.locked()).pin?.left).toBe(4);
  });

  test('a right one gives all five tries again', async () => {
    value(await worker.slots.setPin(PASSWORD, '2580'));
    await tryPin('0000');
    value(await tryPin('2580'));
    expect((await list()).pin).toBe(5);
  });

  test('is made out of the password, and goes when that changes or the vault does', async () => {
    expect(codeOf(await worker.slots.setPin('not the password', '2580'))).toBe('wrong-password');
    value(await worker.slots.setPin(PASSWORD, '2580'));
    value(await worker.slots.setPassword(byPassword, 'a new password'));
    expect((await list()).pin).toBeNull();
    value(await worker.slots.setPin('a new password', '2580'));
    value(await worker.vault.wipe());
    expect([...session.keys()]).toEqual([]);
  });
});

describe('changing the vault key', () => {
  test('drops every other way, keeps the vault open, and the password opens it', async () => {
    value(await addPasskey());
    const { text } = await addRecoveryKey();
    value(await worker.slots.setPin(PASSWORD, '2580'));
    const before = session.get('vaultKey');
    expect(codeOf(await worker.slots.rotate('not the password'))).toBe('wrong-password');
    expect(value(await worker.slots.rotate(PASSWORD))).toEqual({ dropped: 2 });
    expect(session.get('vaultKey')).not.toBe(before);
    expect(session.has('nextVaultKey')).toBe(false);
    expect(await list()).toMatchObject({ slots: [{ type: 'password' }], pin: null, rotationInterrupted: false });
    worker = startWorker();
    expect(await isOpen()).toBe(true);
    await worker.vault.lock();
    expect(codeOf(await worker.slots.unlock({ type: 'recovery', recoveryKey: text }))).toBe('no-slot');
    value(await worker.slots.unlock(byPassword));
  });

  test.each(['before', 'after'] as const)('a worker stopped just %s the commit comes back open, on the right key', async (when) => {
    // The worker never gets further than the commit.
    const { commit } = worker.store;
    let reached = () => undefined as unknown;
    const there = new Promise((resolve) => {
      reached = () => resolve(null);
    });
    worker.store.commit = async (one) => {
      if (!one.puts.has('header')) return commit.call(worker.store, one);
      if (when === 'after') await commit.call(worker.store, one);
      reached();
      return new Promise(() => undefined);
    };
    value(await worker.vault.change([{ put: otpAccount(env, { issuer: 'Second' }) }]));
    void worker.slots.rotate(PASSWORD);
    await there;
    expect(session.has('nextVaultKey')).toBe(true);
    worker = startWorker();
    expect(await isOpen()).toBe(true);
    expect(session.has('nextVaultKey')).toBe(false);
    const open = value(await worker.vault.open());
    expect(open.index()).toHaveLength(2);
    expect(open.damaged()).toEqual([]);
    expect((await list()).rotationInterrupted).toBe(when === 'before');
    value(await worker.vault.change([{ put: otpAccount(env) }]));
    await worker.vault.lock();
    value(await worker.slots.unlock(byPassword));
    value(await worker.slots.rotate(PASSWORD));
    expect((await list()).rotationInterrupted).toBe(false);
  });

  test('locked while it runs: the key does not stay behind', async () => {
    const { commit } = worker.store;
    worker.store.commit = async (one) => {
      const done = await commit.call(worker.store, one);
      if (one.puts.has('header')) await worker.vault.lock();
      return done;
    };
    await worker.slots.rotate(PASSWORD);
    expect([...session.keys()]).toEqual([]);
    worker = startWorker();
    expect(await isOpen()).toBe(false);
    value(await worker.slots.unlock(byPassword));
  });

  test('a PIN from before opens nothing, and calls nothing damaged', async () => {
    value(await worker.slots.setPin(PASSWORD, '2580'));
    const pin = session.get('pin');
    value(await worker.slots.rotate(PASSWORD));
    session.set('pin', pin);
    await worker.vault.lock();
    const key = value(await worker.pins.open('2580'));
    expect(codeOf(await worker.vault.unlockWithKey(key))).toBe('no-slot');
    expect((await worker.vault.state()).vault).toBe('locked');
  });
});
