// Ways to a set-up code: this page, a frame drawn in it, an image or the camera, paste and drop.

import { useState } from 'preact/hooks';
import type { CaptureEnd } from '../messages/capture-protocol';
import type { Reply } from '../messages/routes';
import { isSeveral, takeImages, takeText } from '../platform/capture-input';
import { Icon } from '../ui/icons';
import { useTakeIn } from '../ui/use-take-in';
import { errorWords, t } from '../ui/words';
import type { Host } from './host';

interface Props {
  readonly host: Host;
  readonly onCapture: () => void;
  readonly onEnd: (end: CaptureEnd) => void;
}

export function CaptureWays({ host, onCapture, onEnd }: Props) {
  const [problem, setProblem] = useState<string | null>(null);
  const ended = (reply: Reply<CaptureEnd>): void => {
    if (reply.ok) onEnd(reply.value);
    else setProblem(errorWords(reply.error));
  };
  const over = useTakeIn({
    onFiles: async (files) => ended(await takeImages(host.ask, files)),
    onText: async (text) => ended(await takeText(host.ask, text)),
    takesText: (text, inField) => isSeveral(text) || (!inField && /otpauth:/i.test(text)),
  });
  const region = async (): Promise<void> => {
    if (host.pageTab === null) return setProblem(errorWords({ code: 'no-page' }));
    const reply = await host.ask('capture/region', { tabId: host.pageTab });
    if (!reply.ok) return setProblem(errorWords(reply.error));
    // the page must have the focus to be drawn in
    if (host.form !== 'tab') host.close();
  };
  return (
    <section class={over ? 'ways over' : 'ways'} aria-label={t('captureWays')}>
      <button type="button" class="wide" onClick={onCapture}>
        <Icon name="scan" /> {t('captureThisPage')}
      </button>
      <div class="pair">
        <button type="button" class="wide" data-testid="capture-region" onClick={() => void region()}>
          {t('captureRegion')}
        </button>
        <button type="button" class="wide" data-testid="capture-elsewhere" onClick={() => host.openOptions('scan')}>
          {t('captureElsewhere')}
        </button>
      </div>
      <p class="note">{t('capturePasteHint')}</p>
      <p class="form-problem" role="alert" data-testid="capture-problem">
        {problem}
      </p>
    </section>
  );
}
