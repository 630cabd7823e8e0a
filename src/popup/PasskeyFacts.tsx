// What is known about one passkey, each under its name.

import type { PasskeyAlgorithm } from '../core/item';
import type { PasskeyView } from '../messages/card-protocol';
import { momentWords } from '../ui/dates';
import { t } from '../ui/words';
import { Fact, SiteNames } from './CardFacts';

/** COSE algorithms as their registry names them. */
const ALGORITHMS: Readonly<Record<PasskeyAlgorithm, string>> = { [-7]: 'ES256', [-8]: 'EdDSA', [-257]: 'RS256' };

interface Props {
  readonly passkey: PasskeyView;
  readonly onAccount: (account: PasskeyView['accounts'][number]) => void;
}

export function PasskeyFacts({ passkey, onAccount }: Props) {
  const { rpId, rpName, sites, accounts, algorithm, discoverable, lastUsedAt, createdAt } = passkey;
  return (
    <dl class="facts">
      {rpName !== '' && rpName !== rpId && (
        <Fact name={t('passkeySiteName')} part="rp-name">
          <bdi>{rpName}</bdi>
        </Fact>
      )}
      {sites.length > 0 && (
        <Fact name={t('passkeyMadeAt')} part="sites">
          {sites.map((site) => (
            <span class="fact-line" key={site.origin} data-origin={site.origin}>
              <SiteNames site={site} />
            </span>
          ))}
        </Fact>
      )}
      {accounts.length > 0 && (
        <Fact name={t('passkeyAccounts')} part="accounts">
          {accounts.map(({ id, issuer, account, otpType }) => (
            <button
              type="button"
              class="link fact-link"
              data-testid="passkey-account"
              key={id}
              data-id={id}
              onClick={() => onAccount({ id, issuer, account, otpType })}
            >
              <bdi>{[issuer, account].filter((name) => name !== '').join(' · ') || t('accountUnnamed')}</bdi>
            </button>
          ))}
        </Fact>
      )}
      <Fact name={t('passkeyKind')} part="algorithm">
        {t(discoverable ? 'passkeyKindDiscoverable' : 'passkeyKindPlain', ALGORITHMS[algorithm])}
      </Fact>
      <Fact name={t('cardLastUsed')} part="last-used">
        {lastUsedAt === null ? t('passkeyNeverUsed') : momentWords(lastUsedAt)}
      </Fact>
      <Fact name={t('cardCreated')} part="created">
        <time dateTime={new Date(createdAt).toISOString()}>{momentWords(createdAt)}</time>
      </Fact>
    </dl>
  );
}
