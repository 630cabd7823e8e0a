// What could be better about the sign-ins that are kept here, most urgent first, each with the one thing to do about it.

import { useCallback, useEffect, useState } from 'preact/hooks';
import type { HealthIssue } from '../core/health/sign-in-health';
import type { HealthGroup, HealthRow, Health as HealthSeen } from '../messages/health-protocol';
import { Icon } from '../ui/icons';
import { shownSite } from '../ui/site-name';
import { errorWords, t, tCount } from '../ui/words';
import type { Host, Say } from './host';
import type { SectionProps } from './settings';

interface Props {
  readonly host: Host;
  readonly say: Say;
  readonly vault: SectionProps['vault'];
}

const titles = {
  'no-codes-left': 'healthTitleNoCodesLeft',
  'single-method': 'healthTitleSingleMethod',
  'few-codes': 'healthTitleFewCodes',
  'weak-secret': 'healthTitleWeakSecret',
  'no-recovery': 'healthTitleNoRecovery',
  unverified: 'healthTitleUnverified',
  'unusual-parameters': 'healthTitleUnusualParameters',
} as const;
const whys = {
  'no-codes-left': 'healthWhyNoCodesLeft',
  'single-method': 'healthWhySingleMethod',
  'few-codes': 'healthWhyFewCodes',
  'weak-secret': 'healthWhyWeakSecret',
  'no-recovery': 'healthWhyNoRecovery',
  unverified: 'healthWhyUnverified',
  'unusual-parameters': 'healthWhyUnusualParameters',
} as const;

/** Rows of a group that are on screen before the person asks for all. */
const FIRST = 5;

export function Health({ host, say, vault }: Props) {
  const [seen, setSeen] = useState<HealthSeen | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const read = useCallback(async (): Promise<void> => {
    const reply = await host.ask('health/read', {});
    setSeen(reply.ok ? reply.value : null);
    setProblem(reply.ok ? null : errorWords(reply.error));
  }, [host]);
  useEffect(() => {
    setSeen(null);
    if (vault === 'open') void read();
  }, [vault, read]);
  const ignore = async (row: HealthRow, issue: HealthIssue, ignored: boolean): Promise<void> => {
    const reply = await host.ask('health/ignore', { id: row.id, issue, ignored });
    if (!reply.ok) return say(errorWords(reply.error), false);
    setSeen(reply.value);
    say(t(ignored ? 'healthIgnoredNow' : 'healthHeardNow', nameOf(row)), true);
  };
  return (
    <div class="stack-wide" data-testid="health">
      {problem !== null && <p class="card problem">{problem}</p>}
      {vault === 'open' && seen === null && problem === null && <div class="card health-wait" aria-hidden="true" />}
      {seen !== null && (
        <>
          <Summary seen={seen} />
          {seen.neverBackedUp && (
            <section class="card health-row" data-testid="health-backup">
              <div>
                <h2>{t('healthBackupTitle')}</h2>
                <p class="lead">{t('healthBackupLead')}</p>
              </div>
              <a class="button primary" href="#backup">
                {t('backupTitle')}
              </a>
            </section>
          )}
          {seen.groups.map((group) => (
            <Group key={group.issue} group={group} act={t('healthIgnore')} onAct={(row) => void ignore(row, group.issue, true)} />
          ))}
          {seen.ignored.length > 0 && (
            <details class="card" data-testid="health-ignored">
              <summary>
                {tCount(
                  'healthIgnoredCount',
                  seen.ignored.reduce((sum, { total }) => sum + total, 0),
                )}
              </summary>
              {seen.ignored.map((group) => (
                <Rows key={group.issue} group={group} act={t('healthHear')} onAct={(row) => void ignore(row, group.issue, false)} />
              ))}
            </details>
          )}
        </>
      )}
    </div>
  );
}

function Summary({ seen: { signIns, secure, groups, neverBackedUp } }: { readonly seen: HealthSeen }) {
  const well = groups.length === 0 && !neverBackedUp;
  if (signIns === 0)
    return (
      <section class="card" data-testid="health-summary">
        <p class="lead">{t('healthEmpty')}</p>
      </section>
    );
  return (
    <section class="card" data-testid="health-summary" data-secure={secure} data-sign-ins={signIns}>
      <p class="health-figure">{t('healthFigure', String(secure), String(signIns))}</p>
      <p class="lead" id="health-figure-words">
        {t('healthFigureWords')}
      </p>
      <progress value={secure} max={signIns} aria-labelledby="health-figure-words" />
      {well && (
        <p class="health-well">
          <Icon name="check" /> {t('healthWell')}
        </p>
      )}
    </section>
  );
}

interface GroupProps {
  readonly group: HealthGroup;
  readonly act: string;
  readonly onAct: (row: HealthRow) => void;
}

function Group(props: GroupProps) {
  const { issue, total } = props.group;
  return (
    <section class="card" data-testid="health-group" data-issue={issue} data-total={total}>
      <div>
        <h2>{t(titles[issue])}</h2>
        <p class="lead">{t(whys[issue])}</p>
      </div>
      <Rows {...props} />
    </section>
  );
}

function Rows({ group: { issue, rows, total }, act, onAct }: GroupProps) {
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, FIRST);
  return (
    <>
      <ul class="health-rows">
        {shown.map((row) => (
          <li key={row.id} class="health-row" data-testid="health-row">
            <span class="health-name">
              <bdi class="name">{nameOf(row)}</bdi>
              <span class="note">
                <Facts row={row} issue={issue} />
              </span>
            </span>
            {row.page !== null && row.site !== null && issue !== 'unusual-parameters' && (
              <a class="button" href={row.page} target="_blank" rel="noreferrer" data-testid="health-go">
                {t('healthGo', shownSite(row.site))}
              </a>
            )}
            <button
              type="button"
              class="quiet"
              data-testid="health-ignore"
              aria-label={`${act}: ${fullNameOf(row)}`}
              onClick={() => onAct(row)}
            >
              {act}
            </button>
          </li>
        ))}
      </ul>
      {!all && rows.length > FIRST && (
        <button type="button" class="health-all" data-testid="health-all" onClick={() => setAll(true)}>
          {tCount('healthAll', Math.min(total, rows.length))}
        </button>
      )}
      {all && total > rows.length && <p class="note">{tCount('healthMore', total - rows.length)}</p>}
    </>
  );
}

function Facts({ row, issue }: { readonly row: HealthRow; readonly issue: HealthIssue }) {
  const left = issue === 'few-codes' && row.left !== null ? tCount('healthLeft', row.left) : null;
  const account = row.issuer === '' ? '' : row.account;
  return (
    <>
      {account !== '' && <bdi>{account}</bdi>}
      {account !== '' && left !== null && ' · '}
      {left}
    </>
  );
}

const nameOf = ({ issuer, account, site }: HealthRow): string =>
  issuer || account || (site === null ? t('healthNameless') : shownSite(site));

const fullNameOf = (row: HealthRow): string => [nameOf(row), row.issuer === '' ? '' : row.account].filter(Boolean).join(', ');
