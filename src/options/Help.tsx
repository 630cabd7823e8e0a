// Why is there no offer here? What is not supported, and why.

import { t } from '../ui/words';
import type { Host, Say } from './host';
import { Report } from './Report';

const reasons = ['Locked', 'NoAccount', 'Channel', 'Access', 'OffersOff', 'Page'] as const;
const missing = ['Sms', 'Push', 'Malware'] as const;

const titles = {
  Locked: 'helpLockedTitle',
  NoAccount: 'helpNoAccountTitle',
  Channel: 'helpChannelTitle',
  Access: 'helpAccessTitle',
  OffersOff: 'helpOffersOffTitle',
  Page: 'helpPageTitle',
  Sms: 'helpSmsTitle',
  Push: 'helpPushTitle',
  Malware: 'helpMalwareTitle',
} as const;
const texts = {
  Locked: 'helpLocked',
  NoAccount: 'helpNoAccount',
  Channel: 'helpChannel',
  Access: 'helpAccess',
  OffersOff: 'helpOffersOff',
  Page: 'helpPage',
  Sms: 'helpSms',
  Push: 'helpPush',
  Malware: 'helpMalware',
} as const;

interface Props {
  readonly host: Host;
  readonly say: Say;
}

export function Help({ host, say }: Props) {
  return (
    <div class="stack-wide" data-testid="help">
      <section class="card">
        <h2>{t('helpNoOffer')}</h2>
        <dl class="answers">
          {reasons.map((reason) => (
            <div key={reason}>
              <dt>{t(titles[reason])}</dt>
              <dd>{t(texts[reason])}</dd>
            </div>
          ))}
        </dl>
        <p>
          <a href="#seen" data-testid="help-seen">
            {t('helpSeen')}
          </a>
        </p>
      </section>
      <section class="card">
        <h2>{t('helpMissing')}</h2>
        <dl class="answers">
          {missing.map((one) => (
            <div key={one}>
              <dt>{t(titles[one])}</dt>
              <dd>{t(texts[one])}</dd>
            </div>
          ))}
        </dl>
      </section>
      <Report host={host} say={say} />
    </div>
  );
}
