// Ente Auth's encrypted export: Argon2id, then one message of libsodium's secretstream (formats.md §3). Inside are `otpauth:` lines.

import { fromBase64, fromUtf8, utf8 } from '../bytes';
import { orUnreadable, Unreadable } from './failure';
import type { JsonFormat } from './format';
import { countAt, field, isObject, requiredText } from './json';
import { checkArgon2Cost } from './limits';
import { openSecretStream } from './secret-stream';
import { readUriList } from './uri-list';

export const ente: JsonFormat = {
  owns: (json) => isObject(field(json, 'kdfParams')) && typeof field(json, 'encryptedData') === 'string',
  async read(json, { env, password }) {
    const memoryKib = Math.floor(countAt(json, 'kdfParams', 'memLimit') / 1024);
    const passes = countAt(json, 'kdfParams', 'opsLimit');
    checkArgon2Cost(memoryKib, passes, 1);
    if (password === null) throw new Unreadable('import-password-needed');
    const salt = orUnreadable(fromBase64(requiredText(json, 'kdfParams', 'salt')));
    const header = orUnreadable(fromBase64(requiredText(json, 'encryptionNonce')));
    const sealed = orUnreadable(fromBase64(requiredText(json, 'encryptedData')));
    if (salt.length < 8) throw new Unreadable('import-damaged', 'salt');
    const key = await env.argon2('argon2id', utf8(password), salt, { memoryKib, passes, lanes: 1, length: 32 });
    const opened = openSecretStream(key, header, sealed);
    if (opened === null) throw new Unreadable('import-wrong-or-damaged');
    const list = readUriList(orUnreadable(fromUtf8(opened)));
    return { format: 'Ente Auth', plain: false, found: list?.found ?? [] };
  },
};
