// A new account from an otpauth link.

import { useState } from 'preact/hooks';
import { isSeveral, takeText } from '../platform/capture-input';
import { Field } from '../ui/Field';
import { errorWords, t } from '../ui/words';
import type { AddProps } from './AddAccount';

export function AddByUri({ host, site, onAdded, onEnd }: AddProps) {
  const [uri, setUri] = useState('');
  const [belongsTo, setBelongsTo] = useState(site ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    if (uri.trim() === '') return setProblem(errorWords({ code: 'empty' }));
    setBusy(true);
    if (isSeveral(uri)) {
      const end = await takeText(host.ask, uri);
      setBusy(false);
      return end.ok ? onEnd(end.value) : setProblem(errorWords(end.error));
    }
    const reply = await host.ask('items/add-uri', { uri: uri.trim(), site: belongsTo.trim() || null });
    setBusy(false);
    if (!reply.ok) return setProblem(errorWords(reply.error));
    onAdded(nameInUri(uri.trim()), reply.value.warnings);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Field label={t('addUri')} hint={t('addUriHint')} value={uri} onValue={setUri} testid="add-uri" mono autofocus required />
      <Field label={t('addSite')} hint={t('addSiteHint')} value={belongsTo} onValue={setBelongsTo} testid="add-site" />
      <p class="form-problem" role="alert" data-testid="add-error">
        {problem}
      </p>
      <button type="submit" class="primary wide" data-testid="add-uri-submit" disabled={busy} aria-busy={busy}>
        {t('addSubmit')}
      </button>
    </form>
  );
}

/** For the sentence that says it was saved; what is kept is the background's reading. */
function nameInUri(uri: string): string {
  const label = uri.replace(/^otpauth:\/\/[^/]*\//i, '').replace(/\?.*$/s, '');
  try {
    return decodeURIComponent(label).split(':')[0]?.trim() || t('accountUnnamed');
  } catch {
    return t('accountUnnamed');
  }
}
