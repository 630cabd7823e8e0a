// Page audience: the extension's own popup and options. Each route is one line of authority; the work is in the services.

import { ok, type Result } from '../core/result';
import type { PageProtocol } from '../messages/page-protocol';
import type { Report } from '../messages/report-protocol';
import type { Outcome } from '../messages/views';
import { originOfTab } from '../platform/frames';
import { readPolicy } from '../platform/policy';
import { changeSetting, readSettings } from '../platform/settings-store';
import type { AccountService } from './account-service';
import type { Answers } from './answers';
import { type BackupParts, backupRoutes } from './backup-routes';
import { batchRoutes } from './batch-routes';
import type { BatchService } from './batch-service';
import { type CaptureParts, captureRoutes } from './capture-routes';
import { type CardParts, cardRoutes } from './card-routes';
import type { Copies } from './copies';
import { exportRoutes } from './export-routes';
import type { ExportService } from './export-service';
import type { FillService } from './fill-service';
import { healthRoutes } from './health-routes';
import type { HealthService } from './health-service';
import { importRoutes } from './import-routes';
import type { ImportService } from './import-service';
import type { ListOrdering } from './list-order';
import type { LockClock } from './lock-clock';
import type { Locking } from './locking';
import type { NewAccounts } from './new-accounts';
import { createPracticeRoutes } from './practice-routes';
import type { PracticeService } from './practice-service';
import { tellPages } from './push';
import { createRecoveryRoutes, type RecoveryParts } from './recovery-routes';
import type { Release } from './release';
import type { PageRoutes } from './router';
import { type SlotRouteParts, slotRoutes } from './slot-routes';
import type { StatusService } from './status-service';
import { type TaughtRouteParts, taughtRoutes } from './taught-routes';
import type { UndoService } from './undo-service';
import type { VaultService } from './vault-service';
import { createWaysRoutes } from './ways-routes';
import { type PasskeyParts, passkeyRoutes } from './webauthn/passkey-routes';
import { wrongCodeRoutes } from './wrong-code-routes';
import type { WrongCodes } from './wrong-code-service';

export interface PageParts {
  readonly vault: VaultService;
  readonly clock: LockClock;
  readonly locking: Locking;
  readonly status: StatusService;
  readonly accounts: AccountService;
  readonly order: Pick<ListOrdering, 'renew'>;
  readonly newAccounts: NewAccounts;
  readonly release: Release;
  readonly fills: FillService;
  readonly captures: CaptureParts;
  readonly copies: Copies;
  readonly backups: BackupParts;
  readonly answers: Answers;
  readonly practice: PracticeService;
  readonly undo: UndoService;
  readonly batches: BatchService;
  readonly cards: CardParts;
  readonly exports: ExportService;
  readonly health: HealthService;
  readonly imports: ImportService;
  readonly recovery: RecoveryParts;
  readonly slots: Pick<SlotRouteParts, 'slots' | 'pins' | 'bringBack'>;
  readonly passkeys: PasskeyParts;
  readonly taught: TaughtRouteParts;
  readonly report: () => Promise<Report>;
  readonly wrongCodes: WrongCodes;
  readonly settingsChanged: () => Promise<void>;
}

/** Routes that a page asks by itself, without the person: they do not keep the vault open. */
const unattended: ReadonlySet<keyof PageProtocol> = new Set([
  'status',
  'items/list',
  'items/codes',
  'items/picks',
  'items/tags',
  'items/card',
  'passkeys/card',
  'damaged/view',
  'trash/list',
  'confirmation/current',
  'approval/current',
  'browser-passkeys/list',
  'auto-backup/read',
  'capture/current',
  'capture/resume',
  // the camera asks three times a second, with or without a person before it
  'capture/image',
  'practice/state',
  'settings/read',
  'settings/policy',
  'copy/take',
  'recovery/about',
  'slots/locked',
  'slots/list',
  'slots/rotation',
  'never-offer/list',
  'taught/list',
  'wrong-code/suspected',
  'health/read',
  'report/read',
]);

