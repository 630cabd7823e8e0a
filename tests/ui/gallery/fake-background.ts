// A background of lies for the gallery: answers as the real one would, out of made-up accounts, with no vault behind it.

import type { Approval } from '../../../src/messages/approval-protocol';
import type { AutoBackupView } from '../../../src/messages/backup-protocol';
import type { Found } from '../../../src/messages/capture-protocol';
import type { ImportedFile } from '../../../src/messages/import-protocol';
import type { PageProtocol, PageRoute } from '../../../src/messages/page-protocol';
import { policyOf } from '../../../src/messages/policy';
import type { PracticeState } from '../../../src/messages/practice-protocol';
import type { Reply } from '../../../src/messages/routes';
import type { LockedWays, SlotList } from '../../../src/messages/slots-protocol';
import type { CodeView, Confirmation, Row, Settings, Status } from '../../../src/messages/views';
import type { FirstRun } from '../../../src/options/host';
import type { ClipboardRightsApi } from '../../../src/platform/clipboard-rights';
import type { Ask } from '../../../src/platform/page-messages';
import { fakeCards } from './fake-cards';
import { fakeFiles } from './fake-files';
import { fakeHealth } from './fake-health';
import { fakeReport } from './fake-report';
import { fakeSeen, fakeTaught } from './fake-seen';
import { fakeKey, onlyPassword } from './fake-ways';

export interface Scene {
  readonly vault: Status['vault'];
  readonly trouble?: string;
  /** Automatic backups. */
  readonly backups?: AutoBackupView;
  /** Both copies of a vault are gone. */
  readonly lost?: boolean;
  readonly accounts?: readonly Row[];
  readonly site?: string | null;
  readonly notices?: Status['notices'];
  readonly confirmation?: Confirmation;
  readonly approval?: Approval;
  /** Sites that use the browser's own passkeys. */
  readonly browserPasskeys?: readonly string[];
  /** What a capture found. */
  readonly found?: Found;
  readonly settings?: Partial<Settings>;
  /** Ways in: while open, while locked. */
  readonly ways?: SlotList;
  readonly lockedWays?: LockedWays;
  readonly policy?: object;
  readonly practice?: PracticeState;
  readonly health?: keyof typeof fakeHealth;
  /** Which page of the options tab. */
  readonly place?:
    | 'welcome'
    | 'practice'
    | 'help'
    | 'health'
    | 'seen'
    | 'import'
    | 'export'
    | 'unlock'
    | 'moving'
    | 'scan'
    | `recovery-${string}`;
  /** What a pasted file turns out to be: its content, an error code, or still being read. */
  readonly file?: ImportedFile | string;
  /** Routes that fail, with their code and what it says in detail. */
  readonly failing?: Partial<Record<PageRoute, string>>;
  /** What is pressed one after the other to come to this state: data-testid, or data-testid=what is typed there. */
  readonly presses?: readonly string[];
}

type Answer = { [K in PageRoute]?: (body: PageProtocol[K]['req']) => PageProtocol[K]['res'] };

/** Deterministic digits that differ by account and time step. */
export function fakeCode(row: Row, now: number): CodeView | null {
  if (row.otpType === null || (row.otpType === 'hotp' && row.code === null)) return null;
  const period = 30_000;
  const step = Math.floor(now / period);
  const digits = row.code?.code.length ?? 6;
  const code = (n: number): string => {
    const seed = Number.parseInt(row.id.slice(-6), 16) * 7919 + n * 104_729;
    return row.otpType === 'steam' ? 'K7BWR' : String((seed * 2_654_435_761) % 10 ** digits).padStart(digits, '0');
  };
  return { id: row.id, code: code(step), nextCode: code(step + 1), validFrom: step * period, validUntil: (step + 1) * period };
}

