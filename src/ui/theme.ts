// The chosen theme, remembered where a page can read it before its first paint; the settings decide it.

export type Theme = 'system' | 'light' | 'dark';

const key = 'theme';

export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  localStorage.setItem(key, theme);
}

/** What was applied last in this browser; the settings may have changed since. */
export function applyRememberedTheme(): void {
  const remembered = localStorage.getItem(key);
  if (remembered === 'light' || remembered === 'dark') document.documentElement.dataset.theme = remembered;
}
