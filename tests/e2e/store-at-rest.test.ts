// Nothing of an item, and not the vault key, lies readable in the profile's files.

import { randomBytes } from 'node:crypto';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { base32 } from '../../src/core/bytes';
import { buildStoreExtension } from '../contract/store-extension';
import { launch } from './launch';

const scratch = mkdtempSync(path.join(tmpdir(), 'countersign-rest-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function inEveryForm(bytes: Buffer): Buffer[] {
  const text = bytes.toString('latin1');
  // Base64 of the bytes at each of the three places where they may begin, without the characters that neighbours share.
  const shifted = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(shift === 0 ? 0 : 4, -4),
  );
  const texts = [bytes.toString('hex'), bytes.toString('hex').toUpperCase(), base32(bytes), ...shifted];
  return [bytes, Buffer.from(text, 'utf16le'), ...texts.flatMap((one) => [Buffer.from(one), Buffer.from(one, 'utf16le')])];
}

function findIn(folder: string, needles: readonly Buffer[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => lstatSync(file).isFile())
    .filter((file) => {
      const content = readFileSync(file);
      return needles.some((needle) => content.includes(needle));
    });
}

it('keeps every word of an item and the vault key to itself', async () => {
  const target = process.env.E2E_BROWSER === 'firefox' ? 'firefox' : 'chromium';
  const dist = await buildStoreExtension(path.join(scratch, 'dist'), target);
  const profile = mkdtempSync(path.join(scratch, 'profile-'));
  const secret = randomBytes(20);
  const [issuer, account, note, site, control] = ['Quokkabank', 'wombat-person', 'numbat-note', 'https://bilby.example', 'potoroo-control'];
  const rig = await launch({ dist, profile });
  let key: number[];
  try {
    const page = await rig.openOwnPage('run.html');
    await page.waitForFunction(() => 'storeTests' in globalThis);
    key = await page.evaluate((words) => globalThis.storeTests.plant(words), {
      issuer,
      account,
      note,
      site,
      control,
      secret: [...secret],
    } as never);
  } finally {
    await rig.close();
  }
  expect(findIn(profile, inEveryForm(Buffer.from(control as string))).length, 'control: the search finds what is in clear').toBeGreaterThan(
    0,
  );
  for (const word of [issuer, account, note, 'bilby.example'])
    expect(findIn(profile, inEveryForm(Buffer.from(word as string)))).toEqual([]);
  expect(findIn(profile, inEveryForm(secret))).toEqual([]);
  expect(findIn(profile, inEveryForm(Buffer.from(key)))).toEqual([]);
});
