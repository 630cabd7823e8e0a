// A sheet of recovery codes for the safe: shown after the password, printed without anything around it.

import { useState } from 'preact/hooks';
import type { RevealedSet } from '../messages/recovery-protocol';
import { RecoveryForm } from '../ui/RecoveryForm';
import { SecretForm } from '../ui/SecretForm';
import { shownSite } from '../ui/site-name';
import { errorWords, t } from '../ui/words';
import type { Host, Say } from './host';

/** `#recovery-<id>` */
const idInAddress = (): string => location.hash.replace(/^#recovery-/, '');

/** `#recovery-add`: codes out of a file. */
function RecoveryFromFile({ host, say }: Props) {
  return (
    <section class="card">
      <h1>{t('recoverySheetTitle')}</h1>
      <RecoveryForm
        site=""
        onAdd={async (text, site) => {
          const reply = await host.ask('recovery/add', { text, site });
          if (!reply.ok) return errorWords(reply.error);
          say(t(reply.value.key, ...reply.value.args), reply.value.ok);
          return null;
        }}
      />
    </section>
  );
}

interface Props {
  readonly host: Host;
  readonly say: Say;
}

export function RecoverySheet(props: Props) {
  return idInAddress() === 'add' ? <RecoveryFromFile {...props} /> : <Sheet {...props} />;
}

function Sheet({ host }: Props) {
  const [set, setSet] = useState<RevealedSet | null>(null);
  const reveal = async (password: string): Promise<string | null> => {
    const reply = await host.ask('recovery/reveal', { id: idInAddress(), password });
    if (!reply.ok) return errorWords(reply.error);
    setSet(reply.value);
    return null;
  };
  if (set === null)
    return (
      <section class="card">
        <h1>{t('recoverySheetTitle')}</h1>
        <SecretForm act="again" lead={t('recoveryAskLead')} submit={t('recoveryShow')} onSecret={reveal} />
      </section>
    );
  return (
    <section class="card recovery-sheet" data-testid="recovery-sheet">
      <h1>{t('recoverySheetTitle')}</h1>
      <p>
        <strong>{set.issuer}</strong> {set.account}
      </p>
      <p class="note">{set.sites.map(shownSite).join(', ')}</p>
      <p class="note">{t('recoverySheetLead')}</p>
      <ol>
        {set.codes.map(({ text, usedAt }) => (
          <li key={text} class={usedAt === null ? '' : 'used'}>
            <code dir="ltr">{text}</code>
          </li>
        ))}
      </ol>
      <button type="button" class="primary" data-testid="recovery-sheet-print" onClick={() => print()}>
        {t('recoverySheetPrint')}
      </button>
    </section>
  );
}
