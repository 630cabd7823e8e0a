// *Wrong code?*: what the site's own page says of this computer's clock, one corrected code where that helps, and what else it may be.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { WrongCodeReason } from '../core/otp/wrong-code';
import type { ClockReading, WrongCode as Found } from '../messages/wrong-code-protocol';
import { Icon } from '../ui/icons';
import { errorWords, t, tCount } from '../ui/words';
import type { Host } from './host';
import type { SaidApi } from './use-said';

interface Props {
  readonly host: Host;
  readonly id: string;
  readonly name: string;
  readonly say: SaidApi['say'];
  readonly onBack: () => void;
}

export function WrongCode({ host, id, name, say, onBack }: Props) {
  const [found, setFound] = useState<Found | null>(null);
  const [busy, setBusy] = useState(false);
  /** The corrected code was used: another needs another look at the clock. */
  const [used, setUsed] = useState(false);
  const main = useRef<HTMLElement>(null);

  const check = async (): Promise<void> => {
    setFound(null);
    const reply = await host.ask('wrong-code/check', { id, tabId: host.pageTab });
    if (!reply.ok) {
      say(errorWords(reply.error), false);
      return onBack();
    }
    setUsed(false);
    setFound(reply.value);
  };
  useEffect(() => {
    main.current?.focus();
    void check();
  }, [id]);

  const fill = async (): Promise<void> => {
    if (host.pageTab === null) return;
    setBusy(true);
    const reply = await host.ask('wrong-code/fill', { id, tabId: host.pageTab });
    setBusy(false);
    setUsed(true);
    if (reply.ok) say(t(reply.value.key, ...reply.value.args), reply.value.ok);
    else say(errorWords(reply.error), false);
  };
  const copy = async (): Promise<void> => {
    setBusy(true);
    const reply = await host.ask('wrong-code/copy', { id });
    setBusy(false);
    setUsed(true);
    if (!reply.ok) return say(errorWords(reply.error), false);
    const copied = await host.copyText(reply.value.code);
    say(copied ? t('outcomeCopied', name) : t('errorClipboard'), copied);
  };

  return (
    <main
      class="panel stack wrong-code"
      data-testid="wrong-code"
      data-clock={found?.reading?.clock}
      ref={main}
      tabIndex={-1}
      aria-busy={found === null}
    >
      <p class="lead">{t('wrongCodeLead', name)}</p>
      <section class="clock" aria-live="polite">
        {found === null ? <p class="note">{t('wrongCodeAsking')}</p> : <Clock reading={found.reading} />}
        {found?.reading?.canCorrect === true && (
          <>
            <p class="note">{t('clockTrust', found.reading.site)}</p>
            <div class="pair">
              {used ? (
                <button type="button" data-testid="clock-again" onClick={() => void check()}>
                  {t('clockAgain')}
                </button>
              ) : (
                <>
                  <button
                    type="button"
                    class="primary"
                    data-testid="clock-fill"
                    disabled={busy}
                    aria-busy={busy}
                    onClick={() => void fill()}
                  >
                    {t('clockFill')}
                  </button>
                  <button type="button" data-testid="clock-copy" disabled={busy} onClick={() => void copy()}>
                    {t('clockCopy')}
                  </button>
                </>
              )}
            </div>
          </>
        )}
      </section>
      {found !== null && (
        <section>
          <h2>{t(found.reading?.clock === 'off' || found.reading?.clock === 'far-off' ? 'wrongCodeElse' : 'wrongCodeMaybe')}</h2>
          <ul class="reasons">
            {found.reasons.map((reason) => (
              <li key={reason.why} data-why={reason.why}>
                {wordsOf(reason)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </main>
  );
}

function Clock({ reading }: { readonly reading: ClockReading | null }) {
  const wrong = reading?.clock === 'off' || reading?.clock === 'far-off';
  return (
    <p class={wrong ? 'clock-said clock-wrong' : 'clock-said'} data-testid="clock-said">
      {reading !== null && reading.clock !== 'unknown' && <Icon name={wrong ? 'warning' : 'check'} />}
      <span>{clockWords(reading)}</span>
    </p>
  );
}

function clockWords(reading: ClockReading | null): string {
  if (reading === null) return t('clockNobody');
  const { clock, site, offsetMs, zone } = reading;
  if (clock === 'unknown') return t('clockUnknown', site);
  if (clock === 'right') return t('clockRight', site);
  const told = t(offsetMs > 0 ? 'clockSlow' : 'clockFast', duration(Math.abs(offsetMs)), site);
  return clock === 'off' ? `${told} ${t('clockSet')}` : `${told} ${t(zone ? 'clockZone' : 'clockFarOff')}`;
}

/** Two units are enough. */
function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const units = [
    ['durationDays', Math.floor(seconds / 86_400)],
    ['durationHours', Math.floor((seconds % 86_400) / 3600)],
    ['durationMinutes', Math.floor((seconds % 3600) / 60)],
    ['durationSeconds', seconds % 60],
  ] as const;
  const first = units.findIndex(([, count]) => count > 0);
  return units
    .slice(first, first + 2)
    .filter(([, count]) => count > 0)
    .map(([key, count]) => tCount(key, count))
    .join(' ');
}

function wordsOf(reason: WrongCodeReason): string {
  switch (reason.why) {
    case 'used':
      return t('wrongUsed');
    case 'digits':
      return t('wrongDigits', String(reason.theirs), String(reason.ours));
    case 'other-account':
      return t('wrongOtherAccount', reason.names.join(', '));
    case 'counter':
      return t('wrongCounter');
    case 'period':
      return t('wrongPeriod', String(reason.seconds));
    case 'key':
      return t('wrongKey');
  }
}
