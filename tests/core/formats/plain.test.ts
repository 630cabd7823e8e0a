// Every format that is written in clear.

import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { base32 } from '../../../src/core/bytes';
import { sealBackup } from '../../../src/core/vault/backup';
import { testEnv } from '../../support/test-env';
import { plainSamples } from './plain-samples';
import { line, readSample } from './reading';

describe('files in clear', () => {
  test.each(plainSamples)('$name', async ({ file, content, format, found }) => {
    const read = await readSample(file, content);
    if (!read.ok) throw new Error(`${read.error.code} ${read.error.detail ?? ''}`);
    expect(read.value.format).toBe(format);
    expect(read.value.found.map(line)).toEqual(found);
    expect(read.value.plain).toBe(true);
  });

  test('secrets arrive byte for byte, whatever their writing', async () => {
    const read = await readSample('x.csv', 'name,secret,issuer,type,counter,url\nada,gezd gnbv-gy3t qojq,Example,totp,,\n');
    const [found] = read.ok ? read.value.found : [];
    expect(found?.kind === 'otp' && base32(found.otp.secret)).toBe('GEZDGNBVGY3TQOJQ');
  });

  test.each([
    ['UTF-8 with a mark', Uint8Array.of(0xef, 0xbb, 0xbf, ...Buffer.from('otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ'))],
    ['UTF-16', Uint8Array.of(0xff, 0xfe, ...Buffer.from('otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ', 'utf16le'))],
  ])('reads %s', async (_name, bytes) => {
    const read = await readSample('x.txt', Uint8Array.from(bytes));
    expect(read.ok && read.value.found.map(line)).toEqual(['|a|totp|SHA1/6/30']);
  });

  test('reads what was compressed, once and no deeper than its limits', async () => {
    const list = gzipSync('otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ');
    const read = await readSample('x.txt.gz', Uint8Array.from(list));
    expect(read.ok && read.value.found.map(line)).toEqual(['|a|totp|SHA1/6/30']);
    const twice = await readSample('x.gz', Uint8Array.from(gzipSync(list)));
    expect(twice.ok ? 'opened' : twice.error.code).toBe('import-unknown');
    const bomb = await readSample('x.gz', Uint8Array.from(gzipSync(Buffer.alloc(65 * 1024 * 1024))));
    expect(bomb.ok ? 'opened' : bomb.error.code).toBe('import-too-large');
  });

  test('parts of a Google export in any order, one of three missing', async () => {
    const part = (index: number): string =>
      `otpauth-migration://offline?data=${encodeURIComponent(Buffer.from([0x0a, 0x12, 0x0a, 0x0a, ...Buffer.from('1234567890'), 0x12, 0x02, 0x61, 0x30 + index, 0x30, 0x02, 0x10, 0x01, 0x18, 0x03, 0x20, index, 0x28, 0x07]).toString('base64'))}`;
    const read = await readSample('x.txt', [part(2), part(0), part(2)].join('\r\n'));
    expect(read.ok && read.value.found.map(line)).toEqual(['|a0|totp|SHA1/6/30', '|a2|totp|SHA1/6/30', '!migration-gap |']);
  });
});

describe('files that say they hold nothing for us', () => {
  test.each([
    ['import-no-otp', 'name,url,username,password,note\nx,https://x.example,u,p,\n'],
    ['import-no-otp', '"url","username","password","httpRealm","timePasswordChanged"\n"https://x","u","p","","1"\n'],
    ['import-account-restricted', '{"encrypted":true,"encKeyValidation_DO_NOT_EDIT":"2.a|b|c","items":[]}'],
    ['import-pgp', '-----BEGIN PGP MESSAGE-----\n\nhQ\n'],
    ['import-phone-database', 'SQLite format 3\0and so on'],
    ['import-unknown', 'Lorem ipsum dolor sit amet'],
    ['import-unknown', `%PDF-1.7\0\x01${'binary'.repeat(50)}`],
    ['import-unknown', '\0\0\0 ftypmp42'.repeat(100)],
    ['import-unknown', '{"a":1}'],
    ['import-unknown', '[1,2,3]'],
    ['import-empty', '   \n'],
    ['import-empty', '[]'],
    ['import-damaged', '{"version":1,"header":{},"db":{"entries":['],
    ['import-too-deep', `${'['.repeat(2000)}${']'.repeat(2000)}`],
    ['import-too-many', JSON.stringify({ tokens: Array.from({ length: 10_001 }, () => ({ secret: [1], label: 'x' })), tokenOrder: [] })],
  ])('%s', async (code, content) => {
    const read = await readSample('x', content);
    expect(read.ok ? 'ok' : read.error.code).toBe(code);
  });
});

describe('files that another way is for', () => {
  test('a backup of our own', async () => {
    const env = testEnv(3);
    const text = await sealBackup(env, async () => new Uint8Array(32), 'password', {
      vaultId: env.random(16),
      createdAt: env.now(),
      items: [],
    });
    if (!text.ok) throw new Error(text.error.code);
    const read = await readSample('countersign-backup.txt', text.value);
    expect(read.ok ? 'opened' : read.error.code).toBe('import-own-backup');
  });
  test('a maFile whose key is in another file', async () => {
    const read = await readSample('1.maFile', Buffer.alloc(64, 7).toString('base64'));
    expect(read.ok ? 'opened' : read.error.code).toBe('import-key-file');
  });
});
