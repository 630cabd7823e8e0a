// Builds the background's parts in the order in which they know one another.

import type { ItemId } from '../core/item';
import type { Report } from '../messages/report-protocol';
import { argon2 } from '../platform/argon2';
import { writeBackupFile } from '../platform/backup-files';
import { folderName, forgetFolder, writeIntoFolder } from '../platform/backup-folder';
import { browser, fireAndForget } from '../platform/browser';
import { detectorIn, giveRules, pointedFieldIn } from '../platform/detector-world';
import { realEnv } from '../platform/env';
import { foreignKdf } from '../platform/foreign-kdf';
import { documentIn } from '../platform/frame-document';
import { ancestorUrls, framesOf, injectDetector, tellFrame } from '../platform/frames';
import { logEvents, logFailure } from '../platform/log';
import { readPolicy } from '../platform/policy';
import { readSettings } from '../platform/settings-store';
import { dateSamples } from '../platform/site-date';
import { browserStore } from '../platform/store/browser-store';
import { bringToFront, openConfirmationSurface } from '../platform/surfaces';
import { vaultTrace } from '../platform/vault-trace';
import { lastWebTab, webFrames } from '../platform/web-tab';
import { createAccountService } from './account-service';
import { createAnswers } from './answers';
import { type AutoBackups, createAutoBackups } from './auto-backup';
import { backupAlarm, backupWaiting } from './backup-alarm';
import { createBackupService } from './backup-service';
import { createBatchService } from './batch-service';
import { createCaptureOnRequest } from './capture-on-request';
import { createCaptureRegion } from './capture-region';
import { createCaptureTray } from './capture-tray';
import { createCardService } from './card-service';
import { createConfirmationService } from './confirmation-service';
import { createContentRoutes } from './content-routes';
import { createDamagedEntries } from './damaged-entries';
import { createMoveToPhone } from './export-qr';
import { createExportService } from './export-service';
import { createFillService } from './fill-service';
import { createFrameReports, type FrameReports } from './frame-reports';
import { createHealthService } from './health-service';
import { createImportService } from './import-service';
import { createListOrdering } from './list-order';
import { createLockClock } from './lock-clock';
import { createLocking, type Locking } from './locking';
import { isNeverOffered } from './never-offer';
import { createNewAccounts } from './new-accounts';
import { createOfferService } from './offer-service';
import { createPageRoutes } from './page-routes';
import { createPasskeyCards } from './passkey-cards';
import { createPinService } from './pin-service';
import { createPracticeService } from './practice-service';
import { tellAllTabs, tellPages } from './push';
import { createRecoveryFills } from './recovery-fills';
import { createRecoveryOffers } from './recovery-offers';
import { createRecoveryService } from './recovery-service';
import { createRefusals } from './refusals';
import { createRelease } from './release';
import { readReport } from './report-service';
import type { Routes } from './router';
import { readSeen } from './seen';
import { createSlotService } from './slot-service';
import { createStatusService } from './status-service';
import { createTaughtFields, type TaughtFields } from './taught-fields';
import { createTrashService } from './trash-service';
import { createUndoService } from './undo-service';
import { createUses } from './uses';
import { createVaultService, type VaultService } from './vault-service';
import { createWays, type Ways } from './ways';
import { createPasskeys } from './webauthn/passkeys';
import type { CallHandler } from './webauthn/port';
import { createSignIns } from './webauthn/sign-ins';
import { createSiteHints } from './webauthn/site-hints';
import { createWrongCodes } from './wrong-code-service';

export interface Services {
  readonly routes: Routes;
  readonly vault: VaultService;
  readonly reports: FrameReports;
  readonly ways: Ways;
  readonly calls: CallHandler;
  readonly taught: TaughtFields;
  readonly backups: AutoBackups;
  readonly locking: Locking;
}

