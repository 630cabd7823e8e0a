// The facts of a question: the site as the browser names it, why it is asked, and the accounts it is about.

import type { Confirmation } from '../messages/views';
import { Icon } from '../ui/icons';
import { shownSite } from '../ui/site-name';
import { keyOf, t } from '../ui/words';
import { Caller } from './Caller';
import { Choices } from './Choices';

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
      <Caller origin={origin} topOrigin={topOrigin} plain={origin === site}>
        <strong data-part="site">{site}</strong>
      </Caller>
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
        <Choices
          legend={t(accounts.length > 1 ? 'confirmWhich' : 'confirmAccount')}
          testid="confirm-account"
          chosen={chosen}
          onChoose={onChoose}
          options={accounts.map(({ id, issuer, account, sites }) => ({
            value: id,
            title: issuer || t('accountUnnamed'),
            lines: [account, sites.length === 0 ? '' : t('confirmSavedFor', sites.map(shownSite).join(', '))],
          }))}
        />
      )}
    </>
  );
}
