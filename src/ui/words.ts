// Every word a person reads comes from `_locales`. This folder knows no browser: the page hands over how to look a key up.

import { errorKey } from '../core/result';

export type GetMessage = (key: string, args: readonly string[]) => string;

let getMessage: GetMessage = (key) => key;
let plurals = new Intl.PluralRules('en');
let numbers = new Intl.NumberFormat('en');

/** To be called once, before the first render. `language` is a BCP 47 tag of the language that `lookUp` answers in. */
export function speak(lookUp: GetMessage, language: string): void {
  getMessage = lookUp;
  plurals = new Intl.PluralRules(language);
  numbers = new Intl.NumberFormat(language);
}

/** The sentence of `key`; the key itself where the language files lack it, so that a gap is seen and nothing breaks. */
export const t = (key: string, ...args: readonly string[]): string => getMessage(key, args) || key;

/** As `t`, in the form that the language has for `count` (keys `<key>One`, `<key>Few`, … `<key>Other`); the count is argument 1. */
export function tCount(key: string, count: number, ...args: readonly string[]): string {
  const category = plurals.select(count);
  const shown = [numbers.format(count), ...args];
  return getMessage(`${key}${capital(category)}`, shown) || t(`${key}Other`, ...shown);
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** An error code of the background in words, with a general sentence for a code that has none of its own. */
export function errorWords(error: { readonly code: string; readonly detail?: string }): string {
  const args = error.detail === undefined ? [] : [error.detail];
  return getMessage(errorKey(error.code), args) || t('errorUnknown', error.code);
}

/** `wrong-password` under `error` → `errorWrongPassword`; a name already in camel case only gets its prefix. */
export const keyOf = (prefix: string, code: string): string => `${prefix}${code.split('-').map(capital).join('')}`;
