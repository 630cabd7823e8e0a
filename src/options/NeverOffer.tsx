// Sites on which the person wants no offers, and the way back.

import { useEffect, useState } from 'preact/hooks';
import { errorWords, t } from '../ui/words';
import type { Host, Say } from './host';

interface Props {
  readonly host: Host;
  readonly say: Say;
}

export function NeverOffer({ host, say }: Props) {
  const [sites, setSites] = useState<readonly string[]>([]);
  useEffect(() => {
    void host.ask('never-offer/list', {}).then((reply) => reply.ok && setSites(reply.value));
  }, [host]);
  const offerAgain = async (site: string): Promise<void> => {
    const reply = await host.ask('never-offer/remove', { site });
    if (!reply.ok) return say(errorWords(reply.error), false);
    setSites(reply.value);
    say(t('outcomeOfferAgain', site), true);
  };
  return (
    <section id="never-offer" class="card">
      <h2>{t('neverOfferTitle')}</h2>
      <p class="lead">{t('neverOfferLead')}</p>
      {sites.length === 0 ? (
        <p class="note" data-testid="never-offer-none">
          {t('neverOfferNone')}
        </p>
      ) : (
        <ul class="sites">
          {sites.map((site) => (
            <li key={site} class="setting" data-testid="never-offer-site">
              <span>{site}</span>
              <button type="button" aria-label={t('neverOfferAgainNamed', site)} onClick={() => void offerAgain(site)}>
                {t('neverOfferAgain')}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
