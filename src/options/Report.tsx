// What a person can send to whoever helps them: all of it is on screen before it is copied.

import { useEffect, useState } from 'preact/hooks';
import type { Report as ReportSeen } from '../messages/report-protocol';
import { errorWords, t } from '../ui/words';
import type { Host, Say } from './host';

interface Props {
  readonly host: Host;
  readonly say: Say;
}

export function Report({ host, say }: Props) {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    void host
      .ask('report/read', {})
      .then((reply) => setText(reply.ok ? reportText(reply.value, navigator.userAgent) : errorWords(reply.error)));
  }, [host]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text ?? '');
      say(t('reportCopied'), true);
    } catch {
      say(t('reportNotCopied'), false);
    }
  };
  return (
    <section id="report" class="card">
      <h2 id="report-title">{t('reportTitle')}</h2>
      <p class="lead">{t('reportLead')}</p>
      <textarea
        class="report"
        data-testid="report"
        readOnly
        rows={10}
        spellcheck={false}
        aria-labelledby="report-title"
        value={text ?? ''}
      />
      <button type="button" data-testid="report-copy" disabled={text === null} onClick={() => void copy()}>
        {t('reportCopy')}
      </button>
    </section>
  );
}

/** In English and in plain text, whatever the interface speaks: it is read by somebody else. */
export function reportText({ log, settings, kept, ...rest }: ReportSeen, browser: string): string {
  const lines = (of: object): string[] =>
    Object.entries(of).map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') || '-' : value}`);
  return [
    'Countersign report',
    ...lines(rest),
    `browser: ${browser}`,
    ...lines(kept ?? { kept: 'not readable while locked' }),
    '',
    'settings',
    ...lines(settings),
    '',
    log.length === 0 ? 'log: empty' : 'log',
    ...log.map(({ name, code, ago }) => `${ago} s ago  ${name}  ${code}`),
  ].join('\n');
}
