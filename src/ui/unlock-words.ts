// From the answer to a try at a locked vault to what a person reads.

import type { UnlockEnd } from './UnlockWays';
import { errorWords } from './words';

type Answered = { readonly ok: true } | { readonly ok: false; readonly error: { readonly code: string; readonly detail?: string } };

/** null: it is open. */
export const unlockWords = (reply: Answered): string | null => (reply.ok ? null : errorWords(reply.error));

/** As `unlockWords`; a PIN may be gone for good. */
export const pinWords = (reply: Answered): UnlockEnd =>
  reply.ok ? null : { words: errorWords(reply.error), gone: reply.error.code === 'pin-gone' || reply.error.code === 'no-slot' };
