// What the popup was opened for by a keyboard command or the address bar: it is in front, so it may write to the clipboard.

import { useCallback, useEffect, useState } from 'preact/hooks';
import type { PageProtocol } from '../messages/page-protocol';
import { errorWords, t } from '../ui/words';
import type { Host } from './host';
import type { SaidApi } from './use-said';

export type WaitingCopy = NonNullable<PageProtocol['copy/take']['res']>;

/** Milliseconds that the word of it stands before the popup closes by itself. */
const CLOSE_AFTER = 1_200;

export interface WaitingCopyApi {
  /** The browser wants a press before it lets the code be copied, or the code is used up by it. */
  readonly waiting: WaitingCopy | null;
  readonly copy: (what: WaitingCopy) => Promise<void>;
}

export function useWaitingCopy(host: Host, say: SaidApi['say']): WaitingCopyApi {
  const [waiting, setWaiting] = useState<WaitingCopy | null>(null);

  const copy = useCallback(
    async (what: WaitingCopy): Promise<void> => {
      const issued = what.code === null ? await host.ask('copy/issue', { id: what.id }) : null;
      if (issued?.ok === false) return say(errorWords(issued.error), false);
      const code = what.code ?? issued?.value.code ?? '';
      const copied = await host.copyText(code);
      // one that was used up is not asked for again
      setWaiting(copied ? null : { ...what, code });
      if (!copied) return;
      say(t('outcomeCopied', what.name), true);
      setTimeout(host.close, CLOSE_AFTER);
    },
    [host, say],
  );

  useEffect(() => {
    if (host.form === 'tab') return;
    void host.ask('copy/take', {}).then((reply) => {
      if (!reply.ok) say(errorWords(reply.error), false);
      else if (reply.value?.code === null) setWaiting(reply.value);
      else if (reply.value !== null) void copy(reply.value);
    });
  }, [host, say, copy]);

  return { waiting, copy };
}
