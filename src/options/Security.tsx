// Password and how acts in pages are confirmed.

import { useEffect, useState } from 'preact/hooks';
import type { SentSecret, SlotView } from '../messages/slots-protocol';
import type { Settings } from '../messages/views';
import { Field } from '../ui/Field';
import { NewPasswordForm } from '../ui/NewPasswordForm';
import { PasswordField } from '../ui/PasswordField';
import { errorWords, t } from '../ui/words';
import { PromptNotices } from './PromptNotices';
import { Switch } from './Switch';
import type { ChangeSetting, SectionProps } from './settings';

interface Props extends SectionProps {
  readonly settings: Settings | null;
  readonly change: ChangeSetting;
}

/** What proves that the new password may be set: the old one, or another way in where that is forgotten. */
type Proof = 'password' | 'recovery' | 'passkey';

export function Security({ host, say, vault, settings, change }: Props) {
  const [proof, setProof] = useState<Proof>('password');
  const [current, setCurrent] = useState('');
  const [slots, setSlots] = useState<readonly SlotView[]>([]);
  useEffect(() => {
    if (vault !== 'open') return setSlots([]);
    const ask = async (): Promise<void> => {
      const reply = await host.ask('slots/list', {});
      setSlots(reply.ok ? reply.value.slots : []);
    };
    void ask();
    return host.onPush(({ push }) => push === 'status-changed' && void ask());
  }, [host, vault]);

  const secret = async (): Promise<SentSecret | string> => {
    if (proof === 'password') return { type: 'password', password: current };
    if (proof === 'recovery') return { type: 'recovery', recoveryKey: current };
    const used = await host.passkeys.use(slots.flatMap(({ passkey }) => passkey ?? []));
    return used.ok ? { type: 'passkey', ...used.value } : errorWords(used.error);
  };
  const changePassword = async (next: string): Promise<string | null> => {
    const proved = await secret();
    if (typeof proved === 'string') return proved;
    const reply = await host.ask('slots/set-password', { secret: proved, next });
    if (!reply.ok) return errorWords(reply.error);
    setCurrent('');
    setProof('password');
    say(t('changeDone'), true);
    return null;
  };
  const others: readonly [Proof, boolean, string][] = [
    ['password', true, t('changeByPassword')],
    ['recovery', slots.some(({ type }) => type === 'recovery'), t('changeByRecoveryKey')],
    ['passkey', slots.some(({ type }) => type === 'passkey'), t('changeByPasskey')],
  ];
  const before = (
    <>
      {proof === 'password' && <PasswordField label={t('passwordCurrent')} value={current} onValue={setCurrent} testid="change-current" />}
      {proof === 'recovery' && (
        <Field
          label={t('recoveryKeyLabel')}
          hint={t('recoveryKeyHint')}
          value={current}
          onValue={setCurrent}
          testid="change-recovery-key"
          mono
          required
        />
      )}
      {proof === 'passkey' && <p class="note">{t('changePasskeyNote')}</p>}
      {slots.length > 1 && (
        <p class="unlock-others">
          {others
            .filter(([other, there]) => there && other !== proof)
            .map(([other, , words]) => (
              <button
                key={other}
                type="button"
                class="link"
                data-testid={`change-by-${other}`}
                onClick={() => {
                  setCurrent('');
                  setProof(other);
                }}
              >
                {words}
              </button>
            ))}
        </p>
      )}
    </>
  );
  return (
    <section id="security" class="card">
      <h2>{t('securityTitle')}</h2>
      {settings !== null && (
        <>
          <Switch
            label={t('settingPageOffers')}
            hint={t('settingPageOffersHint')}
            on={settings.pageOffers}
            onChange={(on) => change('pageOffers', on)}
            testid="setting-pageOffers"
          />
          <PromptNotices rights={host.notifications} wanted={settings.promptNotices} change={change} />
          <Switch
            label={t('settingConfirmInWindow')}
            hint={t('settingConfirmInWindowHint')}
            on={settings.confirmInWindow}
            onChange={(on) => change('confirmInWindow', on)}
            testid="setting-confirmInWindow"
          />
        </>
      )}
      {vault === 'open' && (
        <>
          <h3>{t('changeTitle')}</h3>
          <p class="lead">{t('changeLead')}</p>
          <NewPasswordForm
            testids={{ first: 'change-next', repeat: 'change-repeat', submit: 'change-submit' }}
            submit={t('changeSubmit')}
            submitBusy={t('changeBusy')}
            onPassword={changePassword}
            before={before}
          />
        </>
      )}
    </section>
  );
}
