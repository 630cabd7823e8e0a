// A code was just filled into the page in front, and is asked for again: the way to *Wrong code?*. Below the list, since its answer comes
// after the list is shown: nothing moves.

import { useEffect, useState } from 'preact/hooks';
import type { WrongCodeReplies } from '../messages/wrong-code-protocol';
import { t } from '../ui/words';
import type { Host } from './host';

interface Props {
  readonly host: Host;
  readonly onOpen: (id: string, name: string) => void;
}

export function Refused({ host, onOpen }: Props) {
  const [suspected, setSuspected] = useState<WrongCodeReplies['wrong-code/suspected']>(null);
  useEffect(() => {
    if (host.pageTab === null) return;
    void host.ask('wrong-code/suspected', { tabId: host.pageTab }).then((reply) => {
      if (reply.ok) setSuspected(reply.value);
    });
  }, [host]);
  if (suspected === null) return null;
  return (
    <div class="notice" data-testid="refused">
      <p>{t('refusedAsk', suspected.name)}</p>
      <button type="button" class="small" data-testid="refused-open" onClick={() => onOpen(suspected.id, suspected.name)}>
        {t('wrongCodeTitle')}
      </button>
    </div>
  );
}
