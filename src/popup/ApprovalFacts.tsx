// The facts of an approval: which site, who asks, for whom, and which passkeys it is about.

import type { Approval, PasskeyChoice } from '../messages/approval-protocol';
import { dayWords } from '../ui/dates';
import { t } from '../ui/words';
import { KEEP_BOTH, partsOf } from './approval-words';
import { Caller, Readable } from './Caller';
import { Choices } from './Choices';

interface Props {
  readonly approval: Approval;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

export const passkeyTitle = ({ userName, displayName }: Pick<PasskeyChoice, 'userName' | 'displayName'>): string =>
  userName || displayName || t('accountUnnamed');

/** The display name where it says more than the title does. */
export const passkeyLine = ({ userName, displayName }: Pick<PasskeyChoice, 'userName' | 'displayName'>): string =>
  userName === '' || displayName === userName ? '' : displayName;

export function ApprovalFacts({ approval, chosen, onChoose }: Props) {
  const { kind, rpId, site, origin, topOrigin, user, passkeys, excluded } = approval;
  const [before, domain] = partsOf(rpId, site);
  return (
    <>
      <Caller origin={origin} topOrigin={topOrigin}>
        <p class="approval-site" data-part="rp-id" data-value={rpId} dir="ltr">
          {before}
          <strong>{domain}</strong>
        </p>
        {!origin.endsWith(rpId) && <Readable of={rpId} />}
      </Caller>
      {user !== null && (
        <dl class="approval-user" data-part="user">
          <dt>{t('approvalFor')}</dt>
          <dd class="confirm-issuer">{passkeyTitle(user)}</dd>
          {passkeyLine(user) !== '' && <dd class="confirm-label">{passkeyLine(user)}</dd>}
        </dl>
      )}
      {excluded && <p class="tip">{t('approvalExcluded', site)}</p>}
      {kind === 'get' && passkeys.length > 0 && (
        <Choices
          legend={t(passkeys.length > 1 ? 'approvalWhich' : 'approvalPasskey')}
          options={passkeys.map((passkey) => ({
            value: passkey.id,
            title: passkeyTitle(passkey),
            lines: [passkeyLine(passkey), t('approvalSavedOn', dayWords(passkey.createdAt))],
          }))}
          chosen={chosen}
          testid="approval-passkey"
          onChoose={onChoose}
        />
      )}
      {kind === 'create' && !excluded && passkeys.length > 0 && (
        <Choices
          legend={t('approvalReplaceLegend')}
          options={[
            { value: KEEP_BOTH, title: t('approvalKeepBoth'), lines: [] },
            ...passkeys.map((passkey) => ({
              value: passkey.id,
              title: t('approvalReplace', dayWords(passkey.createdAt)),
              lines: [passkeyTitle(passkey), t('approvalReplaceHint')],
            })),
          ]}
          chosen={chosen}
          testid="approval-replace"
          onChoose={onChoose}
        />
      )}
    </>
  );
}
