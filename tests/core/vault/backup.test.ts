import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { base32, base64, hex } from '../../../src/core/bytes';
import type { Item, OtpAccount, RecoverySet } from '../../../src/core/item';
import {
  deriveBackupKey,
  extrasFor,
  looksLikeBackup,
  openBackup,
  reopenBackup,
  sealBackup,
  sealNextBackup,
} from '../../../src/core/vault/backup';
import { mergeBackup } from '../../../src/core/vault/merge';
import { argon2 } from '../../../src/platform/argon2';
import { oneOfEach, otpAccount, passkey, recoverySet } from '../../support/items';
import { testEnv } from '../../support/test-env';
import { codeOf, PASSWORD, quickKdf, value } from '../../support/vault-world';

const make = async (items: (env: ReturnType<typeof testEnv>) => Item[] = oneOfEach, kdf = quickKdf) => {
  const env = testEnv(7);
  const backup = { vaultId: env.random(16), createdAt: env.now(), items: items(env) };
  return { env, backup, text: value(await sealBackup(env, kdf, PASSWORD, backup)) };
};

describe('a backup', () => {
  test('gives back every item', async () => {
    const { env, backup, text } = await make();
    expect(looksLikeBackup(text)).toBe(true);
    expect(value(await openBackup(env, quickKdf, text, PASSWORD))).toEqual(backup);
  });

  test('survives a byte order mark and carriage returns', async () => {
    const { env, backup, text } = await make();
    expect(value(await openBackup(env, quickKdf, `\uFEFF${text.replaceAll('\n', '\r\n')}`, PASSWORD))).toEqual(backup);
  });

  test('holds no plaintext', async () => {
    const { text, backup } = await make();
    for (const secret of ['Example', 'ann@', 'example.com', 'abcd-efgh']) {
      expect(text).not.toContain(secret);
      expect(Buffer.from(text.split('\n')[1] as string, 'base64').includes(secret)).toBe(false);
    }
    expect(text).not.toContain(base64((backup.items[0] as OtpAccount).otp.secret));
  });

  const header = (text: string, edit: (json: Record<string, Record<string, unknown>>) => void): string => {
    const json = JSON.parse(text.split('\n')[0] as string);
    edit(json);
    return `${JSON.stringify(json)}\n${text.split('\n')[1]}\n`;
  };

  test.each<[string, (text: string) => string, string]>([
    ['a photograph', () => '\x89PNG\r\n', 'not-a-backup'],
    ['another JSON', () => '{"format":"aegis"}', 'not-a-backup'],
    ['nothing', () => '', 'not-a-backup'],
    ['a later version', (t) => header(t, (j) => Object.assign(j, { version: 3 })), 'newer-version'],
    ['version 0', (t) => header(t, (j) => Object.assign(j, { version: 0 })), 'not-a-backup'],
    ['version 2 without what makes it one', (t) => header(t, (j) => Object.assign(j, { version: 2 })), 'not-a-backup'],
    ['cheap parameters', (t) => header(t, (j) => Object.assign(j.kdf as object, { memoryKib: 1024 })), 'absurd-parameters'],
    ['one cheap pass', (t) => header(t, (j) => Object.assign(j.kdf as object, { memoryKib: 19_456, iterations: 1 })), 'absurd-parameters'],
    ['a memory bomb', (t) => header(t, (j) => Object.assign(j.kdf as object, { memoryKib: 2 ** 30 })), 'absurd-parameters'],
    ['a time bomb', (t) => header(t, (j) => Object.assign(j.kdf as object, { iterations: 21 })), 'absurd-parameters'],
    ['text for numbers', (t) => header(t, (j) => Object.assign(j.kdf as object, { iterations: '3' })), 'absurd-parameters'],
    ['a short salt', (t) => header(t, (j) => Object.assign(j, { salt: 'AAAA' })), 'absurd-parameters'],
    ['another spelling of the header', (t) => t.replace('{"format"', '{ "format"'), 'damaged'],
    ['one more field in the header', (t) => header(t, (j) => Object.assign(j, { note: 'x' })), 'damaged'],
    ['a cut end', (t) => t.slice(0, -100), 'damaged'],
    ['no second line', (t) => `${t.split('\n')[0]}\n`, 'damaged'],
    ['a third line', (t) => `${t}AAAA\n`, 'damaged'],
    ['a character swapped', (t) => t.replace(/\n(.)/, (_, c: string) => `\n${c === 'A' ? 'B' : 'A'}`), 'damaged'],
    ['65 MiB', (t) => t + ' '.repeat(65 * 1024 * 1024), 'too-large'],
  ])('refuses %s', async (_, spoil, code) => {
    const { env, text } = await make();
    expect(codeOf(await openBackup(env, quickKdf, spoil(text), PASSWORD))).toBe(code);
  });

  test('refuses another password', async () => {
    const { env, text } = await make();
    expect(codeOf(await openBackup(env, quickKdf, text, `${PASSWORD}!`))).toBe('wrong-password');
  });

  test('opens with a password composed another way (RFC 8265 §4.2.2)', async () => {
    const env = testEnv();
    const backup = { vaultId: env.random(16), createdAt: 0, items: [] };
    const text = value(await sealBackup(env, quickKdf, 'p\u00e4sswort', backup));
    expect((await openBackup(env, quickKdf, text, 'pa\u0308sswort')).ok).toBe(true);
  });

  test('opens without any code of ours', async () => {
    const { text, backup } = await make(oneOfEach, argon2);
    const folder = mkdtempSync(join(tmpdir(), 'countersign-backup-'));
    try {
      writeFileSync(join(folder, 'b.txt'), text);
      const open = (password: string) =>
        execFileSync('node', ['scripts/open-backup.mjs', join(folder, 'b.txt')], {
          env: { ...process.env, COUNTERSIGN_PASSWORD: password },
          stdio: ['ignore', 'pipe', 'pipe'],
        });
      const content = JSON.parse(open(PASSWORD).toString());
      const account = backup.items[0] as OtpAccount;
      expect(content.vaultId).toBe(hex(backup.vaultId));
      expect(content.items.map(({ kind }: { kind: string }) => kind)).toEqual(['otp', 'recovery', 'passkey']);
      expect(content.items[0]).toMatchObject({
        id: account.id,
        issuer: 'Example',
        account: 'ann@example.com',
        type: 'totp',
        digits: 6,
        period: 30,
        secretBase32: base32(account.otp.secret),
      });
      expect(content.items[1].codes[0]).toEqual(['abcd-efgh', null, null]);
      expect(() => open('wrong')).toThrow(/The password is wrong/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a backup that was made without asking', () => {
  const world = async (kdf = quickKdf) => {
    const env = testEnv(11);
    const key = await deriveBackupKey(env, kdf, PASSWORD);
    const backup = { vaultId: env.random(16), createdAt: env.now(), items: oneOfEach(env), extras: new Map([['taughtFields', '[1]']]) };
    return { env, key, backup, text: value(await sealNextBackup(env, key, backup)) };
  };

  test('opens by the password, and by the key that sealed it', async () => {
    const { env, key, backup, text } = await world();
    expect(value(await openBackup(env, quickKdf, text, PASSWORD))).toEqual(backup);
    expect(value(await reopenBackup(env, key, text))).toEqual(backup);
  });

  test('never meets another under the same key and nonce', async () => {
    const { env, key, backup, text } = await world();
    const again = value(await sealNextBackup(env, key, backup));
    const salts = [text, again].map((one) => JSON.parse(one.split('\n')[0] as string).fileSalt);
    expect(new Set(salts).size).toBe(2);
    expect(again.split('\n')[1]).not.toBe(text.split('\n')[1]);
    expect(again.split('\n')[1]?.slice(0, 32)).not.toBe(text.split('\n')[1]?.slice(0, 32));
  });

  test.each<[string, (text: string) => string, string]>([
    [
      'a file salt that was swapped',
      (t) => t.replace(/"fileSalt":"./, (m) => `${m.slice(0, -1)}${m.endsWith('A') ? 'B' : 'A'}`),
      'wrong-password',
    ],
    ['a file salt that was cut', (t) => t.replace(/"fileSalt":"[^"]+"/, '"fileSalt":"AAAA"'), 'not-a-backup'],
    ['a version that was lowered', (t) => t.replace('"version":2', '"version":1'), 'wrong-password'],
    ['a character swapped', (t) => t.replace(/\n(.)/, (_, c: string) => `\n${c === 'A' ? 'B' : 'A'}`), 'damaged'],
  ])('refuses %s', async (_, spoil, code) => {
    const { env, key, text } = await world();
    expect(codeOf(await openBackup(env, quickKdf, spoil(text), PASSWORD))).toBe(code);
    expect(codeOf(await reopenBackup(env, key, spoil(text)))).toBe(code);
  });

  test('does not open by the key of another password', async () => {
    const { env, text } = await world();
    expect(codeOf(await reopenBackup(env, await deriveBackupKey(env, quickKdf, 'another'), text))).toBe('wrong-password');
  });

  test('opens without any code of ours', async () => {
    const { text } = await world(argon2);
    const { openBackup: opener } = await import('../../../scripts/open-backup.mjs');
    const content = await opener(text, PASSWORD);
    expect(content.items.map(({ kind }: { kind: string }) => kind)).toEqual(['otp', 'recovery', 'passkey']);
    expect(content.extras).toEqual({ taughtFields: '[1]' });
  });

  test('carries the extras that are meant for it, and no others', async () => {
    const found = await extrasFor(async (name) =>
      name === 'taughtFields' ? { ok: true, value: '[2]' } : { ok: false, error: { code: 'missing' } },
    );
    expect([...found]).toEqual([['taughtFields', '[2]']]);
    expect([...(await extrasFor(async () => ({ ok: true, value: 5 })))]).toEqual([]);
  });
});

describe('merging a backup', () => {
  test('into the vault it was made from adds nothing', () => {
    const items = oneOfEach(testEnv());
    const { add, skipped } = mergeBackup(testEnv(2), items, items);
    expect(add).toEqual([]);
    expect(skipped.map(({ reason }) => reason)).toEqual(['same', 'same', 'same']);
  });

  test('into an empty vault keeps every id', () => {
    const items = oneOfEach(testEnv());
    expect(mergeBackup(testEnv(2), [], items)).toEqual({ add: items, skipped: [] });
  });

  test('knows a secret by itself, not by its name', () => {
    const env = testEnv();
    const mine = otpAccount(env, { issuer: 'Mine' });
    const theirs = otpAccount(env, { issuer: 'Theirs', otp: mine.otp });
    const eight = otpAccount(env, { otp: { ...mine.otp, type: 'totp', algorithm: 'SHA1', digits: 8, period: 30 } });
    const sameName = otpAccount(env, { issuer: 'Mine' });
    const { add, skipped } = mergeBackup(env, [mine], [theirs, eight, sameName]);
    expect(add).toEqual([eight, sameName]);
    expect(skipped).toEqual([{ id: theirs.id, reason: 'duplicate', as: mine.id }]);
  });

  test('never overwrites: the same id with other content becomes a second item', () => {
    const env = testEnv();
    const mine = otpAccount(env);
    const other = { ...otpAccount(env), id: mine.id };
    const set = recoverySet(env, { accountId: mine.id });
    const { add } = mergeBackup(env, [mine], [other, set]);
    expect(add).toHaveLength(2);
    expect(add[0]?.id).not.toBe(mine.id);
    expect({ ...add[0], id: mine.id }).toEqual(other);
    expect((add[1] as RecoverySet).accountId).toBe(add[0]?.id);
  });

  test('brings back what lies in the trash, and ties recovery codes to the account that is there', () => {
    const env = testEnv();
    const [gone, kept] = [otpAccount(env), otpAccount(env)];
    const copy = { ...otpAccount(env), otp: kept.otp };
    const set = recoverySet(env, { accountId: copy.id });
    const { add } = mergeBackup(env, [{ ...gone, trashedAt: 1 }, kept], [gone, copy, set, passkey(env)]);
    expect(add.map(({ kind }) => kind)).toEqual(['otp', 'recovery', 'passkey']);
    expect((add[1] as RecoverySet).accountId).toBe(kept.id);
  });
});
