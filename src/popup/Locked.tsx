// The vault is locked: the ways to open it and nothing else.

import { useState } from 'preact/hooks';
import type { LockedWays } from '../messages/slots-protocol';
import { Mark } from '../ui/Mark';
import { t } from '../ui/words';
import type { Host } from './host';
import { UnlockHere } from './UnlockHere';

interface Props {
  readonly host: Host;
  /** Asked for with the first screen; null: ask. */
  readonly ways: LockedWays | null;
  /** A QR code was captured and is saved once the vault is open. */
  readonly captured: boolean;
  readonly onChanged: () => Promise<void>;
}

export function Locked({ host, ways: first, captured, onChanged }: Props) {
  const [ways, setWays] = useState(first);
  const more = ways !== null && (ways.pin !== null || ways.recoveryKey || ways.passkeys.length > 0);
  return (
    <main class="screen gate" data-testid="locked">
      <header class="gate-head">
        <Mark size={48} />
        <h1>{t('lockedTitle')}</h1>
        <p class="lead">{t(captured ? 'lockedCapturedLead' : more ? 'lockedWaysLead' : 'lockedLead')}</p>
      </header>
      <UnlockHere host={host} first={first} onWays={setWays} onUnlocked={onChanged} />
    </main>
  );
}
