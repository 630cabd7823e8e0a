// What hostile texts become on their way in and out, without a browser: names are clean and stay text, files that we write are read back
// with the same words, nothing is a formula, a template or a key of an object's prototype.

import { describe, expect, test } from 'vitest';
import words from '../../public/_locales/en/messages.json';
import { edited } from '../../src/background/card-edit';
import { createOmnibox } from '../../src/background/omnibox';
import { utf8 } from '../../src/core/bytes';
import type { ExportEnv } from '../../src/core/formats/export/export-env';
import { type TargetId, targets } from '../../src/core/formats/export/target';
import { sortFor, writeExport } from '../../src/core/formats/export/write-export';
import { readImportFile } from '../../src/core/formats/read-file';
import type { OtpAccount } from '../../src/core/item';
import { readManualEntry } from '../../src/core/otp/manual';
import { formatMigration, parseMigration } from '../../src/core/otp/migration';
import { cleanName, MAX_NAME_GRAPHEMES } from '../../src/core/otp/name';
import { formatOtpUri, parseOtpUri } from '../../src/core/otp/uri';
import { readRecoveryCodes } from '../../src/core/recovery/read-codes';
import { ok } from '../../src/core/result';
import { indexEntry, type OtpEntry } from '../../src/core/vault/index-entry';
import { checkItem } from '../../src/core/vault/item-codec';
import { importEnv, readSample } from '../core/formats/reading';
import { otpAccount } from '../support/items';
import { testEnv } from '../support/test-env';
import { messageOf } from '../ui/gallery/words-of-file';
import { payloads } from './text-payloads';

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const env = testEnv(3);
const texts = payloads.map(({ kind, text }) => [kind, text] as const);
/** What a person cannot see and a browser acts on. */
const UNWANTED = /[\p{Cc}\p{Cs}\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u3164\uFFA0]/u;
const CONTROLS = /(?![\t\n\r])\p{Cc}/u;
const segments = new Intl.Segmenter('en', { granularity: 'grapheme' });

const isClean = (name: string): void => {
  expect(name).not.toMatch(UNWANTED);
  expect([...segments.segment(name)].length).toBeLessThanOrEqual(MAX_NAME_GRAPHEMES);
  expect(name.length).toBeLessThanOrEqual(4096);
};

test('there are two hundred', () => {
  expect(new Set(payloads.map(({ text }) => text)).size).toBeGreaterThanOrEqual(200);
});

describe('ways in', () => {
  test.each(texts)('%s %j: by hand, by a link, by an export, by an edit', (_, text) => {
    const name = cleanName(text).text;
    isClean(name);

    const typed = readManualEntry({ issuer: text, account: text, secret: SECRET });
    expect(typed).toMatchObject({ ok: true, value: { issuer: name, account: name } });

    // A link carries at most 2 KB, and a colon parts issuer and account.
    const piece = Buffer.from(text.slice(0, 60)).toString();
    const link = parseOtpUri(`otpauth://totp/${encodeURIComponent(piece)}?secret=${SECRET}`);
    if (link.ok) for (const part of [link.value.issuer, link.value.account]) isClean(part);

    const otp = { type: 'totp', secret: env.random(20), algorithm: 'SHA1', digits: 6, period: 30 } as const;
    const written = formatMigration([{ issuer: text, account: text, otp }]);
    const part = written.ok ? parseMigration(written.value) : written;
    if (part.ok)
      for (const entry of part.value.entries) if (entry.ok) for (const each of [entry.value.issuer, entry.value.account]) isClean(each);

    const card = edited(
      otpAccount(env),
      { id: '0'.repeat(32), issuer: text, account: text, sites: [], note: text, tags: [text], pinned: false, otp: null } as never,
      env.now(),
    );
    if (!card.ok) throw new Error(card.error.code);
    for (const each of [card.value.issuer, card.value.account, ...card.value.tags]) isClean(each);
    expect(card.value.note.replaceAll('\n', '')).not.toMatch(UNWANTED);
    expect(checkItem(card.value).ok || card.value.note.length > 50_000).toBe(true);

    const codes = readRecoveryCodes(text);
    if (codes.ok) for (const code of codes.value) expect(code.text).toMatch(/^[A-Za-z0-9][A-Za-z0-9 -]*$/);
  });

  const files: readonly (readonly [string, string, (text: string) => string])[] = [
    [
      'Aegis',
      'a.json',
      (text) =>
        JSON.stringify({
          version: 1,
          header: { slots: null, params: null },
          db: {
            version: 3,
            groups: [{ uuid: 'g', name: text }],
            entries: [
              {
                type: 'totp',
                name: text,
                issuer: text,
                note: text,
                groups: ['g'],
                info: { secret: SECRET, algo: 'SHA1', digits: 6, period: 30 },
              },
            ],
          },
        }),
    ],
    [
      '2FAS',
      'a.2fas',
      (text) =>
        JSON.stringify({
          schemaVersion: 4,
          groups: [{ id: 'g', name: text }],
          services: [
            { name: text, secret: SECRET, groupId: 'g', otp: { issuer: text, account: text, tokenType: 'TOTP', digits: 6, period: 30 } },
          ],
        }),
    ],
    [
      'Bitwarden',
      'a.json',
      (text) =>
        JSON.stringify({
          encrypted: false,
          folders: [],
          items: [
            {
              type: 1,
              name: text,
              notes: text,
              login: { username: text, totp: SECRET, uris: [{ uri: text }] },
              fields: [{ name: text, value: text, type: 0 }],
            },
          ],
        }),
    ],
    [
      'a password list',
      'a.csv',
      (text) =>
        `title,url,username,totp,notes\n${[text, text, text, SECRET, text].map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`,
    ],
  ];
  test.each(files)('%s files', async (_, file, write) => {
    for (const { text } of payloads) {
      // With controls in it a file is no text to the importer, and refused or asked for a password; JSON has them escaped.
      if (file.endsWith('.csv') && CONTROLS.test(text)) continue;
      const read = await readSample(file, write(text));
      if (!read.ok) throw new Error(`${JSON.stringify(text.slice(0, 60))}: ${read.error.code} ${read.error.detail}`);
      expect(read.value.found.length).toBeGreaterThan(0);
      for (const found of read.value.found) {
        isClean(found.issuer);
        isClean(found.account);
        if (found.kind === 'refused') continue;
        for (const tag of found.tags) isClean(tag);
        for (const site of found.sites) expect(new URL(site).origin).toBe(site);
        expect(found.note.replaceAll('\n', '')).not.toMatch(UNWANTED);
      }
    }
  });
});

