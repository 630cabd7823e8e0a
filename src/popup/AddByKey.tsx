// A new account from a typed key. What nearly every site leaves at its default waits under "More".

import { useState } from 'preact/hooks';
import { Choice } from '../ui/Choice';
import { Field } from '../ui/Field';
import { errorWords, t } from '../ui/words';
import type { AddProps } from './AddAccount';
import {
  type Algorithm,
  emptyDraft,
  type FieldProblems,
  fieldOfError,
  type KeyDraft,
  type OtpType,
  problemsOf,
  requestOf,
} from './key-draft';

const algorithms: readonly (readonly [Algorithm, string])[] = [
  ['SHA1', 'SHA-1'],
  ['SHA224', 'SHA-224'],
  ['SHA256', 'SHA-256'],
  ['SHA384', 'SHA-384'],
  ['SHA512', 'SHA-512'],
];

export function AddByKey({ host, site, pastedKey, onAdded }: AddProps) {
  const [draft, setDraft] = useState<KeyDraft>(() => ({ ...emptyDraft(site ?? ''), secret: pastedKey }));
  const [problems, setProblems] = useState<FieldProblems>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [more, setMore] = useState(false);

  const set =
    <K extends keyof KeyDraft>(name: K) =>
    (value: KeyDraft[K]): void => {
      setDraft((before) => ({ ...before, [name]: value }));
      setProblems(({ [name]: _, ...others }) => others);
    };
  const said = (name: keyof KeyDraft): string | null => {
    const code = problems[name];
    return code === undefined ? null : errorWords({ code });
  };
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const found = problemsOf(draft);
    setProblems(found);
    setProblem(null);
    const first = Object.values(found)[0];
    if (first !== undefined) return setProblem(errorWords({ code: first }));
    setBusy(true);
    const reply = await host.ask('items/add-key', requestOf(draft));
    setBusy(false);
    if (reply.ok) return onAdded(draft.issuer.trim() || draft.account.trim() || t('accountUnnamed'), reply.value.warnings);
    const field = fieldOfError(reply.error.code);
    if (field !== null) setProblems({ [field]: reply.error.code });
    setProblem(errorWords(reply.error));
  };
  const numeric = (name: 'digits' | 'period' | 'counter', label: string) => (
    <Field label={label} type="number" value={draft[name]} onValue={set(name)} testid={`add-${name}`} problem={said(name)} />
  );
  return (
    <form onSubmit={submit} noValidate>
      <Field
        label={t('addSecret')}
        hint={t('addSecretHint')}
        value={draft.secret}
        onValue={set('secret')}
        testid="add-secret"
        problem={said('secret')}
        mono
        autofocus
        required
      />
      <div class="pair">
        <Field label={t('addIssuer')} value={draft.issuer} onValue={set('issuer')} testid="add-issuer" />
        <Field label={t('addAccount')} value={draft.account} onValue={set('account')} testid="add-account" />
      </div>
      <Field
        label={t('addSite')}
        hint={t('addSiteHint')}
        value={draft.site}
        onValue={set('site')}
        testid="add-site"
        problem={said('site')}
      />
      <button type="button" class="link more" aria-expanded={more} data-testid="add-more" onClick={() => setMore(!more)}>
        {t(more ? 'addLess' : 'addMore')}
      </button>
      {more && (
        <div class="pair">
          <Choice<OtpType>
            label={t('addType')}
            value={draft.type}
            options={[
              ['totp', t('typeTotp')],
              ['hotp', t('typeHotp')],
              ['steam', t('typeSteam')],
            ]}
            onValue={set('type')}
            testid="add-type"
          />
          {draft.type !== 'steam' && (
            <Choice<Algorithm>
              label={t('addAlgorithm')}
              value={draft.algorithm}
              options={algorithms}
              onValue={set('algorithm')}
              testid="add-algorithm"
            />
          )}
          {draft.type !== 'steam' && numeric('digits', t('addDigits'))}
          {draft.type === 'totp' && numeric('period', t('addPeriod'))}
          {draft.type === 'hotp' && numeric('counter', t('addCounter'))}
        </div>
      )}
      <p class="form-problem" role="alert" data-testid="add-error">
        {problem}
      </p>
      <button type="submit" class="primary wide" data-testid="add-submit" disabled={busy} aria-busy={busy}>
        {t('addSubmit')}
      </button>
    </form>
  );
}
