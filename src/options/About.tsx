// What this is, where the data lies, and what it never does.

import { t } from '../ui/words';

export function About({ version }: { readonly version: string }) {
  return (
    <section id="about" class="card">
      <h2>{t('aboutTitle')}</h2>
      <dl class="facts">
        <div>
          <dt>{t('aboutVersion')}</dt>
          <dd data-testid="version">{version}</dd>
        </div>
        <div>
          <dt>{t('aboutStored')}</dt>
          <dd>{t('aboutStoredText')}</dd>
        </div>
        <div>
          <dt>{t('aboutNetwork')}</dt>
          <dd>{t('aboutNetworkText')}</dd>
        </div>
        <div>
          <dt>{t('aboutKey')}</dt>
          <dd>{t('aboutKeyText')}</dd>
        </div>
        <div>
          <dt>{t('aboutLicences')}</dt>
          <dd>
            <a href="/licences.txt" target="_blank" rel="noreferrer">
              {t('aboutLicencesOpen')}
            </a>
          </dd>
        </div>
      </dl>
    </section>
  );
}