export function createServices(): Services {
  const env = realEnv;
  const clock = createLockClock(env, () => {
    offers.forget();
    confirmations.forgetSecrets();
    fireAndForget('notices:lock', ways.notices.forgetAll(), logFailure);
  });
  const siteHints = createSiteHints(env, async () => (await readSettings()).passkeySiteHints);
  const vault = createVaultService({
    env,
    kdf: argon2,
    store: browserStore(),
    trace: vaultTrace,
    clock,
    onState: () => {
      order.renew();
      tellPages('status-changed');
      fireAndForget('push:look-again', tellAllTabs({ push: 'look-again' }), logFailure);
    },
    onContent: (open) => {
      fireAndForget('passkeys:site-hints', siteHints.follow(open), logFailure);
      fireAndForget('taught:follow', taught.follow(open), logFailure);
      fireAndForget('backup:follow', backups.follow(open), logFailure);
      // Wiped: where its backups went is nobody's business any more.
      if (open === null) fireAndForget('backup:forget-folder', forgetFolder(), logFailure);
    },
  });
  const taught: TaughtFields = createTaughtFields({
    env,
    vault,
    wanted: async (origin) => (await readSettings()).pageOffers && !(await isNeverOffered(origin)),
    frames: {
      documentIn,
      pointedFieldIn,
      giveRules,
      injectDetector,
      lookAgain: (target) => tellFrame(target, { push: 'look-again' }),
      webFrames,
    },
  });
  const backups = createAutoBackups({
    env,
    kdf: argon2,
    vault,
    write: (place, name, text) => (place === 'folder' ? writeIntoFolder(name, text) : writeBackupFile(name, text)),
    folder: { name: folderName, forget: forgetFolder },
    alarm: backupAlarm,
    waiting: backupWaiting,
    sleep,
  });
  const locking = createLocking({
    vault,
    backups,
    settings: readSettings,
    setIdleInterval: (seconds) => browser.idle.setDetectionInterval(seconds),
  });
  const reports = createFrameReports();
  const release = createRelease({ vault, now: env.now, settings: readSettings, ancestorUrls, sleep });
  const uses = createUses(vault, env.now);
  const order = createListOrdering(async () => (await readSettings()).listOrder, uses.read);
  const used = (id: ItemId): void => fireAndForget('uses:note', uses.note(id), logFailure);
  const accounts = createAccountService(env, vault, release, order.current);
  const undo = createUndoService(vault, env.now, accounts.place);
  const tray = createCaptureTray(env, accounts, undo);
  const captures = createCaptureOnRequest(vault, tray, reports);
  const region = createCaptureRegion(captures, env.now);
  const confirmations = createConfirmationService(env);
  const signIns = createSignIns(env.now);
  const refusals = createRefusals(reports, env.now);
  const fills = createFillService(env, release, confirmations, reports, (origin, id, { tabId, incognito }) => {
    // nothing is learnt of a private window
    if (!incognito) used(id);
    signIns.note(origin);
    refusals.filled(origin, id, tabId);
  });
  const sets = createRecoveryService(env, vault);
  const recoveryFills = createRecoveryFills(env, release.recovery, confirmations, reports);
  const recoveryOffers = createRecoveryOffers({ vault, sets, confirmations, undo });
  const offers = createOfferService({
    env,
    vault,
    accounts,
    fills,
    confirmations,
    reports,
    tray,
    recoveryOffers,
    recoveryFills,
    codeOffered: (target, itemIds) => fireAndForget('notices:offered', ways.notices.offered(target, itemIds), logFailure),
  });
  const recovery = { sets, fills: recoveryFills, offers: recoveryOffers };
  const answers = createAnswers({ vault, accounts, release, confirmations, fills, recovery });

  async function settingsChanged(): Promise<void> {
    order.renew();
    const { passkeySiteHints } = await readSettings();
    await locking.settingsChanged();
    await clock.settingsChanged();
    const open = await vault.open();
    if (!passkeySiteHints || open.ok) await siteHints.follow(passkeySiteHints && open.ok ? open.value : null);
    await tellAllTabs({ push: 'look-again' });
  }

  const passkeys = createPasskeys({
    env,
    vault,
    signIns,
    used,
    hints: siteHints,
    say: (tabId, done) => ways.toolbar.say(tabId, done),
  });
  const { approvals, verification } = passkeys;
  const ways: Ways = createWays({
    approvals,
    taught,
    vault,
    accounts,
    release,
    fills,
    confirmations,
    reports,
    captures,
    used,
    now: env.now,
    sleep,
  });

  const pins = createPinService(env, argon2);

  async function bringBack(): Promise<void> {
    const tabId = approvals.longestIn() ?? (await confirmations.current())?.target.tabId ?? null;
    if (tabId === null) return;
    await bringToFront(tabId);
    await openConfirmationSurface(tabId, (await readSettings()).confirmInWindow);
  }

  const status = createStatusService(vault, clock, undo);
  const report = (): Promise<Report> =>
    readReport({
      version: browser.runtime.getManifest().version,
      target: __TARGET__,
      status: status.status,
      open: async () => {
        const open = await vault.open();
        return open.ok ? open.value : null;
      },
      settings: readSettings,
      allSites: () => browser.permissions.contains({ origins: ['<all_urls>'] }),
      log: logEvents,
      now: env.now,
    });
  const page = createPageRoutes({
    vault,
    clock,
    locking,
    status,
    report,
    accounts,
    order,
    newAccounts: createNewAccounts(accounts),
    release,
    fills,
    captures: { captures, region, tray },
    copies: ways.copies,
    backups: { backups: createBackupService(env, argon2, vault, undo), auto: backups },
    answers,
    practice: createPracticeService({ vault, accounts, sets, release }),
    undo,
    batches: createBatchService(vault, undo, env.now),
    cards: {
      cards: createCardService(vault, accounts, undo, uses, env.now),
      passkeys: createPasskeyCards(vault, undo, env.now),
      trash: createTrashService(vault, undo, env.now),
      moveToPhone: createMoveToPhone(vault, exportsAllowed),
      damaged: createDamagedEntries(vault, undo),
    },
    exports: createExportService({ ...env, ...foreignKdf }, vault, exportsAllowed),
    health: createHealthService(vault),
    imports: createImportService(env, vault, undo),
    slots: {
      slots: createSlotService({ env, kdf: argon2, vault, pins }),
      pins,
      bringBack: () => fireAndForget('slots:bring-back', bringBack(), logFailure),
    },
    recovery: { vault, release, sets, fills: recoveryFills, undo },
    passkeys: { approvals, verification },
    taught: { fields: taught, readSeen: (wake) => readSeen({ lastWebTab, framesOf, injectDetector, detectorIn }, wake) },
    wrongCodes: createWrongCodes({ vault, accounts, release, fills, reports, refusals, documentIn, dateSamples, now: env.now }),
    settingsChanged,
  });

  // Without this the browser calls it idle after one minute.
  fireAndForget('start:idle', locking.settingsChanged(), logFailure);
  return {
    routes: { page, content: createContentRoutes(offers, fills, recoveryFills, region, taught) },
    vault,
    reports,
    ways,
    calls: passkeys.calls,
    taught,
    backups,
    locking,
  };
}

const exportsAllowed = async (): Promise<boolean> => (await readPolicy()).exports;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
