// Everything under another key, after somebody may have had the old one. What it costs is said before.

import { useEffect, useState } from 'preact/hooks';
import type { SlotView } from '../../messages/slots-protocol';
import { SecretForm } from '../../ui/SecretForm';
import { errorWords, t, tCount } from '../../ui/words';
import { type ActProps, Panel } from './Panel';
import { wayName } from './way-names';

interface Props extends ActProps {
  /** Ways that end with the old key. */
  readonly lost: readonly SlotView[];
}

const LOOK_EVERY_MS = 250;

export function RotateKey({ host, lost, onDone, onCancel }: Props) {
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (!busy) return setProgress(null);
    const timer = setInterval(() => {
      void host.ask('slots/rotation', {}).then((reply) => reply.ok && setProgress(reply.value));
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [host, busy]);

  const rotate = async (password: string): Promise<string | null> => {
    setBusy(true);
    const reply = await host.ask('slots/rotate', { password });
    setBusy(false);
    if (!reply.ok) return errorWords(reply.error);
    onDone(reply.value.dropped === 0 ? t('rotateDone') : tCount('rotateDoneDropped', reply.value.dropped));
    return null;
  };
  return (
    <Panel title={t('rotateTitle')} lead={t('rotateLead')} testid="panel-rotate" onCancel={onCancel}>
      {lost.length > 0 && (
        <>
          <p>{t('rotateLoses')}</p>
          <ul class="rotate-loses" data-testid="rotate-loses">
            {lost.map((slot) => (
              <li key={slot.id}>
                <bdi>{wayName(slot)}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
      <SecretForm act="again" lead={t('rotateAsk')} submit={t('rotateSubmit')} submitBusy={t('rotateBusy')} onSecret={rotate} />
      {busy && (
        <progress
          data-testid="rotate-progress"
          aria-label={t('rotateBusy')}
          {...(progress === null ? {} : { value: progress.done, max: Math.max(progress.total, 1) })}
        />
      )}
    </Panel>
  );
}
