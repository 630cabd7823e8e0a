// The facts of a question: the site as the browser names it, why it is asked, and the accounts it is about.

import type { Confirmation } from '../messages/views';
import { Icon } from '../ui/icons';
import { shownSite } from '../ui/site-name';
import { keyOf, t } from '../ui/words';

interface Props {
  readonly confirmation: Confirmation;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

/** Reasons that warn of a fraud rather than explain. */
const alarming = (reason: string): boolean => ['look-alike', 'unknown-domain', 'embedded', 'unencrypted', 'key-differs'].includes(reason);

export function ConfirmationFacts({ confirmation, chosen, onChoose }: Props) {
  const { site, origin, topOrigin, reasons, accounts } = confirmation;
  return (
    <>
      <div class="confirm-site">
        <strong data-part="site">{site}</strong>
        {origin !== site && (
          <span class="mono" data-part="origin" dir="ltr">
            {origin}
          </span>
        )}
        {topOrigin !== null && topOrigin !== origin && (
          <span data-part="top-origin">
            {topOrigin === '' ? (
              t('confirmInsideUnknown')
            ) : (
              <>
                {t('confirmInside')} <bdi class="mono">{topOrigin}</bdi>
              </>
            )}
          </span>
        )}
      </div>
      {reasons.length > 0 && (
        <ul class="confirm-reasons">
          {[...reasons.filter(alarming), ...reasons.filter((reason) => !alarming(reason))].map((reason) => (
            <li key={reason} class={alarming(reason) ? 'alarming' : undefined} data-reason={reason}>
              {alarming(reason) && <Icon name="warning" />}
              <span>{t(keyOf('confirmReason', reason), site)}</span>
            </li>
          ))}
        </ul>
      )}
      {accounts.length > 0 && (
        <fieldset class="confirm-accounts">
          <legend>{t(accounts.length > 1 ? 'confirmWhich' : 'confirmAccount')}</legend>
          {accounts.map((account) => (
            <label key={account.id} class={accounts.length === 1 ? 'only' : account.id === chosen ? 'chosen' : ''}>
              <input
                type="radio"
                name="account"
                data-testid="confirm-account"
                value={account.id}
                checked={accounts.length === 1 || account.id === chosen}
                onChange={() => onChoose(account.id)}
              />
              <span class="confirm-issuer">{account.issuer || t('accountUnnamed')}</span>
              <span class="confirm-label">{account.account}</span>
              {account.sites.length > 0 && (
                <span class="confirm-sites">{t('confirmSavedFor', account.sites.map(shownSite).join(', '))}</span>
              )}
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}
