// The vault is locked: the password and nothing else.

import { Mark } from '../ui/Mark';
import { UnlockForm } from '../ui/UnlockForm';
import { errorWords, t } from '../ui/words';
import type { Host } from './host';

interface Props {
  readonly host: Host;
  /** A QR code was captured and is saved once the vault is open. */
  readonly captured: boolean;
  readonly onChanged: () => Promise<void>;
}

export function Locked({ host, captured, onChanged }: Props) {
  const unlock = async (password: string): Promise<string | null> => {
    const reply = await host.ask('vault/unlock', { password });
    if (!reply.ok) return errorWords(reply.error);
    await onChanged();
    return null;
  };
  return (
    <main class="screen gate" data-testid="locked">
      <header class="gate-head">
        <Mark size={48} />
        <h1>{t('lockedTitle')}</h1>
        <p class="lead">{t(captured ? 'lockedCapturedLead' : 'lockedLead')}</p>
      </header>
      <UnlockForm onUnlock={unlock} />
    </main>
  );
}
