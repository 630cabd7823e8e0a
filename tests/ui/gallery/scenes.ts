// Every state that a person can come to see in popup and options.

import type { Found } from '../../../src/messages/capture-protocol';
import type { Confirmation, Row } from '../../../src/messages/views';
import { approvalScenes, passkeyRows } from './approval-scenes';
import type { Scene } from './fake-background';
import { importedFile } from './fake-files';
import { lockedWays, manyWays } from './fake-ways';

const id = (n: number): string => n.toString(16).padStart(32, '0');

function account(n: number, issuer: string, name: string, more: Partial<Row> = {}): Row {
  const code = { id: id(n), code: '0'.repeat(6), nextCode: null, validFrom: null, validUntil: null };
  return {
    id: id(n),
    kind: 'otp',
    issuer,
    account: name,
    sites: [`https://${issuer.toLowerCase().replace(/[^a-z]/g, '') || 'example'}.com`],
    pinned: false,
    here: null,
    otpType: 'totp',
    code,
    left: null,
    total: null,
    recoveryId: null,
    rpId: null,
    damaged: false,
    ...more,
  };
}

const digits = (n: number, count: number): Pick<Row, 'code'> => ({
  code: { id: id(n), code: '0'.repeat(count), nextCode: null, validFrom: null, validUntil: null },
});

const heroku = account(1, 'Heroku', 'ada@example.org', { here: 'exact', sites: ['https://id.heroku.com'] });
const twelve: readonly Row[] = [
  heroku,
  account(2, 'Heroku', 'ops-team@example.org', { here: 'same-domain' }),
  account(3, 'GitHub', 'ada-lovelace'),
  account(4, 'Proton', 'ada@proton.me'),
  account(5, 'Hetzner', 'K0231188', digits(5, 8)),
  account(6, 'Steam', 'countess', { otpType: 'steam', ...digits(6, 5) }),
  account(7, 'Old bank', 'token 4', { otpType: 'hotp', code: null }),
  account(8, 'Fastmail', 'ada@fastmail.com'),
  account(9, 'Cloudflare', 'ada@example.org', digits(9, 7)),
  account(10, 'Mastodon', '@ada@mastodon.social'),
  account(11, 'npm', 'lovelace', digits(11, 10)),
  account(12, 'PyPI', 'lovelace'),
];
const long = [
  account(
    1,
    'The Extraordinarily Long-Winded Savings Bank of Upper Lower Saxony',
    'ada.augusta.king.countess.of.lovelace@analytical-engines.example.org',
    {
      here: 'exact',
    },
  ),
  account(2, 'Ελληνική Τράπεζα', 'Άδα'),
  account(3, 'בנק ישראל', 'עדה@example.org'),
  account(4, '株式会社カウンターサイン', 'エイダ・ラブレス'),
  account(5, '', 'only-an-account@example.org'),
  account(6, 'Issuer only', ''),
];
export const manyAccounts = (count: number): readonly Row[] =>
  Array.from({ length: count }, (_, n) => account(n + 1, `Service ${String(n + 1).padStart(5, '0')}`, `user${n + 1}@example.org`));

const question: Confirmation = {
  id: 'q',
  kind: 'fill-code',
  origin: 'https://id.heroku.com',
  site: 'heroku.com',
  topOrigin: null,
  reasons: ['unproven'],
  accounts: [{ id: id(1), issuer: 'Heroku', account: 'ada@example.org', sites: ['https://id.heroku.com'] }],
  locked: false,
};

const foundAs = (key: number, issuer: string, name: string, more: Partial<Found['accounts'][number]> = {}): Found['accounts'][number] => ({
  key: `0.${key}`,
  issuer,
  account: name,
  state: 'new',
  reason: null,
  warnings: [],
  periodAssumed: true,
  ...more,
});
const foundInExport: Found = {
  accounts: [
    foundAs(0, 'Heroku', 'ada@example.org', { state: 'known' }),
    foundAs(1, 'GitHub', 'ada-lovelace', { state: 'second' }),
    foundAs(2, 'Mastodon', '@ada@a-rather-long-instance-name.mastodon.example.org', { warnings: ['secret-short'] }),
    foundAs(3, 'Old game', 'ada', { state: 'unsupported', reason: 'bad-algorithm' }),
  ],
  parts: [],
};

