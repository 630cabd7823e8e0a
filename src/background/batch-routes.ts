// Page audience: several accounts at once, and one to another place in the list.

import { ok } from '../core/result';
import type { batchRequests } from '../messages/batch-protocol';
import { originOfTab } from '../platform/frames';
import type { AccountService } from './account-service';
import type { BatchService } from './batch-service';
import type { PageRoutes } from './router';
import type { UndoService } from './undo-service';

export interface BatchParts {
  readonly accounts: AccountService;
  readonly batches: BatchService;
  readonly undo: UndoService;
}

export function batchRoutes({ accounts, batches, undo }: BatchParts): Pick<PageRoutes, keyof typeof batchRequests> {
  return {
    async 'items/picks'({ query, tabId, from, to }) {
      return accounts.picks(query, tabId === null ? null : await originOfTab(tabId), from, to);
    },
    'items/tags': () => batches.tags(),
    'items/batch': ({ ids, act }) => batches.run(ids, act),
    async 'items/place'({ id, tabId, side, of }) {
      const page = tabId === null ? null : await originOfTab(tabId);
      const placed = await accounts.place(id, page, { side, of });
      if (!placed.ok) return placed;
      if (placed.value === null) return ok({ moved: false });
      const { name, was } = placed.value;
      await undo.remember({ act: 'place', id, name, page, ...was });
      return ok({ moved: true });
    },
  };
}