export function createPageRoutes(parts: PageParts): PageRoutes {
  const { vault, status, accounts, newAccounts, release, fills, captures, answers, undo } = parts;
  const { backups, auto } = parts.backups;
  const unlocked = (): Promise<Outcome | null> => {
    parts.passkeys.verification.note();
    return answers.resume();
  };
  const routes: PageRoutes = {
    ...backupRoutes(parts.backups),
    ...batchRoutes({ accounts, batches: parts.batches, undo }),
    ...captureRoutes(captures),
    ...cardRoutes(parts.cards),
    ...exportRoutes(parts.exports),
    ...healthRoutes(parts.health),
    ...importRoutes(parts.imports),
    ...passkeyRoutes(parts.passkeys),
    ...createPracticeRoutes(parts.practice),
    ...createWaysRoutes(parts.copies),
    ...wrongCodeRoutes(parts.wrongCodes, parts.copies),
    ...createRecoveryRoutes(parts.recovery),
    ...slotRoutes({ ...parts.slots, vault, unlocked, passwordChanged: (next) => auto.passwordChanged(next) }),
    ...taughtRoutes(parts.taught),
    'report/read': async () => ok(await parts.report()),
    status: async () => ok(await status.status()),
    'vault/create': ({ password }) => vault.create(password),
    async 'vault/unlock'({ password }) {
      const done = await vault.unlock(password);
      return done.ok ? ok({ outcome: await unlocked() }) : done;
    },
    async 'vault/lock'() {
      await parts.locking.now();
      return ok(null);
    },
    async 'vault/change-password'({ current, next }) {
      const changed = await parts.slots.slots.setPassword({ type: 'password', password: current }, next);
      if (changed.ok) await auto.passwordChanged(next);
      return changed;
    },
    'vault/backup': ({ password }) => backups.save(password),
    'vault/restore': ({ content, password }) => backups.restore(content, password),
    'vault/wipe': ({ password }) => backups.wipe(password),
    async 'vault/retry'() {
      await vault.retry();
      return ok(await status.status());
    },
    'vault/raw': () => backups.raw(),
    async 'items/list'({ query, tabId, offset, limit, opening }) {
      if (opening === true) parts.order.renew();
      return accounts.rows(query, tabId === null ? null : await originOfTab(tabId), offset, limit);
    },
    async 'items/move'({ id, tabId, by }) {
      const done = await accounts.move(id, tabId === null ? null : await originOfTab(tabId), by);
      return done.ok ? ok({ moved: done.value }) : done;
    },
    'items/codes': ({ ids }) => accounts.codes(ids),
    async 'items/copy'({ id }) {
      const copy = await accounts.copy(id);
      if (copy.ok) await parts.copies.copied(id, copy.value.code);
      return copy;
    },
    async 'items/next-code'({ id }) {
      const code = await release.advance(id, 'popup');
      if (!code.ok) return code;
      const { nextCode, validFrom, validUntil } = code.value;
      return ok({ id, code: code.value.code, nextCode, validFrom, validUntil });
    },
    'items/add-uri': ({ uri, site }) => newAccounts.fromUri(uri, site),
    'items/add-key': (entry) => newAccounts.fromKey(entry),
    async 'items/trash'({ id }) {
      const name = await accounts.trash(id);
      return name.ok ? undo.remember({ act: 'trash', ids: [id], name: name.value }) : name;
    },
    'items/undo': () => undo.undo(),
    'page/fill': ({ id, tabId }) => fills.fromPopup(id, tabId),
    'page/capture': ({ tabId }) => captures.captures.fromPage(tabId),
    'confirmation/current': async () => ok(await answers.current()),
    'confirmation/answer': ({ id, accept, itemId }) => answers.answer(id, accept, itemId),
    'settings/read': async () => ok(await readSettings()),
    'settings/policy': async () => ok(await readPolicy()),
    async 'settings/change'({ name, value }) {
      const changed = await changeSetting(name, value);
      if (changed === null) return { ok: false, error: { code: 'bad-request', detail: name } };
      await parts.settingsChanged();
      return ok(changed);
    },
  };
  return withActivity(routes, parts.clock);
}

/** Everything that the person does moves the lock's deadline, and other open pages hear of it. */
function withActivity(routes: PageRoutes, clock: LockClock): PageRoutes {
  const wrapped = Object.entries(routes).map(([route, handle]) => [
    route,
    async (request: never, sender: never): Promise<Result<unknown>> => {
      const reply: Result<unknown> = await handle(request, sender);
      if (!unattended.has(route as keyof PageProtocol)) {
        await clock.touch();
        if (reply.ok) tellPages(/^(items|passkeys|trash|damaged)\/|^vault\/restore$/.test(route) ? 'items-changed' : 'status-changed');
      }
      return reply;
    },
  ]);
  return Object.fromEntries(wrapped) as PageRoutes;
}
