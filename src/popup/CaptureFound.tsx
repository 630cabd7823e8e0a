// What a capture found and waits for the person's choice, in the popup.

import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Found } from '../messages/capture-protocol';
import type { Outcome } from '../messages/views';
import { FoundAccounts } from '../ui/FoundAccounts';
import { Icon } from '../ui/icons';
import { errorWords, t } from '../ui/words';
import type { Host } from './host';

interface Props {
  readonly host: Host;
  /** Counts up: something came in since. */
  readonly news: number;
  /** Looks at the page in front once more. */
  readonly onCapture: () => Promise<void>;
  /** null: the tray is empty, or was emptied without a word. */
  readonly onEnd: (outcome: Outcome | null) => void;
}

export function CaptureFound({ host, news, onCapture, onEnd }: Props) {
  const [found, setFound] = useState<Found | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const look = useCallback(async (): Promise<void> => {
    const reply = await host.ask('capture/current', {});
    if (!reply.ok) setProblem(errorWords(reply.error));
    else if (reply.value === null) onEnd(null);
    else setFound(reply.value);
  }, [host]);
  useEffect(() => void look(), [look, news]);

  const add = async (keys: readonly string[]): Promise<void> => {
    setBusy(true);
    const reply = await host.ask('capture/add', { keys: [...keys] });
    setBusy(false);
    if (reply.ok) onEnd(reply.value);
    else setProblem(errorWords(reply.error));
  };
  const capture = async (): Promise<void> => {
    setBusy(true);
    await onCapture();
    setBusy(false);
  };
  const drop = async (): Promise<void> => {
    await host.ask('capture/drop', {});
    onEnd(null);
  };
  return (
    <main class="panel">
      {found?.parts.some(({ have, of }) => have < of) === true && (
        <button type="button" class="wide" data-testid="capture" disabled={busy} onClick={() => void capture()}>
          <Icon name="scan" /> {t('captureThisPage')}
        </button>
      )}
      {found !== null && (
        <FoundAccounts {...found} busy={busy} problem={problem} onAdd={(keys) => void add(keys)} onDrop={() => void drop()} />
      )}
    </main>
  );
}
