// A code that only waits for one press, where the browser wants one before anything is copied, or where copying uses it up.

import { useEffect, useRef } from 'preact/hooks';
import { t } from '../ui/words';
import type { WaitingCopy } from './use-waiting-copy';

interface Props {
  readonly waiting: WaitingCopy;
  readonly onCopy: (what: WaitingCopy) => Promise<void>;
}

export function CopyNow({ waiting, onCopy }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <section class="copy-now" data-testid="copy-now">
      <p>{t('copyNow', waiting.name)}</p>
      <button ref={button} type="button" class="primary" data-testid="copy-now-submit" onClick={() => void onCopy(waiting)}>
        {t('copyNowSubmit')}
      </button>
    </section>
  );
}
