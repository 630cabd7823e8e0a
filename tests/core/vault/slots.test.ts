import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bytes, concat, hex, utf8 } from '../../../src/core/bytes';
import { decodeHeader, encodeHeader, type Header } from '../../../src/core/vault/header';
import { checkArgon2, DEFAULT_ARGON2 } from '../../../src/core/vault/kdf';
import { readRecoveryKey, recoveryKeyText } from '../../../src/core/vault/recovery-key';
import type { PasswordSlot, SlotHead } from '../../../src/core/vault/slot';
import { wrap } from '../../../src/core/vault/slot';
import {
  addSlot,
  changePassword,
  createHeader,
  removeSlot,
  unwrapWithPassword,
  unwrapWithPrf,
  unwrapWithRecoveryKey,
} from '../../../src/core/vault/unlocking';
import { openVault, unlock, unlockWithPrf, unlockWithRecoveryKey } from '../../../src/core/vault/vault';
import { argon2, argon2Script, argon2Wasm } from '../../../src/platform/argon2';
import { otpAccount } from '../../support/items';
import { testEnv } from '../../support/test-env';
import { codeOf, newWorld, PASSWORD, quickKdf, reopen, value } from '../../support/vault-world';

const env = testEnv(3);
const vaultKey = env.random(32);
const prfOutput = env.random(32);
const recoveryKey = env.random(20);
const credentialId = env.random(16);
const passkeySlot = { type: 'passkey', label: 'Key', credentialId, prfSalt: env.random(32), transports: ['usb'], prfOutput } as const;

const withAll = async (): Promise<Header> => {
  let header = value(await createHeader(env, quickKdf, vaultKey, PASSWORD));
  header = value(await addSlot(env, quickKdf, header, vaultKey, passkeySlot));
  return value(await addSlot(env, quickKdf, header, vaultKey, { type: 'recovery', label: 'Sheet', recoveryKey }));
};

const idOf = (header: Header, type: SlotHead['type']): Bytes => header.slots.find(({ head }) => head?.type === type)?.head?.id as Bytes;

