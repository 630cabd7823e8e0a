// Registers every listener synchronously, as a worker that is woken by an event must; the parts are built in services.ts.

import type { Runtime } from 'webextension-polyfill';
import { createListener } from '../core/sealed-message';
import { originOfUrl } from '../messages/audiences';
import { BRIDGE_PORT } from '../messages/bridge-wire';
import { browser, fireAndForget } from '../platform/browser';
import { realEnv } from '../platform/env';
import { logFailure } from '../platform/log';
import { classifyBridge, classifySender } from '../platform/sender';
import { BACKUP_ALARM } from './backup-alarm';
import { installInOpenTabs, welcome } from './install';
import { LOCK_ALARM } from './lock-clock';
import { answerSealed } from './router';
import { createServices } from './services';
import { listenForWays } from './ways';
import { pagePort } from './webauthn/page-port';
import { takePort } from './webauthn/port';

const listener = createListener(realEnv);
const { routes, vault, reports, ways, calls, taught, backups, locking } = createServices();

browser.runtime.onMessage.addListener((raw: unknown, rawSender: Runtime.MessageSender): Promise<unknown> | undefined => {
  const sender = classifySender(rawSender);
  return sender === null ? undefined : answerSealed(listener, routes, raw, sender);
});

browser.runtime.onConnect.addListener((port) => {
  const sender = port.name === BRIDGE_PORT ? classifyBridge(port.sender) : null;
  if (sender === null) port.disconnect();
  else takePort(pagePort(port), sender, calls);
});

browser.alarms.onAlarm.addListener(({ name }) => {
  // The look at the clock is in open(): an alarm that comes late must not mean a late lock.
  if (name === LOCK_ALARM) fireAndForget('alarm:lock', vault.open(), logFailure);
  if (name === BACKUP_ALARM) fireAndForget('alarm:backup', backups.rang(), logFailure);
});

browser.idle.onStateChanged.addListener((state) => {
  if (state !== 'active') fireAndForget(`idle:${state}`, locking.presence(state), logFailure);
});

browser.tabs.onRemoved.addListener((tabId) => reports.forget(tabId));

browser.webNavigation.onCommitted.addListener(({ tabId, frameId }) => reports.forget(tabId, frameId));

const arrived = ({ tabId, frameId, url }: { tabId: number; frameId: number; url: string }): void => {
  const origin = originOfUrl(url);
  if (origin !== null) fireAndForget('taught:arrived', taught.arrived({ tabId, frameId, documentId: null }, origin), logFailure);
};
browser.webNavigation.onDOMContentLoaded.addListener(arrived);
browser.webNavigation.onHistoryStateUpdated.addListener(arrived);

browser.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === 'install' || reason === 'update') fireAndForget('install:open-tabs', installInOpenTabs(), logFailure);
  if (reason === 'install') fireAndForget('install:welcome', welcome(vault), logFailure);
});

listenForWays(ways);
