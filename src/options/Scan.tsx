// Set-up codes from outside the page: image files, drop, paste, the camera. A tab of its own, since a popup closes when a file is chosen.

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { CaptureEnd, Found } from '../messages/capture-protocol';
import type { Reply } from '../messages/routes';
import { takeImages, takeText } from '../platform/capture-input';
import { FoundAccounts } from '../ui/FoundAccounts';
import { useTakeIn } from '../ui/use-take-in';
import { errorWords, t } from '../ui/words';
import type { Say } from './host';
import { ScanCamera } from './ScanCamera';
import type { SectionProps } from './settings';

interface Props extends Pick<SectionProps, 'host' | 'vault'> {
  readonly say: Say;
}

export function Scan({ host, say, vault }: Props) {
  const [found, setFound] = useState<Found | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);

  const look = useCallback(async (): Promise<void> => {
    const reply = await host.ask('capture/current', {});
    setFound(reply.ok ? reply.value : null);
  }, [host]);
  useEffect(() => {
    if (vault === 'open') void look();
  }, [look, vault]);
  useEffect(() => {
    if (found !== null) box.current?.scrollIntoView({ block: 'nearest' });
  }, [found]);

  /** True where the person may go on showing codes to the camera. */
  const ended = async (reply: Reply<CaptureEnd>): Promise<void> => {
    setBusy(false);
    if (!reply.ok) return setProblem(errorWords(reply.error));
    setProblem(null);
    if ('choosing' in reply.value) return look();
    say(t(reply.value.key, ...reply.value.args), reply.value.ok);
  };
  const files = async (chosen: readonly File[]): Promise<void> => {
    setBusy(true);
    await ended(await takeImages(host.ask, chosen));
  };
  const text = async (pasted: string): Promise<void> => ended(await takeText(host.ask, pasted));
  const over = useTakeIn({ onFiles: files, onText: text, takesText: (pasted, inField) => !inField && pasted.trim() !== '' });

  const add = async (keys: readonly string[]): Promise<void> => {
    const reply = await host.ask('capture/add', { keys: [...keys] });
    if (!reply.ok) return setProblem(errorWords(reply.error));
    setFound(null);
    say(t(reply.value.key, ...reply.value.args), reply.value.ok);
  };
  const drop = async (): Promise<void> => {
    await host.ask('capture/drop', {});
    setFound(null);
  };
  if (vault !== 'open') return null;
  return (
    <>
      <section class="card scan" data-testid="scan">
        <p class="lead">{t('scanLead')}</p>
        <label class={over ? 'drop-zone over' : 'drop-zone'} aria-busy={busy}>
          <span>{t('scanDrop')}</span>
          <span class="note">{t('scanDropHint')}</span>
          <input
            type="file"
            data-testid="scan-file"
            accept="image/png,image/jpeg,image/gif,image/webp,text/plain"
            multiple
            disabled={busy}
            onChange={(event) => {
              const chosen = Array.from(event.currentTarget.files ?? []);
              event.currentTarget.value = '';
              if (chosen.length > 0) void files(chosen);
            }}
          />
        </label>
        <p>
          <a href="#import">{t('importInstead')}</a>
        </p>
        <p class="form-problem" role="alert" data-testid="scan-problem">
          {problem}
        </p>
        <ScanCamera host={host} paused={found?.parts.every(({ have, of }) => have === of) ?? false} onEnd={ended} />
      </section>
      <div ref={box}>
        {found !== null && (
          <div class="card">
            <FoundAccounts {...found} busy={busy} problem={null} onAdd={(keys) => void add(keys)} onDrop={() => void drop()} />
          </div>
        )}
      </div>
    </>
  );
}
