// The fields that the person pointed at, to be forgotten or sent as a bug report.

import { useEffect, useState } from 'preact/hooks';
import type { TaughtField } from '../messages/taught-protocol';
import { saveFile } from '../ui/save-file';
import { shownSite } from '../ui/site-name';
import { errorWords, t } from '../ui/words';
import type { Host, Say } from './host';
import type { SectionProps } from './settings';

interface Props {
  readonly host: Host;
  readonly say: Say;
  readonly vault: SectionProps['vault'];
}

export function Taught({ host, say, vault }: Props) {
  const [fields, setFields] = useState<readonly TaughtField[]>([]);
  useEffect(() => {
    setFields([]);
    if (vault === 'open') void host.ask('taught/list', {}).then((reply) => reply.ok && setFields(reply.value));
  }, [host, vault]);
  const forget = async ({ id, origin }: TaughtField): Promise<void> => {
    const reply = await host.ask('taught/forget', { id });
    if (!reply.ok) return say(errorWords(reply.error), false);
    setFields(reply.value);
    say(t('taughtForgot', shownSite(origin)), true);
  };
  const save = async ({ id }: TaughtField): Promise<void> => {
    const reply = await host.ask('taught/facts', { id });
    if (!reply.ok) return say(errorWords(reply.error), false);
    saveFile(reply.value.fileName, reply.value.content);
    say(t('factsSaved'), true);
  };
  return (
    <section id="taught" class="card">
      <h2>{t('taughtTitle')}</h2>
      <p class="lead">{t('taughtLead')}</p>
      {vault !== 'open' || fields.length === 0 ? (
        <p class="note" data-testid="taught-none">
          {t(vault === 'locked' ? 'taughtLocked' : 'taughtNone')}
        </p>
      ) : (
        <ul class="sites">
          {fields.map((field) => (
            <li key={field.id} class="setting" data-testid="taught-field" data-is={field.is}>
              <span>
                {shownSite(field.origin)}
                <span class="note taught-what">
                  {t(field.is === 'code' ? 'taughtIsCode' : 'taughtIsOther')} · <bdi>{field.called}</bdi> · <bdi>{field.path}</bdi>
                </span>
              </span>
              <span class="seen-acts">
                <button
                  type="button"
                  data-testid="taught-save"
                  aria-label={t('taughtSaveNamed', shownSite(field.origin))}
                  onClick={() => void save(field)}
                >
                  {t('taughtSave')}
                </button>
                <button
                  type="button"
                  data-testid="taught-forget"
                  aria-label={t('taughtForgetNamed', shownSite(field.origin))}
                  onClick={() => void forget(field)}
                >
                  {t('taughtForget')}
                </button>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
