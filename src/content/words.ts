// Words for what we show in pages. No polyfill here: `i18n.getMessage` is synchronous and the same in both browsers.

import { errorKey } from '../core/result';

interface I18n {
  getMessage(key: string, args?: readonly string[]): string;
}
type WithApi = { readonly browser?: { readonly i18n?: I18n }; readonly chrome?: { readonly i18n?: I18n } };

/** The sentence of a `_locales` key; empty where there is none, or where this script has outlived its extension. */
export function words(key: string, args: readonly string[] = []): string {
  const { browser, chrome } = globalThis as WithApi;
  try {
    return (browser?.i18n ?? chrome?.i18n)?.getMessage(key, args) ?? '';
  } catch {
    return '';
  }
}

/** `wrong-password` → the sentence of `errorWrongPassword`, as in `ui/words.ts`. */
export function errorWords(code: string): string {
  return words(errorKey(code)) || words('errorUnknown', [code]);
}
