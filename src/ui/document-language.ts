// The language of the page is that of the words in it, which is not always the browser's: where a language file is missing, the browser
// falls back to another one.

import { type GetMessage, speak } from './words';

const rightToLeft: ReadonlySet<string> = new Set(['ar', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** To be called before the first render. */
export function speakIn(document: Document, lookUp: GetMessage): void {
  const language = lookUp('languageTag', []) || 'en';
  speak(lookUp, language);
  document.documentElement.lang = language;
  document.documentElement.dir = rightToLeft.has(new Intl.Locale(language).language) ? 'rtl' : 'ltr';
}
