// Every way into a locked vault: the PIN where one is set, else the password; a passkey and the recovery key behind a press.

import { useState } from 'preact/hooks';
import { Icon } from './icons';
import { SecretForm } from './SecretForm';
import { t } from './words';

export interface ShownWays {
  readonly passkeys: readonly unknown[];
  readonly recoveryKey: boolean;
  readonly pin: { readonly left: number } | null;
}

/** Null: done. `gone`: this way is no more. */
export type UnlockEnd = { readonly words: string; readonly gone: boolean } | null;

interface Props {
  /** null: not known yet, and nothing is shown: what leads must not change under the hands of who has begun to type. */
  readonly ways: ShownWays | null;
  /** Resolves to the sentence that says what went wrong, or null. */
  readonly onPassword: (password: string) => Promise<string | null>;
  readonly onPin: (pin: string) => Promise<UnlockEnd>;
  readonly onRecoveryKey: (text: string) => Promise<string | null>;
  readonly onPasskey: () => Promise<string | null>;
}

type Way = 'pin' | 'password' | 'recovery';

/** Where it cannot be said which ways there are: the one that is always there. */
export const ONLY_PASSWORD: ShownWays & { readonly passkeys: readonly never[]; readonly pin: null } = {
  passkeys: [],
  recoveryKey: false,
  pin: null,
};

export function UnlockWays({ ways, ...acts }: Props) {
  return ways === null ? null : <KnownWays ways={ways} {...acts} />;
}

function KnownWays({ ways, onPassword, onPin, onRecoveryKey, onPasskey }: Props & { readonly ways: ShownWays }) {
  const [leading] = useState<Way>(ways.pin !== null ? 'pin' : 'password');
  const [chosen, setChosen] = useState<Way | null>(null);
  const [pinGone, setPinGone] = useState<string | null>(null);
  const [passkeyProblem, setPasskeyProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const hasPin = ways.pin !== null && pinGone === null;
  const wanted = chosen ?? leading;
  const way = wanted === 'pin' && !hasPin ? 'password' : wanted;

  const passkey = async (): Promise<void> => {
    setBusy(true);
    setPasskeyProblem(await onPasskey());
    setBusy(false);
  };
  const pin = async (typed: string): Promise<string | null> => {
    const end = await onPin(typed);
    if (end?.gone === true) setPinGone(end.words);
    return end?.words ?? null;
  };
  const others: readonly [Way, boolean, string][] = [
    ['pin', hasPin, t('wayUsePin')],
    ['password', true, t('wayUsePassword')],
    ['recovery', ways.recoveryKey, t('wayUseRecoveryKey')],
  ];
  return (
    <div class="unlock-ways" data-way={way}>
      {pinGone !== null && (
        <p class="form-problem" role="alert" data-testid="pin-gone">
          {pinGone}
        </p>
      )}
      <SecretForm
        key={way}
        kind={way}
        act="unlock"
        submit={t('unlockSubmit')}
        submitBusy={t('unlockBusy')}
        onSecret={{ pin, password: onPassword, recovery: onRecoveryKey }[way]}
      />
      {ways.passkeys.length > 0 && (
        <button type="button" class="wide" data-testid="way-passkey" disabled={busy} aria-busy={busy} onClick={() => void passkey()}>
          <Icon name="passkey" />
          {t('wayUsePasskey')}
        </button>
      )}
      {passkeyProblem !== null && (
        <p class="form-problem" role="alert" data-testid="passkey-problem">
          {passkeyProblem}
        </p>
      )}
      {others.some(([other, there]) => there && other !== way) && (
        <p class="unlock-others">
          {others
            .filter(([other, there]) => there && other !== way)
            .map(([other, , words]) => (
              <button key={other} type="button" class="link" data-testid={`way-${other}`} onClick={() => setChosen(other)}>
                {words}
              </button>
            ))}
        </p>
      )}
    </div>
  );
}
