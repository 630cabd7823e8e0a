// There are traces of a vault, but it cannot be opened. Nothing here can lose more: no new vault, no reset.

import { useState } from 'preact/hooks';
import type { Status } from '../messages/views';
import { Icon } from '../ui/icons';
import { saveFile } from '../ui/save-file';
import { errorWords, keyOf, t } from '../ui/words';
import type { Host } from './host';

interface Props {
  readonly host: Host;
  readonly status: Status | null;
  /** Why there is no status at all. */
  readonly failure: string | null;
  readonly onChanged: () => Promise<void>;
  readonly onStatus: (status: Status) => void;
}

/** A store's trouble has sentences of its own; anything else is an error like others. */
function reasonOf(code: string): string {
  const key = keyOf('troubleReason', code);
  const words = t(key);
  return words === key ? errorWords({ code }) : words;
}

export function Trouble({ host, status, failure, onChanged, onStatus }: Props) {
  const [said, setSaid] = useState('');
  const [busy, setBusy] = useState(false);

  const retry = async (): Promise<void> => {
    setBusy(true);
    const reply = await host.ask('vault/retry', {});
    setBusy(false);
    if (!reply.ok) return setSaid(errorWords(reply.error));
    setSaid(reply.value.vault === 'trouble' ? t('troubleStill') : '');
    onStatus(reply.value);
    await onChanged();
  };
  const saveRaw = async (): Promise<void> => {
    const reply = await host.ask('vault/raw', {});
    if (!reply.ok) return setSaid(errorWords(reply.error));
    saveFile(reply.value.fileName, reply.value.content);
    setSaid(t('troubleRawSaved', reply.value.fileName));
  };
  const silent = status === null;
  const reason = status?.trouble ? reasonOf(status.trouble) : failure;
  return (
    <main class="screen gate" data-testid="trouble">
      <header class="gate-head">
        <span class="gate-warning">
          <Icon name="warning" />
        </span>
        <h1>{t(silent ? 'unreachableTitle' : 'troubleTitle')}</h1>
        <p class="lead">{t(silent ? 'unreachableLead' : 'troubleLead')}</p>
        {reason !== null && <p class="reason">{reason}</p>}
      </header>
      <div class="stack">
        <button type="button" class="primary wide" data-testid="trouble-retry" disabled={busy} aria-busy={busy} onClick={retry}>
          {t('troubleRetry')}
        </button>
        {!silent && (
          <>
            <button type="button" class="wide" data-testid="trouble-restore" onClick={() => host.openOptions('restore')}>
              {t('troubleRestore')}
            </button>
            <button type="button" class="wide" data-testid="trouble-raw" onClick={saveRaw}>
              {t('troubleRaw')}
            </button>
          </>
        )}
      </div>
      <p class="form-problem" role="status" data-testid="status">
        {said}
      </p>
    </main>
  );
}
