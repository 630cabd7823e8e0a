// The sites that an account belongs to: each in both its forms, each removable, a new one with a warning where its name is suspicious.

import type { SiteView } from '../messages/card-protocol';
import { Field } from '../ui/Field';
import { IconButton } from '../ui/IconButton';
import { keyOf, t } from '../ui/words';
import { SiteNames } from './CardFacts';

interface Props {
  readonly sites: readonly SiteView[];
  readonly typed: string;
  readonly problem: string | null;
  readonly onTyped: (text: string) => void;
  readonly onAdd: () => void;
  readonly onRemove: (origin: string) => void;
}

export function EditSites({ sites, typed, problem, onTyped, onAdd, onRemove }: Props) {
  return (
    <fieldset class="edit-sites">
      <legend>{t('cardSites')}</legend>
      <ul>
        {sites.map((site) => (
          <li key={site.origin} data-testid="edit-site" data-origin={site.origin}>
            <span class="fact-line">
              <SiteNames site={site} />
            </span>
            <IconButton
              icon="close"
              name={t('editSiteRemove', site.ascii)}
              testid="edit-site-remove"
              onPress={() => onRemove(site.origin)}
            />
            {site.warning !== null && (
              <p class="reason" role="alert" data-reason={site.warning}>
                {t(keyOf('confirmReason', site.warning), site.ascii)}
              </p>
            )}
          </li>
        ))}
      </ul>
      {/* Enter here adds the site; it does not save the form */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the key belongs to the field inside */}
      <div
        class="edit-site-new"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || typed.trim() === '') return;
          event.preventDefault();
          onAdd();
        }}
      >
        <Field label={t('editSiteNew')} hint={t('editSiteHint')} value={typed} onValue={onTyped} testid="edit-site-new" problem={problem} />
        <button type="button" data-testid="edit-site-add" onClick={onAdd}>
          {t('addSubmit')}
        </button>
      </div>
    </fieldset>
  );
}
