// Imports and exports of the gallery: what a file held, and what a program cannot take.

import type { SheetEntry } from '../../../src/messages/export-protocol';
import type { ImportEntry, ImportedFile } from '../../../src/messages/import-protocol';
import type { PageProtocol } from '../../../src/messages/page-protocol';
import type { RunningImport } from '../../../src/platform/import-host';
import type { Scene } from './fake-background';

type Verdicts = PageProtocol['import/check']['res']['verdicts'];

const entry = (issuer: string, account: string, more: Partial<ImportEntry> = {}): ImportEntry => ({
  kind: 'otp',
  issuer,
  account,
  warnings: [],
  reason: null,
  detail: null,
  packed: 'AAAA',
  ...more,
});

/** Each verdict once, in the order of `verdicts`; one more is refused. */
export const importedFile: ImportedFile = {
  format: 'Aegis',
  plain: true,
  entries: [
    entry('GitHub', 'ada-lovelace'),
    entry('Old bank', 'token 4', { warnings: ['counter-missing', 'secret-short'] }),
    entry('example.com', 'ada@example.org', { kind: 'passkey' }),
    entry('Heroku', 'ada@example.org'),
    entry('Proton', 'ada@proton.me'),
    entry('Fastmail', 'ada@fastmail.com'),
    entry('Mobile', 'eve', { kind: 'refused', packed: null, reason: 'unsupported-type', detail: 'motp' }),
  ],
};
const sheet = (issuer: string, account: string, key: string, more: Partial<SheetEntry>): SheetEntry => ({
  ...{ issuer, account, key, settings: null, codes: [] },
  ...more,
});

const verdicts: Verdicts = ['new', 'new', 'new', 'second', 'same-key', 'duplicate'];

export const fakeFiles = {
  'import/check': () => ({ verdicts }),
  'items/import': () => ({ added: 4, skipped: 0 }),
  'export/choose': () => null,
  'export/chosen': () => null,
  'export/sheet': () => ({
    entries: [
      sheet('GitHub', 'ada-lovelace', 'JBSW Y3DP EHPK 3PXP', { codes: ['a1b2c-d3e4f', 'g5h6i-j7k8l'] }),
      sheet('Old bank', 'token 4', 'GEZD GNBV GY3T QOJQ', { settings: { type: 'hotp', algorithm: 'SHA-1', digits: 8, number: 4 } }),
    ],
  }),
  'export/preview': () => ({
    carried: 12,
    left: [
      { issuer: 'Old bank', account: 'token 4', why: 'hotp' as const },
      { issuer: 'example.com', account: 'ada@example.org', why: 'passkey' as const },
    ],
    loses: ['tags' as const, 'sites' as const],
  }),
};

/** No worker in the gallery: every text that is pasted is the scene's file. */
export const readFileOf =
  ({ file }: Scene) =>
  (): RunningImport => ({
    result: new Promise((resolve) => {
      if (file === 'reading') return;
      resolve(typeof file === 'object' ? { ok: true, value: file } : { ok: false, error: { code: file ?? 'import-unknown' } });
    }),
    stop: () => undefined,
  });
