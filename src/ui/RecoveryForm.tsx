// Recovery codes by paste, file or drop, for the account of a site.

import { useId, useState } from 'preact/hooks';
import { Field } from './Field';
import { errorWords, t } from './words';

interface Props {
  /** A first guess of the site. */
  readonly site: string;
  /** Resolves to the sentence that says what went wrong, or null. */
  readonly onAdd: (text: string, site: string | null) => Promise<string | null>;
  /** Where the page would close under a file dialog: the way to one that stays open. */
  readonly onFileElsewhere?: () => void;
}

export function RecoveryForm({ site, onAdd, onFileElsewhere }: Props) {
  const id = useId();
  const [text, setText] = useState('');
  const [belongsTo, setBelongsTo] = useState(site);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setText(await file.text());
    setProblem(null);
  };
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    if (text.trim() === '') return setProblem(errorWords({ code: 'empty' }));
    setBusy(true);
    const failed = await onAdd(text, belongsTo.trim() || null);
    setBusy(false);
    setProblem(failed);
    if (failed === null) setText('');
  };
  return (
    <form onSubmit={submit} noValidate>
      <div class="field">
        <label for={id}>{t('recoveryText')}</label>
        <textarea
          id={id}
          class="mono recovery-text"
          data-testid="recovery-text"
          rows={4}
          spellcheck={false}
          autocomplete="off"
          value={text}
          aria-describedby={`${id}-note`}
          onInput={(event) => setText(event.currentTarget.value)}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            if (event.dataTransfer?.files[0] === undefined) return;
            event.preventDefault();
            // else it would be looked at for a QR code
            event.stopPropagation();
            void take(event.dataTransfer.files[0]);
          }}
        />
        <p id={`${id}-note`} class="note">
          {t('recoveryTextHint')}
        </p>
      </div>
      {onFileElsewhere === undefined ? (
        <label class="recovery-file">
          <span>{t('recoveryFile')}</span>
          <input
            type="file"
            accept=".txt,text/plain"
            data-testid="recovery-file"
            onChange={(event) => void take(event.currentTarget.files?.[0])}
          />
        </label>
      ) : (
        <button type="button" class="link" data-testid="recovery-file-elsewhere" onClick={onFileElsewhere}>
          {t('recoveryFile')}
        </button>
      )}
      <Field label={t('addSite')} hint={t('recoverySiteHint')} value={belongsTo} onValue={setBelongsTo} testid="recovery-site" required />
      <p class="form-problem" role="alert" data-testid="add-error">
        {problem}
      </p>
      <button type="submit" class="primary wide" data-testid="recovery-submit" disabled={busy} aria-busy={busy}>
        {t('recoveryKeep')}
      </button>
    </form>
  );
}
