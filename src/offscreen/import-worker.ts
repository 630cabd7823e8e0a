// The dedicated Worker that reads one foreign file: heavy key derivations and whatever a broken file does to a parser happen where
// they can be ended at any moment. It keeps nothing. Built as one script of its own, like the decode worker.

import { base64 } from '../core/bytes';
import type { Found } from '../core/formats/entry';
import { readImportFile } from '../core/formats/read-file';
import { itemFrom } from '../core/formats/to-item';
import { ok } from '../core/result';
import { encodeCbor } from '../core/vault/cbor';
import { checkItem, itemToCbor } from '../core/vault/item-codec';
import type { ImportAnswer, ImportEntry, ImportJob } from '../messages/import-protocol';
import { realEnv } from '../platform/env';
import { foreignKdf } from '../platform/foreign-kdf';

interface WorkerScope {
  postMessage(message: ImportAnswer): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ImportJob>) => void): void;
}
const scope = self as unknown as WorkerScope;

function entryFrom(found: Found): ImportEntry {
  const { kind, issuer, account } = found;
  if (found.kind === 'refused')
    return { kind, issuer, account, warnings: [], reason: found.code, detail: found.detail ?? null, packed: null };
  const item = checkItem(itemFrom(found, realEnv));
  if (!item.ok)
    return { kind: 'refused', issuer, account, warnings: [], reason: item.error.code, detail: item.error.detail ?? null, packed: null };
  const packed = base64(encodeCbor(itemToCbor(item.value)));
  return { kind, issuer, account, warnings: found.warnings, reason: null, detail: null, packed };
}

scope.addEventListener('message', async ({ data }) => {
  const read = await readImportFile(data, data.password, { subtle: crypto.subtle, ...foreignKdf });
  if (!read.ok) return scope.postMessage(read);
  const { format, plain, found } = read.value;
  scope.postMessage(ok({ format, plain, entries: found.map(entryFrom) }));
});
