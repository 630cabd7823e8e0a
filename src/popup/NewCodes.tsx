// Whose recovery codes these are and how many are left; where few are, the way to the site that makes new ones.

import { FEW_LEFT } from '../core/recovery/set';
import type { SetFacts } from '../messages/recovery-protocol';
import { shownSite } from '../ui/site-name';
import { errorWords, t, tCount } from '../ui/words';
import type { Host } from './host';

interface Props {
  readonly host: Host;
  readonly about: SetFacts;
  readonly onProblem: (words: string) => void;
}

export function NewCodes({ host, about, onProblem }: Props) {
  const { id, issuer, account, sites, left, total, newCodesAt } = about;
  const names = sites.map(shownSite).join(', ');
  const where = newCodesAt === null ? null : shownSite(new URL(newCodesAt).origin);
  const open = async (): Promise<void> => {
    const reply = await host.ask('recovery/new-codes', { id });
    if (!reply.ok) return onProblem(errorWords(reply.error));
    if (host.form !== 'tab') host.close();
  };
  return (
    <>
      <div class="recovery-head">
        <strong>{issuer || names}</strong>
        {account !== '' && <span>{account}</span>}
        <span data-testid="recovery-left">{tCount('recoveryLeft', left, String(total))}</span>
      </div>
      {left <= FEW_LEFT && (
        <>
          <p class="recovery-few">{t(left === 0 ? 'recoveryNoneLeft' : 'recoveryFewLeft', where ?? names)}</p>
          {where !== null && (
            <button type="button" class="wide" data-testid="recovery-new-codes" title={newCodesAt ?? ''} onClick={open}>
              {t('recoveryNewCodes', where)}
            </button>
          )}
        </>
      )}
    </>
  );
}