describe('ways out', () => {
  const accounts = payloads.map(
    ({ text }): OtpAccount => otpAccount(env, { issuer: cleanName(text).text, account: cleanName(text).text, sites: [], note: '' }),
  );

  const exportEnv: ExportEnv = { ...importEnv, now: env.now, random: env.random };
  const plain: readonly TargetId[] = ['2fas', 'proton', 'bitwarden', 'cxf', 'ente', 'otpauth', 'google'];

  test.each(plain)('an export for %s comes back with the same words', async (id) => {
    const target = targets.find((one) => one.id === id);
    if (target === undefined) throw new Error(id);
    const named = accounts.filter(({ issuer, account }) => issuer !== '' && `${issuer}${account}`.length < 400);
    const { carried } = sortFor(target, named);
    expect(carried.length).toBeGreaterThan(200);
    const content = await writeExport(target, named, exportEnv, null);
    const read = await readImportFile({ name: 'a', bytes: utf8(content) }, null, importEnv);
    if (!read.ok) throw new Error(read.error.code);
    expect(read.value.found.length).toBe(carried.length);
    const back = new Set(read.value.found.map(({ account }) => account));
    const lost = (carried as OtpAccount[]).filter(
      ({ account, issuer }) => !back.has(account) && !back.has(account.slice(issuer.length + 1)),
    );
    expect(lost.map(({ account }) => account)).toEqual([]);
  });

  test('the address bar gets no markup, and no template is filled twice', async () => {
    for (const item of accounts) {
      const entry = indexEntry(item, 1, 1, 0) as OtpEntry;
      for (const firefox of [false, true]) {
        const box = createOmnibox({
          accounts: { named: async () => ok([entry]) },
          fillHere: { prompt: async () => ok(null) },
          copies: { account: async () => ok(null), here: async () => ok(null) },
          words: (key: string, args: readonly string[]) => messageOf(words, key, args),
          openList: async () => false,
          firefox,
        } as never);
        const { first, others } = await box.suggest('x');
        const line = firefox ? (others[0]?.description ?? '') : first;
        if (!firefox) expect(line.replace(/&#\d+;/g, '')).not.toMatch(/[<>&"']/);
        const shown = firefox ? line : line.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
        expect(shown).toContain([item.issuer, item.account].filter((word) => word !== '').join(' · '));
      }
    }
  });

  test('a link that we write is read back with the same words', () => {
    for (const { issuer, account, otp } of accounts) {
      const read = parseOtpUri(formatOtpUri({ issuer, account, otp }));
      if (!read.ok) expect(read.error.code).toBe('too-long');
      else expect([account, account.slice(issuer.length + 1).trim()]).toContain(read.value.account);
    }
  });
});