export const popupScenes: Readonly<Record<string, Scene>> = {
  'first-run': { vault: 'none' },
  lost: { vault: 'none', lost: true },
  locked: { vault: 'locked' },
  'locked-pin': { vault: 'locked', lockedWays },
  'locked-wrong-pin': {
    vault: 'locked',
    lockedWays,
    failing: { 'slots/unlock-pin': 'wrong-pin 4' },
    presses: ['unlock-pin=1234', 'unlock-submit'],
  },
  'locked-pin-gone': {
    vault: 'locked',
    lockedWays,
    failing: { 'slots/unlock-pin': 'pin-gone' },
    presses: ['unlock-pin=1234', 'unlock-submit'],
  },
  'locked-recovery': { vault: 'locked', lockedWays, presses: ['way-recovery'] },
  'locked-password': { vault: 'locked', lockedWays: { ...lockedWays, pin: null } },
  'wrong-password': {
    vault: 'locked',
    failing: { 'vault/unlock': 'wrong-password' },
    presses: ['unlock-password=x', 'unlock-submit'],
  },
  trouble: { vault: 'trouble', trouble: 'damaged-header' },
  unreachable: { vault: 'open', failing: { status: 'unreachable' } },
  empty: { vault: 'open', accounts: [], site: 'heroku.com' },
  one: { vault: 'open', accounts: [heroku], site: 'heroku.com', notices: [{ code: 'neverBackedUp', detail: null }] },
  twelve: { vault: 'open', accounts: twelve, site: 'heroku.com' },
  damaged: {
    vault: 'open',
    accounts: twelve.map((row, i) => (i === 2 || i === 5 ? { ...row, damaged: true, code: null } : row)),
    site: 'heroku.com',
  },
  'damaged-entry': { vault: 'open', accounts: [{ ...heroku, damaged: true }], presses: ['damaged-open'] },
  'damaged-lost': { vault: 'open', accounts: [{ ...heroku, id: id(9), damaged: true }], presses: ['damaged-open'] },
  card: { vault: 'open', accounts: twelve, site: 'heroku.com', presses: ['open-card'] },
  'card-edit': { vault: 'open', accounts: twelve, site: 'heroku.com', presses: ['open-card', 'card-edit'] },
  'card-edit-warned': {
    vault: 'open',
    accounts: twelve,
    site: 'heroku.com',
    presses: ['open-card', 'card-edit', 'edit-site-new=her0ku.com', 'edit-site-add', 'edit-parameters'],
  },
  'card-move': { vault: 'open', accounts: twelve, presses: ['open-card', 'card-move'] },
  'card-move-qr': { vault: 'open', accounts: twelve, presses: ['open-card', 'card-move', 'move-password=x', 'move-submit'] },
  select: { vault: 'open', accounts: twelve, site: 'heroku.com', presses: ['select-open', 'account-row'] },
  'select-all': { vault: 'open', accounts: manyAccounts(10_000), site: null, presses: ['select-open', 'select-all'] },
  'select-tag': { vault: 'open', accounts: twelve, presses: ['select-open', 'select-all', 'select-tag'] },
  trash: { vault: 'open', accounts: twelve, presses: ['trash-open'] },
  'trash-ask': { vault: 'open', accounts: twelve, presses: ['trash-open', 'trash-delete'] },
  add: { vault: 'open', accounts: twelve, site: 'heroku.com', presses: ['add-open'] },
  found: { vault: 'open', accounts: twelve, site: 'heroku.com', found: foundInExport },
  'found-part': { vault: 'open', accounts: twelve, site: 'heroku.com', found: { ...foundInExport, parts: [{ have: 2, of: 3 }] } },
  recovery: {
    vault: 'open',
    accounts: [
      { ...heroku, left: 8, total: 10, recoveryId: id(101) },
      account(3, 'GitHub', 'ada-lovelace-of-a-rather-long-name@example.org', { left: 2, total: 16, recoveryId: id(102) }),
      account(20, 'gitlab.com', '', { kind: 'recovery', otpType: null, code: null, left: 1, total: 10, recoveryId: id(20) }),
    ],
    site: 'heroku.com',
  },
  'recovery-few': {
    vault: 'open',
    accounts: [
      account(3, 'GitHub', 'ada-lovelace-of-a-rather-long-name@example.org', { left: 2, total: 16, recoveryId: id(102) }),
      account(20, 'gitlab.com', '', { kind: 'recovery', otpType: null, code: null, left: 1, total: 10, recoveryId: id(20) }),
    ],
    site: 'heroku.com',
    presses: ['recovery-open'],
  },
  'no-page': { vault: 'open', accounts: twelve.map((row) => ({ ...row, here: null })), site: null },
  'long-names': { vault: 'open', accounts: long, site: 'long-winded-savings-bank-of-upper-lower-saxony.example.org' },
  'ten-thousand': { vault: 'open', accounts: manyAccounts(10_000), site: null },
  restored: { vault: 'open', accounts: twelve, site: null, notices: [{ code: 'restoredFromShadow', detail: null }] },
  confirm: { vault: 'open', accounts: twelve, confirmation: question },
  'confirm-choice': {
    vault: 'open',
    confirmation: {
      ...question,
      topOrigin: 'https://news.example.net',
      reasons: ['embedded', 'remember'],
      accounts: [
        ...question.accounts,
        { id: id(2), issuer: 'Heroku', account: 'ops-team@example.org', sites: ['https://dashboard.heroku.com'] },
      ],
    },
  },
  'confirm-lookalike': {
    vault: 'open',
    confirmation: { ...question, origin: 'https://id.her0ku.com', site: 'her0ku.com', reasons: ['bind', 'look-alike'] },
  },
  'confirm-locked': { vault: 'locked', confirmation: { ...question, kind: 'unlock', reasons: [], accounts: [], locked: true } },
  passkeys: { vault: 'open', accounts: [heroku, ...passkeyRows, ...twelve.slice(2)], site: 'heroku.com' },
  passkey: { vault: 'open', accounts: passkeyRows, presses: ['open-card'] },
  'passkey-rename': { vault: 'open', accounts: passkeyRows, presses: ['open-card', 'passkey-rename'] },
  ...approvalScenes,
  'confirm-save': { vault: 'open', confirmation: { ...question, kind: 'save-account', reasons: [] } },
};

