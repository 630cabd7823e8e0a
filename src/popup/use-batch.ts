// What is done to all accounts that are selected: one request each, and how it ended in words.

import { useState } from 'preact/hooks';
import type { BatchAct } from '../messages/batch-protocol';
import { errorWords, t, tCount } from '../ui/words';
import type { Host } from './host';
import type { SaidApi } from './use-said';
import type { SelectionApi } from './use-selection';

export interface BatchApi {
  readonly busy: boolean;
  /** What was wrong with the last one. */
  readonly problem: string | null;
  /** Resolves to whether it was done; the selection ends then. */
  readonly run: (act: BatchAct) => Promise<boolean>;
  /** The options page goes on with them. */
  readonly exportThem: () => Promise<void>;
  readonly forget: () => void;
}

interface Needs {
  readonly host: Host;
  readonly say: SaidApi['say'];
  readonly selecting: SelectionApi;
  readonly onChanged: () => void;
}

export function useBatch({ host, say, selecting, onChanged }: Needs): BatchApi {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const ids = (): string[] => [...selecting.selection.picked.keys()];
  return {
    busy,
    problem,
    async run(act) {
      if (busy || ids().length === 0) return false;
      setBusy(true);
      const reply = await host.ask('items/batch', { ids: ids(), act });
      setBusy(false);
      setProblem(reply.ok ? null : errorWords(reply.error));
      if (!reply.ok) {
        say(errorWords(reply.error), false);
        return false;
      }
      const { changed, name } = reply.value;
      if (changed === 0) say(t('selectSame'), true);
      else say(act.do === 'trash' && name !== '' ? t('undoTrashed', name) : tCount(keyOf(act), changed, tagOf(act)), true, true);
      selecting.end();
      onChanged();
      return true;
    },
    async exportThem() {
      const reply = await host.ask('export/choose', { ids: ids() });
      if (reply.ok) host.openOptions('export');
      else say(errorWords(reply.error), false);
    },
    forget: () => setProblem(null),
  };
}

function keyOf(act: BatchAct): string {
  if (act.do === 'trash') return 'undoTrashedMany';
  if (act.do === 'tag') return 'undoTagged';
  return act.pinned ? 'undoPinned' : 'undoUnpinned';
}

const tagOf = (act: BatchAct): string => (act.do === 'tag' ? act.tag.trim() : '');
