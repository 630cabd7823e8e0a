// Files of other programs on the options page: password, preview, one commit, undo, and what is said about those that do not open.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import QRCode from 'qrcode';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as seal from '../core/formats/sealing';
import { axeProblems } from './axe';
import { type RigDriver, startDriver } from './driver';
import { chooseImport, importFrom, previewCounts } from './import-steps';
import { byId, press, typeInto, words } from './popup-steps';
import { until } from './waiting';

const password = 'correct horse battery staple';
const folder = mkdtempSync(path.join(tmpdir(), 'countersign-import-'));
const fileOf = (name: string, content: string | Buffer): string => {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
};

const other = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const entry = (issuer: string, secret: string, info: object, more: object = {}) => ({
  ...{ type: 'totp', name: 'ada', issuer, groups: [] },
  ...more,
  info: { secret, algo: 'SHA1', digits: 6, period: 30, ...info },
});

const sealed = () =>
  fileOf(
    'aegis.json',
    seal.aegis({
      version: 3,
      groups: [{ uuid: 'g', name: 'Work' }],
      entries: [
        entry('Example', seal.SECRET, { algo: 'SHA256', digits: 8, period: 60 }, { groups: ['g'], note: 'spare' }),
        entry('Counter', other, { counter: 7 }, { type: 'hotp' }),
        entry('Mobile', 'e3152afee62599c8', { algo: 'MD5' }, { type: 'motp' }),
      ],
    }),
  );

describe('imports', () => {
  let driver: RigDriver;
  beforeAll(async () => {
    driver = await startDriver();
    await driver.createVault(password);
  });
  afterAll(async () => {
    await driver?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('asks for the password, adds in one commit, adds nothing twice, and undoes', async () => {
    const file = sealed();
    const wrong = await driver.importFile(file, 'wrong');
    expect(wrong).toMatchObject({ added: 0, message: expect.stringContaining('not the password') });
    expect(await driver.importFile(file, seal.PASSWORD)).toMatchObject({ added: 2, skipped: 0, failed: 1 });
    const [counter, example] = (await driver.accounts()).sort((a, b) => a.issuer.localeCompare(b.issuer));
    expect([example?.issuer, example?.account, example?.code?.length]).toEqual(['Example', 'ada', 8]);
    expect([counter?.issuer, counter?.type]).toEqual(['Counter', 'hotp']);
    expect(await driver.importFile(file, seal.PASSWORD)).toMatchObject({ added: 0, skipped: 2, failed: 1 });
    await driver.undo();
    expect(await driver.accounts()).toEqual([]);
  });

  it('takes several files at once, parts of an export among them, and names what does not open', async () => {
    const page = await driver.options('import');
    const part = (index: number): string =>
      `otpauth-migration://offline?data=${encodeURIComponent(
        Buffer.from([
          0x0a,
          0x12,
          0x0a,
          0x0a,
          ...Buffer.from('1234567890'),
          0x12,
          2,
          0x61,
          0x30 + index,
          0x30,
          2,
          0x10,
          1,
          0x18,
          2,
          0x20,
          index,
          0x28,
          7,
        ]).toString('base64'),
      )}`;
    const pictures = await Promise.all([1, 0].map(async (index) => fileOf(`${index}.png`, await QRCode.toBuffer(part(index)))));
    const chrome = fileOf('chrome.csv', 'name,url,username,password,note\nx,https://x.example,u,p,\n');
    const list = fileOf('list.txt', `otpauth://totp/Example:ada?secret=${seal.SECRET}&issuer=Example\n`);
    const bomb = fileOf(
      'bomb.json',
      JSON.stringify({ kdfParams: { memLimit: 2 ** 40, opsLimit: 1, salt: 'AAAA' }, encryptedData: 'AA', encryptionNonce: 'AA' }),
    );
    await chooseImport(page, ...pictures, chrome, list, bomb);
    await page.waitForSelector(`${byId('import-failure')}[data-code="import-no-otp"]`);
    await page.waitForSelector(`${byId('import-failure')}[data-code="import-absurd-cost"]`);
    // Both pictures hold the same key under two names: one of them is enough.
    await until('the preview', async () =>
      (await page.$(byId('import-preview'))) === null ? null : (await previewCounts(page)).new === 2,
    );
    expect(await previewCounts(page)).toEqual({ new: 2, second: 0, 'same-key': 0, refused: 0, duplicate: 1 });
    expect(await axeProblems(page)).toEqual([]);
    await press(page, 'import-add');
    await page.waitForSelector(`${byId('import-done')}[data-added="2"]`);
    expect(await words(page, 'import-message')).toContain('2 entries were added');
    await press(page, 'import-undo');
    await page.waitForSelector(byId('import-done'), { hidden: true });
    await page.close();
    expect(await driver.accounts()).toEqual([]);
  });

  it('stops a file that takes long at a press, and takes what is dropped after it', async () => {
    const page = await driver.options('import');
    // Half a minute of Argon2 over little memory.
    const kdfParams = { memLimit: 8 * 1024 * 1024, opsLimit: 5000, salt: 'AAAAAAAAAAAAAAAAAAAAAA==' };
    const slow = fileOf('slow.json', JSON.stringify({ kdfParams, encryptedData: 'A'.repeat(80), encryptionNonce: 'A'.repeat(32) }));
    await chooseImport(page, slow);
    await page.waitForSelector(byId('import-password'));
    await typeInto(page, 'import-password', 'whatever');
    await press(page, 'import-password-submit');
    await page.waitForSelector(`${byId('import-source')}[data-state="reading"] progress`);
    await press(page, 'import-remove');
    await page.waitForSelector(byId('import-source'), { hidden: true });
    await page.evaluate((text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.setData('text/plain', text);
      document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
    }, `otpauth://totp/Dropped:ada?secret=${other}&issuer=Dropped`);
    await page.waitForSelector(`${byId('import-preview')}[data-new="1"]`);
    await page.close();
  });

  it('keeps a second key under a known name, and does not tick a known key with other numbers', async () => {
    await driver.addByHand({ issuer: 'Example', account: 'ada', secret: seal.SECRET });
    const page = await driver.options('import');
    const list = [`Example:ada?secret=${other}&issuer=Example`, `Example:ada?secret=${seal.SECRET}&issuer=Example&digits=8`];
    const file = fileOf('two.txt', list.map((rest) => `otpauth://totp/${rest}`).join('\r\n'));
    expect(await importFrom(page, file)).toMatchObject({ added: 1 });
    await page.close();
    expect((await driver.accounts()).map(({ issuer, code }) => [issuer, code?.length])).toEqual([
      ['Example', 6],
      ['Example', 6],
    ]);
  });
});
