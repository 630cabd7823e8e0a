// First run: there is no trace of a vault anywhere.

import { useState } from 'preact/hooks';
import { EarlierVault } from '../ui/EarlierVault';
import { Icon } from '../ui/icons';
import { Mark } from '../ui/Mark';
import { NewPasswordForm } from '../ui/NewPasswordForm';
import { errorWords, t } from '../ui/words';
import type { Host } from './host';

interface Props {
  readonly host: Host;
  /** There was a vault, and both copies of it are gone. */
  readonly lost: boolean;
  readonly onChanged: () => Promise<void>;
}

export function Welcome({ host, lost, onChanged }: Props) {
  const [anew, setAnew] = useState(false);
  const create = async (password: string): Promise<string | null> => {
    const reply = await host.ask('vault/create', { password });
    if (!reply.ok) return errorWords(reply.error);
    await onChanged();
    return null;
  };
  const restore = (): void => host.openOptions('restore');
  if (lost && !anew)
    return (
      <main class="screen gate" data-testid="vault-lost">
        <header class="gate-head">
          <span class="gate-warning">
            <Icon name="warning" />
          </span>
          <h1>{t('hadVaultLost')}</h1>
          <p class="lead">{t('hadVaultLostLead')}</p>
        </header>
        <div class="stack">
          <button type="button" class="primary wide" data-testid="restore-open" onClick={restore}>
            {t('troubleRestore')}
          </button>
          <p class="note">{t('hadVaultFiles')}</p>
        </div>
        <p class="gate-foot">
          <button type="button" class="link" data-testid="start-over" onClick={() => setAnew(true)}>
            {t('hadVaultStartOver')}
          </button>
        </p>
      </main>
    );
  return (
    <main class="screen gate">
      <header class="gate-head">
        <Mark size={48} />
        <h1>{t('welcomeTitle')}</h1>
        <p class="lead">{t('welcomeLead')}</p>
      </header>
      <NewPasswordForm
        testids={{ first: 'create-password', repeat: 'create-password-repeat', submit: 'create-submit' }}
        submit={t('createSubmit')}
        submitBusy={t('createBusy')}
        autofocus
        onPassword={create}
      />
      <EarlierVault short>
        <button type="button" class="link" data-testid="restore-open" onClick={restore}>
          {t('troubleRestore')}
        </button>
      </EarlierVault>
    </main>
  );
}
