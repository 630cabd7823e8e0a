// The chosen theme, remembered where a page can read it before its first paint; the settings decide it.

import { remember, remembered } from './remembered';

export type Theme = 'system' | 'light' | 'dark';

const key = 'theme';

export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  remember(key, theme);
}

/** What was applied last in this browser; the settings may have changed since. */
export function applyRememberedTheme(): void {
  const theme = remembered(key);
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
}