describe('slots', () => {
  test('each opens the vault by itself, after a trip to disk', async () => {
    const header = value(await decodeHeader(env.subtle, await encodeHeader(env.subtle, await withAll())));
    expect(value(await unwrapWithPassword(env, quickKdf, header, PASSWORD))).toEqual(vaultKey);
    expect(value(await unwrapWithPrf(env, header, credentialId, prfOutput))).toEqual(vaultKey);
    expect(value(await unwrapWithRecoveryKey(env, header, recoveryKey))).toEqual(vaultKey);
  });

  test('refuse the wrong secret', async () => {
    const header = await withAll();
    expect(codeOf(await unwrapWithPassword(env, quickKdf, header, 'no'))).toBe('wrong-password');
    expect(codeOf(await unwrapWithPrf(env, header, credentialId, env.random(32)))).toBe('wrong-password');
    expect(codeOf(await unwrapWithPrf(env, header, env.random(16), prfOutput))).toBe('no-slot');
    expect(codeOf(await unwrapWithRecoveryKey(env, header, env.random(20)))).toBe('wrong-password');
  });

  test('an authenticator that answers zeros is no slot', async () => {
    const header = await withAll();
    const zeros = new Uint8Array(32);
    expect(codeOf(await addSlot(env, quickKdf, header, vaultKey, { ...passkeySlot, prfOutput: zeros }))).toBe('bad-secret');
    expect(codeOf(await unwrapWithPrf(env, header, credentialId, zeros))).toBe('damaged-slot');
  });

  test('the last strong one stays', async () => {
    const all = await withAll();
    const noPassword = value(removeSlot(all, idOf(all, 'password')));
    expect(codeOf(removeSlot(noPassword, idOf(all, 'recovery')))).toBe('last-strong-slot');
    expect(codeOf(removeSlot(noPassword, idOf(all, 'passkey')))).toBe('last-strong-slot');
    const onlyPassword = value(removeSlot(value(removeSlot(all, idOf(all, 'recovery'))), idOf(all, 'passkey')));
    expect(codeOf(removeSlot(onlyPassword, idOf(all, 'password')))).toBe('last-strong-slot');
    expect(codeOf(removeSlot(all, env.random(8)))).toBe('missing');
  });

  test('a removed slot does not open any more', async () => {
    const all = await withAll();
    const without = value(removeSlot(all, idOf(all, 'passkey')));
    expect(codeOf(await unwrapWithPrf(env, without, credentialId, prfOutput))).toBe('no-slot');
  });

  test('every bit of the header counts: none opens silently changed', async () => {
    const bytes = await encodeHeader(env.subtle, value(await createHeader(env, quickKdf, vaultKey, PASSWORD)));
    for (let i = 0; i < bytes.length; i++) {
      const changed = bytes.slice();
      changed[i] = (changed[i] as number) ^ 1;
      expect(codeOf(await decodeHeader(env.subtle, changed))).toBe('damaged-header');
    }
  });

  test('a forger who mends the checksum still cannot change a slot', async () => {
    const header = value(await createHeader(env, quickKdf, vaultKey, PASSWORD));
    const [slot] = header.slots;
    if (slot === undefined) throw new Error('no slot');
    const flip = (bytes: Bytes, i: number): Bytes => bytes.map((byte, at) => (at === i ? byte ^ 1 : byte));
    const forged: [keyof typeof slot, string][] = [
      ['wrapped', 'damaged-slot'],
      ['nonce', 'damaged-slot'],
      ['commitment', 'wrong-password'],
    ];
    for (const [part, code] of forged) {
      for (let i = 0; i < (slot[part] as Bytes).length; i++) {
        const changed = { ...header, slots: [{ ...slot, [part]: flip(slot[part] as Bytes, i) }] };
        expect(codeOf(await unwrapWithPassword(env, quickKdf, changed, PASSWORD))).toBe(code);
      }
    }
    for (let i = 0; i < slot.headBytes.length; i++) {
      const slots = [{ ...slot, headBytes: flip(slot.headBytes, i) }];
      const again = await decodeHeader(env.subtle, await encodeHeader(env.subtle, { ...header, slots }));
      const opened = again.ok ? await unwrapWithPassword(env, quickKdf, again.value, PASSWORD) : again;
      expect(opened.ok).toBe(false);
    }
    const elsewhere = { ...header, vaultId: env.random(16) };
    expect(codeOf(await unwrapWithPassword(env, quickKdf, elsewhere, PASSWORD))).toBe('wrong-password');
  });

  test.each(['passkey', 'recovery'] as const)('nor one byte of a %s slot', async (type) => {
    const all = await withAll();
    const slot = all.slots.find(({ head }) => head?.type === type);
    if (slot === undefined) throw new Error('no slot');
    const open = (slots: Header['slots']) =>
      type === 'passkey'
        ? unwrapWithPrf(env, { ...all, slots }, credentialId, prfOutput)
        : unwrapWithRecoveryKey(env, { ...all, slots }, recoveryKey);
    expect((await open([slot])).ok).toBe(true);
    for (const part of ['headBytes', 'nonce', 'wrapped', 'commitment'] as const) {
      for (let i = 0; i < slot[part].length; i++) {
        const changed = slot[part].map((byte, at) => (at === i ? byte ^ 1 : byte));
        const bytes = await encodeHeader(env.subtle, { ...all, slots: [{ ...slot, [part]: changed }] });
        const again = await decodeHeader(env.subtle, bytes);
        expect(again.ok && (await open(again.value.slots)).ok, `${part} ${i}`).toBe(false);
      }
    }
  });

  test('cheap or absurd parameters are not computed (BW07)', async () => {
    let called = 0;
    const counting = (...args: Parameters<typeof quickKdf>) => {
      called++;
      return quickKdf(...args);
    };
    for (const argon of [
      { memoryKib: 1024 },
      { memoryKib: 2 ** 21 },
      { iterations: 0 },
      { iterations: 21 },
      { parallelism: 0 },
      { parallelism: 17 },
    ]) {
      const head: PasswordSlot = {
        type: 'password',
        id: env.random(8),
        label: '',
        createdAt: 0,
        salt: env.random(16),
        argon2: { ...DEFAULT_ARGON2, ...argon },
      };
      const header: Header = {
        format: 1,
        readableBy: 1,
        vaultId: env.random(16),
        slots: [await wrap(env, head, env.random(32), vaultKey, env.random(16))],
      };
      expect(codeOf(await unwrapWithPassword(env, counting, header, PASSWORD))).toBe('absurd-parameters');
    }
    expect(called).toBe(0);
  });

  test.each([
    [19_456, 2, 1, 16, null],
    [19_455, 2, 1, 16, 'memory'],
    [19_456, 1, 1, 16, 'iterations'],
    [47_104, 1, 1, 16, null],
    [47_103, 1, 1, 16, 'iterations'],
    [1_048_576, 20, 16, 64, null],
    [1_048_577, 3, 1, 16, 'memory'],
    [65_536, 3, 1, 15, 'salt'],
    [65_536, 3, 1, 65, 'salt'],
  ])('bounds of Argon2id: %i KiB, t %i, p %i, salt %i', (memoryKib, iterations, parallelism, salt, what) => {
    const checked = checkArgon2({ memoryKib, iterations, parallelism }, new Uint8Array(salt));
    expect(checked.ok ? null : checked.error.detail).toBe(what);
  });

  test('a slot of a later type is kept and passed over', async () => {
    const header = await withAll();
    const [slot] = header.slots;
    if (slot === undefined) throw new Error('no slot');
    const later = {
      ...slot,
      head: null,
      headBytes: concat(
        Uint8Array.of(0xa2),
        Uint8Array.of(0x64, 116, 121, 112, 101, 0x65, 115, 109, 101, 108, 108),
        Uint8Array.of(0x67, 118, 101, 114, 115, 105, 111, 110, 1),
      ),
    };
    const bytes = await encodeHeader(env.subtle, { ...header, slots: [later, ...header.slots] });
    const again = value(await decodeHeader(env.subtle, bytes));
    expect(again.slots).toHaveLength(4);
    expect(again.slots[0]?.head).toBeNull();
    expect(value(await unwrapWithPassword(env, quickKdf, again, PASSWORD))).toEqual(vaultKey);
    expect(await encodeHeader(env.subtle, again)).toEqual(bytes);
  });
});

