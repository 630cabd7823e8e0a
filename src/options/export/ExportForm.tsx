// The password once more, and one for the file where the other program opens such files.

import { useState } from 'preact/hooks';
import type { Target } from '../../core/formats/export/target';
import { PasswordField } from '../../ui/PasswordField';
import { StrengthMeter } from '../../ui/StrengthMeter';
import { t } from '../../ui/words';

interface Props {
  readonly target: Target;
  /** Resolves to what went wrong, or null. */
  readonly onSave: (password: string, filePassword: string | null) => Promise<string | null>;
  /** QR codes in place of a file. */
  readonly onShow: ((password: string) => Promise<string | null>) | null;
}

export function ExportForm({ target, onSave, onShow }: Props) {
  const [protect, setProtect] = useState(target.sealed !== 'never');
  const [filePassword, setFilePassword] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const ready = !busy && password !== '' && (!protect || filePassword !== '');

  const run = async (act: () => Promise<string | null>): Promise<void> => {
    setBusy(true);
    const failed = await act();
    setBusy(false);
    setProblem(failed);
    if (failed !== null) return;
    setPassword('');
    setFilePassword('');
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    if (!ready) return;
    if (onShow !== null) void run(() => onShow(password));
    else void run(() => onSave(password, protect ? filePassword : null));
  };
  return (
    <form onSubmit={submit} noValidate data-target={target.id}>
      {target.sealed === 'can' && (
        <label class="check">
          <input type="checkbox" data-testid="export-protect" checked={protect} onChange={() => setProtect(!protect)} />
          {t('exportProtect')}
        </label>
      )}
      {protect && (
        <>
          <PasswordField
            label={t('exportFilePassword')}
            value={filePassword}
            onValue={setFilePassword}
            testid="export-file-password"
            hint={t('exportFilePasswordHint', target.name)}
            fresh
          />
          <StrengthMeter password={filePassword} />
        </>
      )}
      {!protect && <p class="tip">{t(onShow === null ? 'exportPlainWarning' : 'exportCodesWarning')}</p>}
      <PasswordField
        label={t('passwordLabel')}
        value={password}
        onValue={(value) => {
          setPassword(value);
          setProblem(null);
        }}
        testid="export-password"
        hint={t('exportPasswordHint')}
        problem={problem}
      />
      <button type="submit" class="primary" data-testid="export-submit" disabled={!ready} aria-busy={busy}>
        {t(onShow === null ? 'exportSave' : 'exportShowCodes')}
      </button>
    </form>
  );
}
