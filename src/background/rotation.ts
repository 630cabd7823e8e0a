// The vault under another key, with what a stopped worker needs to come back to the right one of the two.

import { base64 } from '../core/bytes';
import type { Env } from '../core/env';
import { ok, type Result } from '../core/result';
import type { Kdf } from '../core/vault/kdf';
import type { OpenVault } from '../core/vault/open-vault';
import { ROTATION_EXTRA } from '../core/vault/rotate';
import { rotatedHeader } from '../core/vault/unlocking';
import { removeSession, writeSession } from '../platform/session';
import { NEXT_VAULT_KEY, VAULT_KEY } from './session-keys';

/**
 * `password` has been proved. While it runs both keys are in the browser's memory: whichever of them the disk turns out to be under, the
 * vault stays open. `stillOpen`: nobody has locked it meanwhile.
 */
export async function rotateVault(
  env: Env,
  kdf: Kdf,
  vault: OpenVault,
  password: string,
  onProgress: (done: number, total: number) => void,
  stillOpen: () => boolean,
): Promise<Result<null>> {
  const nextKey = env.random(32);
  const header = await rotatedHeader(env, kdf, vault.header, nextKey, password);
  if (!header.ok) return header;
  const begun = await vault.commit([{ extra: ROTATION_EXTRA, value: env.now() }]);
  if (!begun.ok) return begun;
  await writeSession({ [NEXT_VAULT_KEY]: base64(nextKey) });
  const done = await vault.rotate(nextKey, header.value, onProgress);
  if (done.ok && stillOpen()) await writeSession({ [VAULT_KEY]: base64(nextKey) });
  nextKey.fill(0);
  await removeSession(stillOpen() ? [NEXT_VAULT_KEY] : [NEXT_VAULT_KEY, VAULT_KEY]);
  if (done.ok) return ok(null);
  await vault.commit([{ extra: ROTATION_EXTRA, value: null }]);
  return done;
}
