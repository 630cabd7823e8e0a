// Argon2's own text form (`$argon2id$v=19$m=…,t=…,p=…$salt$hash`, the PHC string format).

import { equalBytes, fromBase64, utf8 } from '../bytes';
import { Unreadable } from './failure';
import type { ImportEnv } from './import-env';
import { checkArgon2Cost } from './limits';

const PHC = /^\$argon2id\$v=19\$m=(\d{1,8}),t=(\d{1,4}),p=(\d{1,3})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Whether the text is this password's. */
export async function argon2TextHolds(env: ImportEnv, text: string, password: string): Promise<boolean> {
  const parts = PHC.exec(text);
  if (parts === null) throw new Unreadable('import-damaged', 'hash');
  const [memoryKib, passes, lanes] = parts.slice(1, 4).map(Number) as [number, number, number];
  const [salt, hash] = parts.slice(4).map((part) => fromBase64(part));
  if (salt?.ok !== true || hash?.ok !== true || salt.value.length < 8 || hash.value.length < 4 || hash.value.length > 128)
    throw new Unreadable('import-damaged', 'hash');
  checkArgon2Cost(memoryKib, passes, lanes);
  const cost = { memoryKib, passes, lanes, length: hash.value.length };
  return equalBytes(await env.argon2('argon2id', utf8(password), salt.value, cost), hash.value);
}
