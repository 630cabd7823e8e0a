// Registers every listener synchronously, as a worker that is woken by an event must; the parts are built in services.ts.

import type { Runtime } from 'webextension-polyfill';
import { browser, fireAndForget } from '../platform/browser';
import { logFailure } from '../platform/log';
import { classifySender } from '../platform/sender';
import { installInOpenTabs, welcome } from './install';
import { LOCK_ALARM } from './lock-clock';
import { answer } from './router';
import { createServices } from './services';
import { listenForWays } from './ways';

const { routes, vault, reports, ways } = createServices();

browser.runtime.onMessage.addListener((raw: unknown, rawSender: Runtime.MessageSender): Promise<unknown> | undefined => {
  const sender = classifySender(rawSender);
  return sender === null ? undefined : answer(routes, raw, sender);
});

browser.alarms.onAlarm.addListener(({ name }) => {
  // The look at the clock is in open(): an alarm that comes late must not mean a late lock.
  if (name === LOCK_ALARM) fireAndForget('alarm:lock', vault.open(), logFailure);
});

browser.idle.onStateChanged.addListener((state) => {
  if (state !== 'active') fireAndForget(`idle:${state}`, vault.lock(), logFailure);
});

browser.tabs.onRemoved.addListener((tabId) => reports.forget(tabId));

browser.webNavigation.onCommitted.addListener(({ tabId, frameId }) => reports.forget(tabId, frameId));

browser.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === 'install' || reason === 'update') fireAndForget('install:open-tabs', installInOpenTabs(), logFailure);
  if (reason === 'install') fireAndForget('install:welcome', welcome(vault), logFailure);
});

listenForWays(ways);
