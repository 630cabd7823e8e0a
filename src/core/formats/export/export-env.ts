// What writing an export needs: chance, the clock, WebCrypto, and scrypt for those who seal with it.

import type { Bytes } from '../../bytes';
import { guidOf } from '../guid';
import type { ImportEnv } from '../import-env';

export interface ExportEnv extends ImportEnv {
  now(): number;
  random(length: number): Bytes;
}

/** RFC 9562 §5.4. */
export function newGuid(env: Pick<ExportEnv, 'random'>): string {
  const bytes = env.random(16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return guidOf(bytes);
}

/** Ids for names, in the order in which they are first asked for. */
export function groupIds(env: Pick<ExportEnv, 'random'>): { idOf(name: string): string; all(): readonly { id: string; name: string }[] } {
  const ids = new Map<string, string>();
  return {
    idOf(name) {
      const id = ids.get(name) ?? newGuid(env);
      ids.set(name, id);
      return id;
    },
    all: () => [...ids].map(([name, id]) => ({ id, name })),
  };
}
