// The PIN of the running session: made out of a proved password, counted before it is looked at, gone with the browser.

import * as v from 'valibot';
import type { Bytes } from '../core/bytes';
import type { Env } from '../core/env';
import { fail, ok, type Result } from '../core/result';
import type { Kdf } from '../core/vault/kdf';
import { beginPinTry, makePin, openWithPin, type PinRecord, pinTriesLeft, pinWait } from '../core/vault/pin';
import { readSession, removeSession, writeSession } from '../platform/session';
import { PIN } from './session-keys';

const record = v.object({
  half: v.string(),
  salt: v.string(),
  nonce: v.string(),
  wrapped: v.string(),
  tries: v.number(),
  notBefore: v.number(),
});

export interface PinService {
  /** null: none is set. */
  about(): Promise<{ readonly left: number; readonly waitMs: number } | null>;
  set(pin: string, vaultKey: Bytes): Promise<Result<null>>;
  forget(): Promise<void>;
  /** The vault key. `no-slot`: there is no PIN. `wrong-pin`, `pin-wait`, `pin-gone`: core/vault/pin.ts. */
  open(pin: string): Promise<Result<Bytes>>;
}

export function createPinService(env: Env, kdf: Kdf): PinService {
  /** One try at a time: what is counted must be stored before the next is begun. */
  let tries: Promise<unknown> = Promise.resolve();

  async function read(): Promise<PinRecord | null> {
    const found = v.safeParse(record, await readSession(PIN));
    return found.success ? found.output : null;
  }

  const forget = (): Promise<void> => removeSession(PIN);

  async function attempt(pin: string): Promise<Result<Bytes>> {
    const stored = await read();
    if (stored === null) return fail('no-slot');
    const begun = beginPinTry(stored, env.now());
    if (!begun.ok) {
      if (begun.error.code === 'pin-gone') await forget();
      return begun;
    }
    await writeSession({ [PIN]: begun.value });
    const opened = await openWithPin(env, kdf, begun.value, pin);
    if (opened.ok) await writeSession({ [PIN]: { ...begun.value, tries: 0, notBefore: 0 } });
    else if (opened.error.code === 'pin-gone') await forget();
    return opened;
  }

  return {
    forget,
    async about() {
      const stored = await read();
      return stored === null ? null : { left: pinTriesLeft(stored), waitMs: pinWait(stored, env.now()) };
    },
    async set(pin, vaultKey) {
      const made = await makePin(env, kdf, pin, vaultKey);
      if (!made.ok) return made;
      await writeSession({ [PIN]: made.value });
      return ok(null);
    },
    open(pin) {
      const turn = tries.then(() => attempt(pin));
      tries = turn.catch(() => undefined);
      return turn;
    },
  };
}
