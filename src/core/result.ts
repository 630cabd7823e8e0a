// Expected failure is a value with a code; a throw is a bug.

export interface Failure<C extends string> {
  readonly code: C;
  /** What the code is about: a field's name, a number, a site. Never a secret. Shown through `_locales`, so it is not a sentence. */
  readonly detail?: string;
}

export type Result<T, C extends string = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure<C> };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const fail = <C extends string>(code: C, detail?: string): { readonly ok: false; readonly error: Failure<C> } => ({
  ok: false,
  error: detail === undefined ? { code } : { code, detail },
});

/** The `_locales` key of an error's sentence: `wrong-password` → `errorWrongPassword`. */
export const errorKey = (code: string): string =>
  `error${code
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')}`;
