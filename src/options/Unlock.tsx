// The locked vault in a tab, where also a passkey can open it; `#unlock` is where the popup leads for that.

import { useEffect, useState } from 'preact/hooks';
import type { LockedWays } from '../messages/slots-protocol';
import { ONLY_PASSWORD, UnlockWays } from '../ui/UnlockWays';
import { pinWords, unlockWords } from '../ui/unlock-words';
import { errorWords, t } from '../ui/words';
import type { Host } from './host';

interface Props {
  readonly host: Host;
  readonly lead: string;
  /** The page has no other heading. */
  readonly alone: boolean;
  readonly onChanged: () => Promise<void>;
}

export function Unlock({ host, lead, alone, onChanged }: Props) {
  const [ways, setWays] = useState<LockedWays | null>(null);
  useEffect(() => {
    void host.ask('slots/locked', {}).then((reply) => setWays(reply.ok ? reply.value : ONLY_PASSWORD));
  }, [host]);

  const after = async <T extends { readonly ok: boolean }>(reply: T): Promise<T> => {
    if (reply.ok) await onChanged();
    return reply;
  };
  const passkey = async (): Promise<string | null> => {
    const used = await host.passkeys.use(ways?.passkeys ?? []);
    if (!used.ok) return errorWords(used.error);
    return unlockWords(await after(await host.ask('slots/unlock', { secret: { type: 'passkey', ...used.value } })));
  };
  return (
    <section class="card" data-testid="locked">
      {alone ? <h1>{t('lockedTitle')}</h1> : <h2>{t('lockedTitle')}</h2>}
      <p class="lead">{lead}</p>
      <UnlockWays
        ways={ways}
        onPassword={async (password) => unlockWords(await after(await host.ask('vault/unlock', { password })))}
        onPin={async (pin) => pinWords(await after(await host.ask('slots/unlock-pin', { pin })))}
        onRecoveryKey={async (recoveryKey) =>
          unlockWords(await after(await host.ask('slots/unlock', { secret: { type: 'recovery', recoveryKey } })))
        }
        onPasskey={passkey}
      />
    </section>
  );
}

/** At `#unlock`, once it is open: what the tab was opened for is done. */
export function Unlocked() {
  return (
    <section class="card" data-testid="unlocked">
      <h1>{t('unlockedTitle')}</h1>
      <p class="lead">{t('unlockedLead')}</p>
    </section>
  );
}
