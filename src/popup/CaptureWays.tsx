// Ways to a set-up code: this page, a frame drawn in it, an image or the camera; paste and drop work everywhere (TakeIn.tsx).

import { Icon } from '../ui/icons';
import { errorWords, t } from '../ui/words';
import type { Host } from './host';

interface Props {
  readonly host: Host;
  readonly onCapture: () => void;
  readonly problem: string | null;
  readonly onProblem: (words: string) => void;
}

export function CaptureWays({ host, onCapture, problem, onProblem }: Props) {
  const region = async (): Promise<void> => {
    if (host.pageTab === null) return onProblem(errorWords({ code: 'no-page' }));
    const reply = await host.ask('capture/region', { tabId: host.pageTab });
    if (!reply.ok) return onProblem(errorWords(reply.error));
    // the page must have the focus to be drawn in
    if (host.form !== 'tab') host.close();
  };
  return (
    <section class="ways" aria-label={t('captureWays')}>
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
