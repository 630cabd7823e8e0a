// First run: there is no trace of a vault anywhere.

import { Mark } from '../ui/Mark';
import { NewPasswordForm } from '../ui/NewPasswordForm';
import { errorWords, t } from '../ui/words';
import type { Host } from './host';

interface Props {
  readonly host: Host;
  readonly onChanged: () => Promise<void>;
}

export function Welcome({ host, onChanged }: Props) {
  const create = async (password: string): Promise<string | null> => {
    const reply = await host.ask('vault/create', { password });
    if (!reply.ok) return errorWords(reply.error);
    await onChanged();
    return null;
  };
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
      <p class="gate-foot">
        <button type="button" class="link" data-testid="restore-open" onClick={() => host.openOptions('restore')}>
          {t('restoreInstead')}
        </button>
      </p>
    </main>
  );
}
