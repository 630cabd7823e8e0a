// What an account is called where it needs one name.

import type { Row } from '../messages/views';
import { t } from '../ui/words';

type Named = Pick<Row, 'issuer' | 'account' | 'rpId'>;

export const nameOf = (row: Named): string => row.issuer || row.account || row.rpId || t('accountUnnamed');

/** Tells two accounts at one site apart, and a passkey from the account whose codes it goes with. */
export const fullNameOf = (row: Named): string => {
  const what = row.rpId === null ? '' : t('passkeyOf', row.rpId);
  return [row.issuer || row.rpId, row.account, what].filter(Boolean).join(', ') || t('accountUnnamed');
};
