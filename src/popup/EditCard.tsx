// A card as a form. What decides about the codes themselves waits behind a warning.

import { useId, useState } from 'preact/hooks';
import type { CardView, SiteView } from '../messages/card-protocol';
import { Choice } from '../ui/Choice';
import { Field } from '../ui/Field';
import { errorWords, t } from '../ui/words';
import { type CardDraft, draftOf, draftProblems, editOf, sameOnForm } from './card-draft';
import { EditSites } from './EditSites';
import type { Host } from './host';
import { type Algorithm, type FieldProblems, fieldOfError } from './key-draft';

interface Props {
  readonly host: Host;
  readonly card: CardView;
  /** Reads the card again: null where it is gone. */
  readonly onReload: () => Promise<CardView | null>;
  readonly onSaved: (name: string) => void;
  readonly onCancel: () => void;
}

const algorithms = ['SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512'] as const;

export function EditCard({ host, card, onReload, onSaved, onCancel }: Props) {
  // as the card was when the form was opened: a push must not change what the person sees under their hands
  const [base] = useState(card);
  const [draft, setDraft] = useState<CardDraft>(() => draftOf(card));
  const [typedSite, setTypedSite] = useState('');
  const [parameters, setParameters] = useState(false);
  const [problems, setProblems] = useState<FieldProblems>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const ids = { note: useId(), pin: useId() };

  const set =
    <K extends keyof CardDraft>(name: K) =>
    (value: CardDraft[K]): void => {
      setDraft((before) => ({ ...before, [name]: value }));
      setProblems({});
      setProblem(null);
    };

  /** The site that stands in the box, among the others; null where it is none. */
  const takeSite = async (): Promise<readonly SiteView[] | null> => {
    if (typedSite.trim() === '') return draft.sites;
    const reply = await host.ask('items/site', { id: base.id, address: typedSite });
    if (!reply.ok) {
      setProblems({ site: reply.error.code });
      return null;
    }
    const sites = draft.sites.some(({ origin }) => origin === reply.value.origin) ? draft.sites : [...draft.sites, reply.value];
    setDraft((before) => ({ ...before, sites }));
    setTypedSite('');
    setProblems({});
    return sites;
  };

  const save = async (): Promise<void> => {
    const found = draftProblems(base, draft, parameters);
    setProblems(found);
    const first = Object.values(found)[0];
    if (first !== undefined) return setProblem(errorWords({ code: first }));
    const sites = await takeSite();
    if (sites === null) return;
    const edit = editOf(base, { ...draft, sites }, parameters);
    let reply = await host.ask('items/edit', edit);
    if (!reply.ok && reply.error.code === 'revision-conflict') {
      const now = await onReload();
      if (now !== null && sameOnForm(base, now, parameters)) reply = await host.ask('items/edit', { ...edit, revision: now.revision });
    }
    if (reply.ok) return onSaved(edit.issuer.trim() || edit.account.trim() || t('accountUnnamed'));
    const field = fieldOfError(reply.error.code);
    if (field !== null) setProblems({ [field]: reply.error.code });
    setProblem(errorWords(reply.error));
  };

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    await save();
    setBusy(false);
  };
  const said = (name: keyof FieldProblems): string | null => (problems[name] === undefined ? null : errorWords({ code: problems[name] }));

  return (
    <form onSubmit={submit} noValidate data-testid="edit-form">
      <div class="pair">
        <Field label={t('addIssuer')} value={draft.issuer} onValue={set('issuer')} testid="edit-issuer" autofocus />
        <Field label={t('addAccount')} value={draft.account} onValue={set('account')} testid="edit-account" />
      </div>
      <EditSites
        sites={draft.sites}
        typed={typedSite}
        problem={said('site')}
        onTyped={(text) => {
          setTypedSite(text);
          setProblems({});
        }}
        onAdd={() => void takeSite()}
        onRemove={(origin) => set('sites')(draft.sites.filter((site) => site.origin !== origin))}
      />
      <Field label={t('cardTags')} hint={t('editTagsHint')} value={draft.tags} onValue={set('tags')} testid="edit-tags" />
      <div class="field">
        <label for={ids.note}>{t('cardNote')}</label>
        <textarea
          id={ids.note}
          data-testid="edit-note"
          rows={3}
          maxLength={4000}
          value={draft.note}
          onInput={(event) => set('note')(event.currentTarget.value)}
        />
      </div>
      <div class="check">
        <input
          id={ids.pin}
          type="checkbox"
          data-testid="edit-pinned"
          checked={draft.pinned}
          onChange={(event) => set('pinned')(event.currentTarget.checked)}
        />
        <label for={ids.pin}>{t('editPinned')}</label>
      </div>
      {base.otp.type !== 'steam' && (
        <button
          type="button"
          class="link more"
          aria-expanded={parameters}
          data-testid="edit-parameters"
          onClick={() => setParameters(!parameters)}
        >
          {t(parameters ? 'editParametersClose' : 'editParametersOpen')}
        </button>
      )}
      {parameters && (
        <>
          <p class="reason">{t('editParametersWarning')}</p>
          <div class="pair">
            <Choice<Algorithm>
              label={t('addAlgorithm')}
              value={draft.algorithm}
              options={algorithms.map((one) => [one, one.replace('SHA', 'SHA-')] as const)}
              onValue={set('algorithm')}
              testid="edit-algorithm"
            />
            <Figure name="digits" label={t('addDigits')} draft={draft} set={set} said={said} />
            {base.otp.type === 'totp' && <Figure name="period" label={t('addPeriod')} draft={draft} set={set} said={said} />}
            {base.otp.type === 'hotp' && <Figure name="counter" label={t('addCounter')} draft={draft} set={set} said={said} />}
          </div>
        </>
      )}
      <p class="form-problem" role="alert" data-testid="edit-error">
        {problem}
      </p>
      <div class="pair">
        <button type="button" data-testid="edit-cancel" onClick={onCancel}>
          {t('cancel')}
        </button>
        <button type="submit" class="primary" data-testid="edit-save" disabled={busy} aria-busy={busy}>
          {t('editSave')}
        </button>
      </div>
    </form>
  );
}

interface FigureProps {
  readonly name: 'digits' | 'period' | 'counter';
  readonly label: string;
  readonly draft: CardDraft;
  readonly set: (name: 'digits' | 'period' | 'counter') => (value: string) => void;
  readonly said: (name: keyof FieldProblems) => string | null;
}

const Figure = ({ name, label, draft, set, said }: FigureProps) => (
  <Field label={label} type="number" value={draft[name]} onValue={set(name)} testid={`edit-${name}`} problem={said(name)} />
);