describe('a slot that was taken away', () => {
  const passwordChanged = async (shadowFails: boolean) => {
    const world = await newWorld((e) => [otpAccount(e)]);
    const { vault, profile, vaultKey: key } = world;
    let header = value(await addSlot(world.env, quickKdf, vault.header, key, passkeySlot));
    header = value(await addSlot(world.env, quickKdf, header, key, { type: 'recovery', label: '', recoveryKey }));
    value(await vault.commit([{ header }]));
    if (shadowFails) profile.shadow.failWrites = new Error('busy');
    for (const type of ['passkey', 'recovery'] as const)
      value(await vault.commit([{ header: value(removeSlot(vault.header, idOf(vault.header, type))) }]));
    value(await vault.commit([{ header: value(await changePassword(world.env, quickKdf, vault.header, key, 'another one')) }]));
    profile.shadow.failWrites = null;
    return world;
  };
  const shadowHeader = async ({ env: e, profile }: Awaited<ReturnType<typeof passwordChanged>>): Promise<Header> =>
    value(await decodeHeader(e.subtle, profile.shadow.objects.get(`${profile.shadow.marker?.vaultId}/header`) as Bytes));

  test('opens neither copy', async () => {
    const world = await passwordChanged(false);
    for (const header of [world.vault.header, await shadowHeader(world)]) {
      expect(codeOf(await unwrapWithPassword(world.env, quickKdf, header, PASSWORD))).toBe('wrong-password');
      expect(codeOf(await unwrapWithPrf(world.env, header, credentialId, prfOutput))).toBe('no-slot');
      expect(codeOf(await unwrapWithRecoveryKey(world.env, header, recoveryKey))).toBe('no-slot');
    }
  });

  test('opens nothing even where the second copy was not yet told', async () => {
    const world = await passwordChanged(true);
    // Control: by itself that copy's header still opens.
    expect(value(await unwrapWithPassword(world.env, quickKdf, await shadowHeader(world), PASSWORD))).toEqual(world.vaultKey);
    const store = world.profile.start();
    expect(codeOf(await unlock(world.env, quickKdf, store, PASSWORD))).toBe('wrong-password');
    expect(codeOf(await unlockWithPrf(world.env, store, credentialId, prfOutput))).not.toBeNull();
    expect(codeOf(await unlockWithRecoveryKey(world.env, store, recoveryKey))).not.toBeNull();
    expect(value(await unlock(world.env, quickKdf, store, 'another one'))).toEqual(world.vaultKey);
  });

  test('opens nothing where somebody put the old header back into the database alone', async () => {
    const world = await passwordChanged(true);
    const { profile } = world;
    const old = profile.shadow.objects.get(`${profile.shadow.marker?.vaultId}/header`) as Bytes;
    value(await world.profile.start().catchUp());
    [...profile.databases.values()][0]?.objects.set('header', old);
    const store = profile.start();
    expect(codeOf(await unlock(world.env, quickKdf, store, PASSWORD))).toBe('wrong-password');
    expect(value(await unlock(world.env, quickKdf, store, 'another one'))).toEqual(world.vaultKey);
  });
});