export function fakeBackground(scene: Scene, now: () => number): Ask {
  let vault = scene.vault;
  let accounts = scene.accounts ?? [];
  let trashed: Row | null = null;
  let settings: Settings = {
    autoLockMinutes: 15,
    longestOpenHours: 12,
    idleLockMinutes: 10,
    lockWithSystem: true,
    confirmInWindow: false,
    pageOffers: true,
    promptNotices: false,
    passkeyBridge: true,
    passkeySiteHints: true,
    theme: 'system',
    listOrder: 'own',
    ...scene.settings,
  };
  let confirmation = scene.confirmation ?? null;
  let approval = scene.approval ?? null;

  const status = (): Status => ({
    vault,
    trouble: scene.trouble ?? null,
    lostSince: scene.lost === true ? 0 : null,
    notices: scene.notices ?? [],
    lockAt: null,
    lastBackupAt: null,
    undo: trashed === null ? null : { key: 'undoTrashed', name: trashed.issuer, count: null },
  });
  const nothing = () => null;
  const answers: Answer = {
    ...fakeCards(
      () => accounts,
      (row) => fakeCode(row, now()),
    ),
    status,
    'vault/retry': status,
    'vault/create': () => {
      vault = 'open';
      return null;
    },
    'vault/unlock': () => {
      vault = 'open';
      return { outcome: null };
    },
    'vault/lock': () => {
      vault = 'locked';
      return null;
    },
    'vault/change-password': nothing,
    'slots/list': () => scene.ways ?? onlyPassword,
    'slots/locked': () => scene.lockedWays ?? { passkeys: [], recoveryKey: false, pin: null },
    'slots/new-recovery-key': () => fakeKey,
    'slots/check-password': nothing,
    'slots/rotation': nothing,
    'slots/rename': nothing,
    'auto-backup/read': () => scene.backups ?? null,
    'vault/wipe': () => {
      vault = 'none';
      return null;
    },
    'vault/backup': () => ({ fileName: 'countersign-2026-11-24.backup', content: 'x' }),
    'vault/raw': () => ({ fileName: 'countersign-raw.json', content: 'x' }),
    'vault/restore': () => ({ added: 12, repaired: 0, skipped: 1, failed: 0, becameVault: vault === 'none' }),
    'items/list': ({ query, offset, limit }) => {
      const words = query.toLowerCase().split(/\s+/);
      const found = accounts.filter((row) => words.every((word) => `${row.issuer} ${row.account}`.toLowerCase().includes(word)));
      const rows = found.slice(offset, offset + limit).map((row) => ({ ...row, code: fakeCode(row, now()) }));
      return { rows, total: found.length, site: scene.site ?? null, ownOrder: true };
    },
    'items/picks': ({ from, to }) => accounts.slice(from, to).map(({ id, pinned }) => ({ id, pinned })),
    'items/tags': () => ['Work', 'Family', 'Servers', 'Bank & taxes'],
    'items/place': () => ({ moved: true }),
    'items/batch': ({ ids, act }) => {
      if (act.do === 'trash') accounts = accounts.filter(({ id }) => !ids.includes(id));
      return { changed: ids.length, name: '' };
    },
    'items/codes': ({ ids }) => accounts.filter((row) => ids.includes(row.id)).flatMap((row) => fakeCode(row, now()) ?? []),
    'items/copy': () => ({ code: '123456' }),
    'items/next-code': ({ id }) => ({ id, code: '755224', nextCode: null, validFrom: null, validUntil: null }),
    'items/add-uri': () => ({ id: '0'.repeat(32), warnings: [] }),
    'items/add-key': () => ({ id: '0'.repeat(32), warnings: ['secret-short'] }),
    'items/trash': ({ id }) => {
      trashed = accounts.find((row) => row.id === id) ?? null;
      accounts = accounts.filter((row) => row.id !== id);
      return null;
    },
    'items/undo': () => {
      if (trashed !== null) accounts = [trashed, ...accounts];
      trashed = null;
      return null;
    },
    'page/fill': () => ({ ok: true, key: 'outcomeFilled', args: [] }),
    'capture/current': () => scene.found ?? null,
    'capture/resume': () => (scene.found === undefined ? null : { choosing: true, again: false }),
    'capture/add': () => ({ ok: true, key: 'outcomeSaved', args: ['Heroku +1'] }),
    'capture/drop': nothing,
    'page/capture': () => ({ ok: true, key: 'outcomeSaved', args: ['Heroku'] }),
    'confirmation/current': () => confirmation,
    'confirmation/answer': ({ accept }) => {
      confirmation = null;
      return { ok: accept, key: accept ? 'outcomeFilled' : 'outcomeCancelled', args: [] };
    },
    'approval/current': () => approval,
    'approval/answer': ({ choice }) => {
      approval = null;
      return { ok: choice !== 'cancel', key: choice === 'cancel' ? 'outcomeCancelled' : 'outcomeFilled', args: [] };
    },
    'browser-passkeys/list': () => scene.browserPasskeys ?? [],
    'browser-passkeys/forget': nothing,
    ...fakeFiles,
    'copy/take': nothing,
    'recovery/about': ({ id }) => {
      const row = accounts.find(({ recoveryId }) => recoveryId === id);
      const { issuer = '', account = '', sites = [], left, total } = row ?? {};
      return { id, issuer, account, sites, left: left ?? 0, total: total ?? 0, newCodesAt: 'https://github.com/settings/codes' };
    },
    'recovery/reveal': ({ id }) => ({
      id,
      issuer: 'GitHub',
      account: 'ada-lovelace',
      sites: ['https://github.com'],
      createdAt: Date.UTC(2026, 2, 1),
      codes: Array.from({ length: 10 }, (_, n) => ({
        text: `${'abcdefghij'[n]}${7919 * (n + 3)}-${104_729 * (n + 1)}`,
        usedAt: n < 2 ? Date.UTC(2026, 10, n + 3) : null,
        usedOn: n < 2 ? 'https://github.com' : null,
      })),
    }),
    'recovery/new-codes': nothing,
    'practice/state': () => scene.practice ?? { accountId: null, codes: null },
    'never-offer/list': () => ['example.org', 'heroku.com'],
    'never-offer/remove': () => [],
    'taught/list': () => fakeTaught,
    'taught/forget': () => [],
    'seen/read': () => fakeSeen,
    'report/read': () => fakeReport(settings),
    'health/read': () => fakeHealth[scene.health ?? 'some'],
    'health/ignore': () => fakeHealth.well,
    'settings/read': () => settings,
    'settings/policy': () => policyOf(scene.policy),
    'settings/change': ({ name, value }) => {
      settings = { ...settings, [name]: value };
      return settings;
    },
  };
  return async <K extends PageRoute>(route: K, body: PageProtocol[K]['req']): Promise<Reply<PageProtocol[K]['res']>> => {
    const [code, detail] = scene.failing?.[route]?.split(' ') ?? [];
    if (code !== undefined) return { ok: false, error: detail === undefined ? { code } : { code, detail } };
    const answer = answers[route];
    return answer === undefined ? { ok: false, error: { code: 'internal' } } : { ok: true, value: answer(body) };
  };
}

export const clipboardRights: ClipboardRightsApi = {
  held: async () => ({ write: true, read: false }),
  change: async () => ({ write: true, read: true }),
};

/** A browser that has said nothing yet. */
export const firstRun: FirstRun = {
  hasHostAccess: async () => false,
  requestHostAccess: async () => false,
  onHostAccess: () => () => undefined,
  popupShortcut: async () => 'Alt+Shift+2',
  iconIsPinned: async () => false,
};
