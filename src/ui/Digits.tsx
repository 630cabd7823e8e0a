// A code: grouped for the eye, digit by digit for the ear.

import { grouped, spelt } from './codes';

export function Digits({ code }: { readonly code: string }) {
  return (
    <>
      <span aria-hidden="true">{grouped(code)}</span>
      <span class="unseen">{spelt(code)}</span>
    </>
  );
}
