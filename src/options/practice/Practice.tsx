// A site to practise on, inside the extension and without a network: save from a QR code, confirm, and clean up after it.

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { PracticeState } from '../../messages/practice-protocol';
import type { Status } from '../../messages/views';
import { Icon } from '../../ui/icons';
import { errorWords, t } from '../../ui/words';
import type { Host, Say } from '../host';
import { CodePrompt } from './CodePrompt';
import { QrPicture } from './QrPicture';
import { qrModules } from './qr-modules';
import { RecoveryPractice } from './RecoveryPractice';

interface Props {
  readonly host: Host;
  readonly vault: Status['vault'];
  readonly say: Say;
}

export function Practice({ host, vault, say }: Props) {
  const [state, setState] = useState<PracticeState | null>(null);
  const [verified, setVerified] = useState(false);
  const [busy, setBusy] = useState(false);
  const canvas = useRef<HTMLCanvasElement>(null);

  const look = useCallback(async (): Promise<void> => {
    const reply = await host.ask('practice/state', {});
    setState(reply.ok ? reply.value : null);
  }, [host]);
  useEffect(() => {
    if (vault === 'open') void look();
    return host.onPush(({ push }) => {
      if (push === 'items-changed') void look();
    });
  }, [host, vault, look]);

  const capture = async (): Promise<void> => {
    const dataUrl = canvas.current?.toDataURL('image/png');
    if (dataUrl === undefined || busy) return;
    setBusy(true);
    const reply = await host.ask('practice/capture', { dataUrl });
    setBusy(false);
    if (!reply.ok) return say(errorWords(reply.error), false);
    setState(reply.value);
    say(t('outcomeSaved', t('practiceSite')), true);
  };
  const end = async (): Promise<void> => {
    const reply = await host.ask('practice/end', {});
    if (!reply.ok) return say(errorWords(reply.error), false);
    setVerified(false);
    await look();
    say(t('practiceEnded'), true);
  };

  const saved = state?.accountId != null;
  return (
    <div class="stack-wide" data-testid="practice">
      <p class="lead">{t('practiceLead')}</p>
      {vault === 'open' && (
        <>
          <section class="card site" aria-labelledby="practice-setup">
            <h2 id="practice-setup">{t('practiceSetup')}</h2>
            <p class="lead">{t('practiceSetupLead')}</p>
            <div class="site-page">
              <QrPicture canvas={canvas} modules={qrModules} label={t('practiceQr')} />
              <button
                type="button"
                class="offer"
                data-testid="practice-capture"
                disabled={saved || busy}
                aria-busy={busy}
                onClick={capture}
              >
                <Icon name={saved ? 'check' : 'scan'} />
                {t(saved ? 'practiceSaved' : 'practiceCapture')}
              </button>
            </div>
            <p class="note">{t('practiceSetupNote')}</p>
          </section>
          {state?.accountId != null && <CodePrompt host={host} id={state.accountId} onAccepted={() => setVerified(true)} />}
          {saved && <RecoveryPractice host={host} say={say} codes={state?.codes ?? null} onState={setState} />}
          {verified && (
            <section class="card" data-testid="practice-done">
              <h2>{t('practiceDone')}</h2>
              <p class="lead">{t('practiceDoneLead')}</p>
            </section>
          )}
          {saved && (
            <p>
              <button type="button" class={verified ? 'primary' : ''} data-testid="practice-end" onClick={end}>
                {t('practiceEnd')}
              </button>
            </p>
          )}
        </>
      )}
    </div>
  );
}
