import { describe, expect, test } from 'vitest';
import { goldenVaults } from './golden';
import { killGoldenAtEachWrite, migrations } from './golden-steps';
import { killAtEachWrite, operations } from './kill-steps';
import { tableBlocks, unsnap } from './leveldb-table';
import { Haystack, inEveryForm } from './needles';
import { kindIn } from './process-memory';
import { flipBytes } from './tamper-steps';

describe('a death at each write', () => {
  test.each(operations)('$name: as before or as after, never torn', async (operation) => {
    const { kills, torn } = await killAtEachWrite(operation, false);
    expect(kills).toBeGreaterThan(0);
    expect(torn).toEqual([]);
  });

  test.each(operations)('control: $name sees a record that was taken away', async (operation) => {
    expect((await killAtEachWrite(operation, true)).torn).not.toEqual([]);
  });
});

describe.each(goldenVaults())('a death at each of the first writes to golden $name', (golden) => {
  test.each(migrations)('$name: every item is there', async (operation) => {
    const { kills, torn } = await killGoldenAtEachWrite(golden, operation, false);
    expect(kills).toBeGreaterThan(0);
    expect(torn).toEqual([]);
  });

  test.each(migrations)('control: $name sees a record that was taken away', async (operation) => {
    expect((await killGoldenAtEachWrite(golden, operation, true)).torn).not.toEqual([]);
  });
});

describe('tampering with each byte', () => {
  test('is seen', async () => {
    expect(await flipBytes(17, false)).toEqual({ flips: expect.any(Number), unseen: [] });
  });

  test('control: a byte that was not changed is not seen', async () => {
    const { flips, unseen } = await flipBytes(97, true);
    expect(unseen).toHaveLength(flips);
  });
});

describe('the search', () => {
  const secret = Buffer.from('0f1e2d3c4b5a69788796', 'hex');
  const found = (content: Buffer) => new Haystack(inEveryForm('s', secret)).find(content).map(({ form }) => form);

  test.each<[string, Buffer]>([
    ['raw', secret],
    ['hex', Buffer.from(secret.toString('hex'))],
    ['base64', Buffer.from(secret.toString('base64'))],
    ['base64', Buffer.from(Buffer.concat([Buffer.from('x'), secret, Buffer.from('yz')]).toString('base64'))],
    ['base64', Buffer.from(Buffer.concat([Buffer.from('xy'), secret, Buffer.from('z')]).toString('base64'))],
    ['base32', Buffer.from('B4PC2PCLLJUXRB4W')],
    ['hex in UTF-16LE', Buffer.from(secret.toString('hex'), 'utf16le')],
    ['hex in UTF-16BE', Buffer.from(secret.toString('hex'), 'utf16le').swap16()],
  ])('finds it as %s', (form, content) => {
    expect(found(Buffer.concat([Buffer.alloc(7, 0x41), content, Buffer.alloc(5, 0x42)]))).toContain(form);
  });

  test('finds nothing where there is nothing', () => {
    expect(found(Buffer.alloc(5000, 0x5a))).toEqual([]);
  });

  test('reads what Snappy has packed', () => {
    // 'Wikipedia' as a literal, then a copy of it: format_description.txt.
    const packed = Buffer.from([18, 8 << 2, ...Buffer.from('Wikipedia'), (5 << 2) | 1, 9, (0 << 2) | 0, 0x21]);
    expect(unsnap(packed).toString('latin1', 0, 18)).toBe('WikipediaWikipedia');
    expect(tableBlocks(Buffer.alloc(100))).toEqual([]);
  });
});

describe('whose memory it is', () => {
  test.each([
    ['browser', '/usr/lib/firefox/firefox\0--profile\0/tmp/p\0'],
    ['extension', '/usr/lib/firefox/firefox\0-contentproc\0-isForBrowser\0{8a34}\x004539\0extension\0'],
    ['tab', '/usr/lib/firefox/firefox -contentproc -isForBrowser -prefsHandle 0:27731 -appDir /usr/lib/firefox/browser 4 tab\0'],
    ['browser', '/opt/chromium/chrome\0--remote-debugging-pipe\0'],
    ['renderer', '/opt/chromium/chrome\0--type=renderer\0--extension-process\0'],
    ['renderer', '/opt/chromium/chrome --type=renderer --extension-process'],
  ])('%s', (kind, commandLine) => expect(kindIn(commandLine)).toBe(kind));
});