test('a header takes no more slots than it can be read with', async () => {
  let header = value(await createHeader(env, quickKdf, vaultKey, PASSWORD));
  while (header.slots.length < 32)
    header = value(await addSlot(env, quickKdf, header, vaultKey, { type: 'recovery', label: '', recoveryKey }));
  expect(codeOf(await addSlot(env, quickKdf, header, vaultKey, { type: 'recovery', label: '', recoveryKey }))).toBe('too-many-slots');
  expect((await decodeHeader(env.subtle, await encodeHeader(env.subtle, header))).ok).toBe(true);
});

describe('changing the password', () => {
  test('rewraps the key and writes two objects, no item', async () => {
    const world = await newWorld((e) => [otpAccount(e)]);
    const { vault, profile } = world;
    const before = new Map(profile.database.objects);
    const header = value(await changePassword(world.env, quickKdf, vault.header, world.vaultKey, 'another one'));
    value(await vault.commit([{ header }]));
    const changed = [...profile.database.objects].filter(([key, bytes]) => before.get(key) !== bytes).map(([key]) => key);
    expect(changed.sort()).toEqual(['header', 'root']);
    expect(codeOf(await unlock(world.env, quickKdf, profile.start(), PASSWORD))).toBe('wrong-password');
    expect(value(await unlock(world.env, quickKdf, profile.start(), 'another one'))).toEqual(world.vaultKey);
    expect((await reopen(world)).damaged()).toEqual([]);
  });

  test('an old header put back is noticed', async () => {
    const world = await newWorld((e) => [otpAccount(e)]);
    const { vault, profile } = world;
    const old = profile.database.objects.get('header') as Bytes;
    value(await vault.commit([{ header: value(await changePassword(world.env, quickKdf, vault.header, world.vaultKey, 'another one')) }]));
    profile.database.objects.set('header', old);
    profile.shadow.objects.set(`${profile.shadow.marker?.vaultId}/header`, old);
    const vaultKey = value(await unlock(world.env, quickKdf, profile.start(), PASSWORD));
    const opened = value(await openVault(world.env, profile.start(), vaultKey));
    expect(opened.damaged()).toEqual([{ key: 'header', id: null, problem: 'changed' }]);
  });

  test('passkey and recovery key unlock a stored vault', async () => {
    const world = await newWorld();
    let header = value(await addSlot(world.env, quickKdf, world.vault.header, world.vaultKey, passkeySlot));
    header = value(await addSlot(world.env, quickKdf, header, world.vaultKey, { type: 'recovery', label: '', recoveryKey }));
    value(await world.vault.commit([{ header }]));
    expect(value(await unlockWithPrf(env, world.profile.start(), credentialId, prfOutput))).toEqual(world.vaultKey);
    expect(value(await unlockWithRecoveryKey(env, world.profile.start(), recoveryKey))).toEqual(world.vaultKey);
  });
});

