// The ways into the locked vault, in the popup: as its own screen, or before the answer to a question.

import { useEffect, useState } from 'preact/hooks';
import type { Reply } from '../messages/routes';
import type { LockedWays } from '../messages/slots-protocol';
import type { Outcome } from '../messages/views';
import { ONLY_PASSWORD, UnlockWays } from '../ui/UnlockWays';
import { pinWords, unlockWords } from '../ui/unlock-words';
import type { Host } from './host';

interface Props {
  readonly host: Host;
  /** Asked for with the first screen; null: asked for here. */
  readonly first: LockedWays | null;
  readonly onWays?: (ways: LockedWays) => void;
  /** A try is under way, or has failed. */
  readonly onTrying?: (now: boolean) => void;
  /** With what the unlock was for, where that could be done at once. */
  readonly onUnlocked: (outcome: Outcome | null) => Promise<void>;
}

type Answered = Reply<{ readonly outcome: Outcome | null }>;

export function UnlockHere({ host, first, onWays, onTrying, onUnlocked }: Props) {
  const [ways, setWays] = useState(first);
  useEffect(() => {
    if (first !== null) return;
    void host.ask('slots/locked', {}).then((reply) => {
      const known = reply.ok ? reply.value : ONLY_PASSWORD;
      setWays(known);
      onWays?.(known);
    });
  }, [host, first]);

  const attempt = async (ask: Promise<Answered>): Promise<Answered> => {
    onTrying?.(true);
    const reply = await ask;
    if (reply.ok) await onUnlocked(reply.value.outcome);
    else onTrying?.(false);
    return reply;
  };
  return (
    <UnlockWays
      ways={ways}
      onPassword={async (password) => unlockWords(await attempt(host.ask('vault/unlock', { password })))}
      onPin={async (pin) => pinWords(await attempt(host.ask('slots/unlock-pin', { pin })))}
      onRecoveryKey={async (recoveryKey) =>
        unlockWords(await attempt(host.ask('slots/unlock', { secret: { type: 'recovery', recoveryKey } })))
      }
      onPasskey={async () => {
        // the browser's dialog would close a popup, and the ceremony with it
        host.openOptions('unlock');
        return null;
      }}
    />
  );
}
