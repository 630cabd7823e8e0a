// Opened once, on install: a password, access to websites where the browser withholds it, and where the icon is. Under a minute.

import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Status } from '../messages/views';
import { EarlierVault } from '../ui/EarlierVault';
import { Icon } from '../ui/icons';
import { NewPasswordForm } from '../ui/NewPasswordForm';
import { errorWords, t } from '../ui/words';
import type { FirstRun, Host } from './host';

interface Props {
  readonly host: Host;
  readonly vault: Status['vault'];
  /** There was a vault, and both copies of it are gone. */
  readonly lost: boolean;
  readonly onChanged: () => Promise<void>;
}

export function Welcome({ host, vault, lost, onChanged }: Props) {
  const [anew, setAnew] = useState(false);
  const create = async (password: string): Promise<string | null> => {
    const reply = await host.ask('vault/create', { password });
    if (!reply.ok) return errorWords(reply.error);
    await onChanged();
    return null;
  };
  const made = vault === 'open' || vault === 'locked';
  return (
    <div class="stack-wide" data-testid="first-run">
      <p class="lead">{t('firstRunLead')}</p>
      {lost && !made && (
        <section class="card" data-testid="vault-lost">
          <h2>{t('hadVaultLost')}</h2>
          <p class="reason">{t('hadVaultLostLead')}</p>
          <p>{t('hadVaultFiles')}</p>
          <p>
            <a class="button primary" href="#restore">
              {t('troubleRestore')}
            </a>
          </p>
        </section>
      )}
      <ol class="steps">
        <Step n={1} title={t('firstRunPassword')} done={made} testid="step-password">
          {made ? (
            <p class="lead">{t('firstRunPasswordDone')}</p>
          ) : (
            <>
              <p class="lead">{t('welcomeLead')}</p>
              {lost && !anew && (
                <p>
                  <button type="button" class="link" data-testid="start-over" onClick={() => setAnew(true)}>
                    {t('hadVaultStartOver')}
                  </button>
                </p>
              )}
              {vault === 'none' && (!lost || anew) && (
                <NewPasswordForm
                  testids={{ first: 'create-password', repeat: 'create-password-repeat', submit: 'create-submit' }}
                  submit={t('createSubmit')}
                  submitBusy={t('createBusy')}
                  autofocus
                  onPassword={create}
                />
              )}
              {!lost && (
                <EarlierVault>
                  <a href="#restore">{t('troubleRestore')}</a>
                </EarlierVault>
              )}
            </>
          )}
        </Step>
        <Access firstRun={host.firstRun} />
        <Toolbar firstRun={host.firstRun} />
      </ol>
      <section class="card">
        <h2>{t('firstRunNext')}</h2>
        <p class="lead">{t('firstRunNextLead')}</p>
        <p>
          <a class={made ? 'button primary' : 'button'} href="#practice" data-testid="practice-open">
            {t('practiceOpen')}
          </a>
        </p>
        {made && (
          <p>
            <a href="#import" data-testid="import-open">
              {t('importInstead')}
            </a>
          </p>
        )}
      </section>
    </div>
  );
}

interface StepProps {
  readonly n: number;
  readonly title: string;
  readonly done: boolean;
  readonly testid: string;
  readonly children: ComponentChildren;
}

/** The number becomes a tick; a screen reader hears the word. */
function Step({ n, title, done, testid, children }: StepProps) {
  return (
    <li class={done ? 'card step step-done' : 'card step'} data-testid={testid} data-done={String(done)}>
      <span class="step-number" aria-hidden="true">
        {done ? <Icon name="check" /> : n}
      </span>
      <div class="step-body">
        <h2>
          {title}
          {done && <span class="unseen"> {t('stepDone')}</span>}
        </h2>
        {children}
      </div>
    </li>
  );
}

interface BrowserProps {
  readonly firstRun: FirstRun;
}

function Access({ firstRun }: BrowserProps) {
  const [access, setAccess] = useState<boolean | null>(null);
  const look = useCallback(async (): Promise<void> => setAccess(await firstRun.hasHostAccess()), [firstRun]);
  useEffect(() => {
    void look();
    return firstRun.onHostAccess(() => void look());
  }, [firstRun, look]);
  return (
    <Step n={2} title={t('accessTitle')} done={access === true} testid="step-access">
      <p class="lead">{t('accessReason')}</p>
      {access === false && (
        <>
          <p>
            <button type="button" class="primary" data-testid="access-allow" onClick={() => void firstRun.requestHostAccess().then(look)}>
              {t('accessAllow')}
            </button>
          </p>
          <p class="note">{t('accessWithout')}</p>
        </>
      )}
    </Step>
  );
}

function Toolbar({ firstRun }: BrowserProps) {
  const [pinned, setPinned] = useState(false);
  const [shortcut, setShortcut] = useState<string | null>(null);
  useEffect(() => {
    const look = (): void => {
      void firstRun.iconIsPinned().then((now) => setPinned(now === true));
      void firstRun.popupShortcut().then(setShortcut);
    };
    look();
    // pinning happens in the browser's own menu, which takes the focus from the page and gives it back
    addEventListener('focus', look);
    return () => removeEventListener('focus', look);
  }, [firstRun]);
  return (
    <Step n={3} title={t('toolbarTitle')} done={pinned} testid="step-toolbar">
      <p class="lead">{t(pinned ? 'toolbarPinned' : 'toolbarPin')}</p>
      {shortcut !== null && (
        <p class="lead">
          {t('toolbarShortcut')} <kbd data-testid="shortcut">{shortcut}</kbd>
        </p>
      )}
    </Step>
  );
}