describe('the recovery key on paper', () => {
  test('reads back however it was copied', async () => {
    const text = await recoveryKeyText(env.subtle, recoveryKey);
    expect(text).toMatch(/^([A-Z2-7]{4}-){8}[A-Z2-7]{4}$/);
    for (const copied of [
      text,
      text.toLowerCase(),
      text.replaceAll('-', ' '),
      text.replaceAll('O', '0').replaceAll('I', '1').replaceAll('B', '8'),
    ]) {
      expect(value(await readRecoveryKey(env.subtle, copied))).toEqual(recoveryKey);
    }
  });

  test('a slip of the pen is a slip, not a wrong key, and its group is named', async () => {
    const text = (await recoveryKeyText(env.subtle, recoveryKey)).replaceAll('-', '');
    const read = async (typed: string) => {
      const result = await readRecoveryKey(env.subtle, typed);
      return result.ok ? 'ok' : `${result.error.code} ${result.error.detail ?? ''}`.trim();
    };
    for (let i = 0; i < text.length; i++) {
      const group = Math.floor(i / 4) + 1;
      const other = text[i] === 'A' ? 'C' : 'A';
      expect(await read(text.slice(0, i) + other + text.slice(i + 1)), `replaced at ${i}`).toBe(`mistyped-group ${group}`);
      expect(await read(`${text.slice(0, i)}9${text.slice(i + 1)}`), `no such letter at ${i}`).toBe(`mistyped-group ${group}`);
    }
    for (let i = 0; i + 1 < text.length; i++) {
      if (text[i] === text[i + 1]) continue;
      const swapped = text.slice(0, i) + text[i + 1] + text[i] + text.slice(i + 2);
      expect(await read(swapped), `swapped at ${i}`).toBe(`mistyped-group ${Math.floor(i / 4) + 1}`);
    }
  });

  test('says when something is missing or too much, and when it cannot tell where', async () => {
    const text = (await recoveryKeyText(env.subtle, recoveryKey)).replaceAll('-', '');
    const read = async (typed: string) => codeOf(await readRecoveryKey(env.subtle, typed));
    expect(await read(text.slice(0, 30))).toBe('incomplete');
    expect(await read(`${text}AAAA`)).toBe('too-long');
    expect(await read(text.slice(18) + text.slice(0, 18))).toBe('mistyped');
    expect(await read('')).toBe('incomplete');
    // one letter left out in the middle of a group whose letters all differ
    const missing = text.slice(0, 13) + text.slice(14);
    expect(['mistyped-group', 'incomplete']).toContain(await read(missing));
  });

  test('any 160 bits', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 20, maxLength: 20 }), async (bytes) => {
        const secret = new Uint8Array(bytes);
        expect(value(await readRecoveryKey(env.subtle, await recoveryKeyText(env.subtle, secret)))).toEqual(secret);
      }),
    );
  });
});

describe('Argon2id', { timeout: 60_000 }, () => {
  test('is the reference implementation’s (phc-winner-argon2 test.c)', async () => {
    const [password, salt] = [utf8('password'), utf8('somesalt')];
    const parameters = { memoryKib: 65_536, iterations: 2, parallelism: 1 };
    expect(hex(await argon2Wasm(password, salt, parameters))).toBe('09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7');
  });

  test('in wasm and in script give the same bytes', async () => {
    const [password, salt] = [env.random(24), env.random(16)];
    for (const parameters of [
      DEFAULT_ARGON2,
      { memoryKib: 19_456, iterations: 2, parallelism: 1 },
      { memoryKib: 19_456, iterations: 2, parallelism: 4 },
    ]) {
      const wasm = await argon2Wasm(password, salt, parameters);
      expect(wasm).toHaveLength(32);
      expect(await argon2Script(password, salt, parameters)).toEqual(wasm);
    }
  });

  test('works where WebAssembly does not', async () => {
    const [password, salt] = [env.random(24), env.random(16)];
    const parameters = { memoryKib: 19_456, iterations: 2, parallelism: 1 };
    const expected = await argon2(password, salt, parameters);
    const { WebAssembly: real } = globalThis;
    Reflect.deleteProperty(globalThis, 'WebAssembly');
    try {
      await expect(argon2Wasm(password, salt, parameters)).rejects.toThrow();
      expect(await argon2(password, salt, parameters)).toEqual(expected);
    } finally {
      globalThis.WebAssembly = real;
    }
  });
});
