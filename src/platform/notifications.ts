// Notifications of the system. An optional permission: until a person grants it the browser has no such API.

import { browser } from './browser';

const asked = { permissions: ['notifications' as const] };

const api = (): typeof browser.notifications | undefined => browser.notifications;

/** The browser gives us the API: cheap to ask, where `held` is the browser's own word. */
export const canNotify = (): boolean => api() !== undefined;

/** As a page of ours asks for it. */
export const notificationRights = {
  held: (): Promise<boolean> => browser.permissions.contains(asked),
  /** Only out of a click, and before anything is awaited: the browser asks the person. */
  request: (): Promise<boolean> => browser.permissions.request(asked).catch(() => false),
  giveBack: (): Promise<boolean> => browser.permissions.remove(asked).catch(() => false),
};

/** One of the same id is replaced. */
export async function showNotification(id: string, title: string, message: string): Promise<void> {
  await api()?.create(id, { type: 'basic', iconUrl: browser.runtime.getURL('icons/128.png'), title, message });
}

export async function clearNotification(id: string): Promise<void> {
  await api()?.clear(id);
}

export async function shownNotifications(): Promise<readonly string[]> {
  return Object.keys((await api()?.getAll()) ?? {});
}

/** Twice the same listener counts once: to be called again when the permission has been granted. */
export function onNotificationPressed(listener: (id: string) => void): void {
  api()?.onClicked.addListener(listener);
}
