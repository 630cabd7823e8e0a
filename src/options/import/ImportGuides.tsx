// Which programs can be read, and what to do about those that let nothing out.

import { t } from '../../ui/words';

const guides = [
  ['Microsoft Authenticator', 'importGuideMicrosoft'],
  ['Authy', 'importGuideAuthy'],
  ['Duo Mobile', 'importGuideDuo'],
  ['Salesforce Authenticator', 'importGuideSalesforce'],
] as const;

export function ImportGuides() {
  return (
    <section class="card" data-testid="import-guides">
      <h2>{t('importGuidesTitle')}</h2>
      <details>
        <summary>{t('importWhich')}</summary>
        <ul class="import-lines">
          {t('importWhichList')
            .split('\n')
            .map((line) => (
              <li key={line}>{line}</li>
            ))}
        </ul>
      </details>
      {guides.map(([program, key]) => (
        <details key={program}>
          <summary>{t('importGuideTitle', program)}</summary>
          <ol class="import-lines">
            {t(key)
              .split('\n')
              .map((line) => (
                <li key={line}>{line}</li>
              ))}
          </ol>
        </details>
      ))}
    </section>
  );
}