const made = {
  place: 'folder',
  folder: 'Safe place',
  keep: 5,
  last: { at: Date.UTC(2026, 10, 23, 18, 4), file: 'Safe place/countersign-1a2b3c4d-3.txt', items: 42 },
  nextAt: null,
} as const;

export const optionsScenes: Readonly<Record<string, Scene>> = {
  open: {
    vault: 'open',
    notices: [{ code: 'neverBackedUp', detail: null }],
    browserPasskeys: ['https://id.heroku.com', 'https://xn--bcher-kva.example'],
  },
  'backup-folder': { vault: 'open', backups: { ...made, failure: null } },
  'backup-folder-asks': { vault: 'open', backups: { ...made, failure: 'folder-permission' } },
  'backup-folder-gone': { vault: 'open', backups: { ...made, failure: 'folder-gone' } },
  managed: {
    vault: 'open',
    policy: { longestAutoLockMinutes: 5, exports: false, backupRequired: true, sitesOff: ['bank.example', 'intranet.example'] },
  },
  'ways-in': { vault: 'open', ways: manyWays },
  'ways-passkey': { vault: 'open', ways: manyWays, presses: ['add-passkey', 'passkey-password=x', 'passkey-submit'] },
  'ways-recovery': {
    vault: 'open',
    ways: manyWays,
    presses: ['add-recovery-key', 'again-password=x', 'again-submit', 'typed-back-recovery-key=mfrg gzdx', 'typed-back-submit'],
  },
  'ways-pin': { vault: 'open', ways: manyWays, presses: ['set-pin'] },
  'ways-rotate': { vault: 'open', ways: manyWays, presses: ['rotate'] },
  'ways-remove': { vault: 'open', ways: manyWays, presses: ['way-remove'] },
  'ways-test': { vault: 'open', ways: manyWays, presses: ['way-test'] },
  unlocked: { vault: 'open', place: 'unlock' },
  moving: { vault: 'open', place: 'moving' },
  scan: { vault: 'open', place: 'scan' },
  'recovery-ask': { vault: 'open', place: 'recovery-1' },
  'recovery-sheet': { vault: 'open', place: 'recovery-1', presses: ['again-password=x', 'again-submit'] },
  'recovery-file': { vault: 'open', place: 'recovery-add' },
  'recovery-locked': { vault: 'locked', place: 'recovery-1' },
  'locked-ways': { vault: 'locked', lockedWays, place: 'unlock' },
  none: { vault: 'none' },
  locked: { vault: 'locked' },
  trouble: { vault: 'trouble', trouble: 'damaged' },
  welcome: { vault: 'none', place: 'welcome' },
  'welcome-lost': { vault: 'none', lost: true, place: 'welcome' },
  'welcome-done': { vault: 'open', place: 'welcome' },
  practice: { vault: 'open', place: 'practice' },
  'practice-saved': { vault: 'open', accounts: twelve, place: 'practice', practice: { accountId: id(1), codes: { left: 1, total: 4 } } },
  'practice-no-vault': { vault: 'none', place: 'practice' },
  'import-locked': { vault: 'locked', place: 'import' },
  'export-none': { vault: 'none', place: 'export' },
  'practice-locked': { vault: 'locked', place: 'practice' },
  help: { vault: 'open', place: 'help' },
  seen: { vault: 'open', place: 'seen' },
  health: { vault: 'open', place: 'health' },
  'health-well': { vault: 'open', place: 'health', health: 'well' },
  'health-empty': { vault: 'open', place: 'health', health: 'empty' },
  import: { vault: 'open', place: 'import' },
  'import-reading': { vault: 'open', place: 'import', file: 'reading' },
  'import-password': { vault: 'open', place: 'import', file: 'import-password-needed' },
  'import-failed': { vault: 'open', place: 'import', file: 'import-account-restricted' },
  'import-preview': { vault: 'open', place: 'import', file: importedFile },
  export: { vault: 'open', place: 'export' },
  'export-paper': { vault: 'open', place: 'export', presses: ['again-password=x', 'again-submit'] },
};
