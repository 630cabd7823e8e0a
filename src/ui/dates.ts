// Dates and times as the language of the page writes them, which is not always the browser's. Unix milliseconds.

const language = (): string | undefined => document.documentElement.lang || undefined;

/** Mar 14, 2026 */
export const dayWords = (at: number): string => new Date(at).toLocaleDateString(language(), { dateStyle: 'medium' });

/** Mar 14, 2026, 9:26 AM */
export const momentWords = (at: number): string => new Date(at).toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'short' });

/** 9:26 AM */
export const timeWords = (at: number): string => new Date(at).toLocaleTimeString(language(), { timeStyle: 'short' });
