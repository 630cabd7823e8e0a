// Which questions of our pages, with their answers, are sealed on their way (core/sealed-message.ts): all that carry a password, a secret,
// a key or a code that lasts.

import * as v from 'valibot';
import type { SealedReply, SealedRequest } from '../core/sealed-message';
import type { PageProtocol } from './page-protocol';

/** A page asks for the listener's public key by this. */
export const LISTENER_KEY = 'messages/key';

const SECRET_ROUTES: ReadonlySet<keyof PageProtocol> = new Set([
  'vault/create',
  'vault/unlock',
  'vault/change-password',
  'vault/backup',
  'vault/restore',
  'vault/wipe',
  'backup/test',
  'auto-backup/start',
  'items/add-uri',
  'items/add-key',
  'items/edit',
  'items/import',
  'items/move-qr',
  'import/check',
  'capture/text',
  'export/file',
  'export/codes',
  'export/sheet',
  'approval/answer',
  'recovery/add',
  'recovery/reveal',
  'slots/unlock',
  'slots/unlock-pin',
  'slots/check-password',
  'slots/add-passkey',
  'slots/new-recovery-key',
  'slots/add-recovery-key',
  'slots/test',
  'slots/remove',
  'slots/set-password',
  'slots/rotate',
  'slots/set-pin',
]);

/** Characters. Sealing makes a third more of it, and Chromium carries no message above 64 MiB: large ones are files that are sealed anyway. */
const LONGEST = 16 * 1024 * 1024;

export const isSecret = (route: string, body: object): boolean =>
  (SECRET_ROUTES as ReadonlySet<string>).has(route) &&
  Object.values(body).reduce((sum: number, part: unknown) => sum + (typeof part === 'string' ? part.length : 0), 0) <= LONGEST;

const sealedRequest = v.strictObject({
  sealedFor: v.pipe(v.string(), v.maxLength(128)),
  from: v.pipe(v.string(), v.maxLength(128)),
  content: v.string(),
}) satisfies v.GenericSchema<unknown, SealedRequest>;

export function asSealedRequest(raw: unknown): SealedRequest | null {
  const read = v.safeParse(sealedRequest, raw);
  return read.success ? read.output : null;
}

export const isSealedReply = (raw: unknown): raw is SealedReply =>
  typeof raw === 'object' && raw !== null && 'sealed' in raw && typeof raw.sealed === 'string';

export const isKeyRequest = (raw: unknown): boolean =>
  typeof raw === 'object' && raw !== null && 'route' in raw && raw.route === LISTENER_KEY;
