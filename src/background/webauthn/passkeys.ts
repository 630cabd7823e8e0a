// Builds the parts of the WebAuthn bridge's background in the order in which they know one another.

import type { Env } from '../../core/env';
import type { ItemId } from '../../core/item';
import { fireAndForget } from '../../platform/browser';
import { browserRefuses } from '../../platform/browser-refusal';
import { ancestorUrls } from '../../platform/frames';
import { log, logFailure } from '../../platform/log';
import { injectPasskeyField } from '../../platform/passkey-field';
import { readSession, writeSession } from '../../platform/session';
import { readSettings } from '../../platform/settings-store';
import { openConfirmationSurface, pageInFront } from '../../platform/surfaces';
import { webauthnProxy } from '../../platform/webauthn-proxy';
import { isNeverOffered } from '../never-offer';
import { tellPages } from '../push';
import type { Toolbar } from '../toolbar';
import type { VaultService } from '../vault-service';
import { createPasskeyAnswer } from './answer';
import { type Approvals, createApprovals } from './approvals';
import { rememberBrowserPasskeys, usesBrowserPasskeys } from './browser-passkeys';
import { createCallPlanner } from './call-planner';
import { createCeremonies } from './ceremonies';
import { createDelivery } from './delivery';
import { createFieldOffers } from './field-offers';
import { createJustInTime, type Timers } from './just-in-time';
import type { CallHandler } from './port';
import type { SignIns } from './sign-ins';
import { createSignals } from './signals';
import type { SiteHints } from './site-hints';
import { createTestHook } from './test-hook';
import { createVerification, type Verification } from './verification';

/** Tabs in which a call waited for a person, for a worker that starts anew: their ports are gone, and with them the calls. */
const WAITED = 'ceremonies';

export interface Passkeys {
  readonly approvals: Approvals;
  readonly calls: CallHandler;
  readonly verification: Verification;
}

interface Parts {
  readonly env: Env;
  readonly vault: VaultService;
  readonly hints: SiteHints;
  readonly signIns: SignIns;
  /** A site has had a signature of this passkey. */
  readonly used: (id: ItemId) => void;
  readonly say: Toolbar['say'];
}

export function createPasskeys({ env, vault, hints, signIns, used, say }: Parts): Passkeys {
  const verification = createVerification(env.now);
  const show = async (tabId: number): Promise<boolean> => openConfirmationSurface(tabId, (await readSettings()).confirmInWindow);
  const approvals = createApprovals({
    vault,
    verification,
    show,
    changed(tabs) {
      fireAndForget('passkeys:waiting', writeSession({ [WAITED]: tabs }), logFailure);
      tellPages('approval-changed');
    },
    useBrowsers: rememberBrowserPasskeys,
  });
  const proxy = webauthnProxy({
    request: (request) => justInTime?.request(request),
    cancelled: (requestId) => justInTime?.cancelled(requestId),
  });
  const justInTime = proxy === null ? null : createJustInTime(proxy, (code) => log('passkeys:other-request', code), timers);
  // A worker that was stopped while it was attached would go on being asked for everybody.
  if (proxy !== null) fireAndForget('passkeys:detach', proxy.detach(), logFailure);
  fireAndForget('passkeys:waited', forgetWaited(), logFailure);
  const itemsChanged = (): void => tellPages('items-changed');
  const allowed = async (origin: string): Promise<boolean> => (await readSettings()).passkeyBridge && !(await usesBrowserPasskeys(origin));
  const hook = __TEST_HOOK__ ? createTestHook({ vault, env }) : null;
  // The browser's own virtual authenticators would answer what is only meant to find out.
  const refuses = hook === null ? browserRefuses : async () => false;
  const calls = createCeremonies({
    env,
    timers,
    approver: hook?.approver ?? approvals,
    planner: createCallPlanner({
      env,
      vault,
      hints,
      signIns,
      ancestorUrls,
      settings: readSettings,
      usesBrowsers: usesBrowserPasskeys,
      browserChecks: proxy !== null,
      browserRefuses: refuses,
    }),
    delivery: createDelivery({
      vault,
      answer: createPasskeyAnswer(env, vault, used),
      justInTime,
      focus: pageInFront,
      browserRefuses: refuses,
      signedIn: signIns.note,
      changed: itemsChanged,
    }),
    fields: createFieldOffers({
      wanted: async ({ origin }) => origin !== null && (await readSettings()).pageOffers && !(await isNeverOffered(origin)),
      inject: injectPasskeyField,
      show,
      onFailure: (error) => logFailure('passkeys:field', error),
    }),
    signals: createSignals({ env, vault, allowed, changed: itemsChanged }),
    async available({ sender }) {
      return sender.origin !== null && (await allowed(sender.origin)) && (await vault.state()).vault !== 'none';
    },
    say: (tabId, done) => fireAndForget('passkeys:say', say(tabId, done), logFailure),
    onBug: (error) => logFailure('passkeys:call', error),
  });
  return { approvals, verification, calls: hook?.watch(calls) ?? calls };
}

/** The icon and the popup still show what waited when the worker was stopped. */
async function forgetWaited(): Promise<void> {
  const waited = await readSession(WAITED);
  if (!Array.isArray(waited) || waited.length === 0) return;
  await writeSession({ [WAITED]: [] });
  tellPages('approval-changed');
}

const timers: Timers = {
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};
