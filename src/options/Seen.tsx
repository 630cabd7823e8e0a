// What Countersign saw in the tab that was in front, and why: for the person who misses an offer, and for the one who mends it. Reasons
// are the scorer's own short names, as they stand in tests and reports.

import { useCallback, useEffect, useState } from 'preact/hooks';
import type { SavedFacts, SeenFrame, Seen as SeenPage } from '../messages/taught-protocol';
import { saveFile } from '../ui/save-file';
import { shownSite } from '../ui/site-name';
import { errorWords, t } from '../ui/words';
import type { Host, Say } from './host';

interface Props {
  readonly host: Host;
  readonly say: Say;
}

export function Seen({ host, say }: Props) {
  const [seen, setSeen] = useState<SeenPage | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const look = useCallback(
    async (wake: boolean): Promise<void> => {
      const reply = await host.ask('seen/read', { wake });
      setSeen(reply.ok ? reply.value : null);
      setProblem(reply.ok ? null : errorWords(reply.error));
    },
    [host],
  );
  useEffect(() => void look(false), [look]);
  const save = ({ fileName, content }: SavedFacts): void => {
    saveFile(fileName, content);
    say(t('factsSaved'), true);
  };
  return (
    <div class="stack-wide" data-testid="seen">
      <section class="card">
        <p class="lead">{t('seenLead')}</p>
        {seen !== null && <p class="seen-page">{seen.title}</p>}
        {problem !== null && (
          <p class="problem" data-testid="seen-problem">
            {problem}
          </p>
        )}
        <div class="seen-acts">
          <button type="button" data-testid="seen-read" onClick={() => void look(false)}>
            {t('seenRead')}
          </button>
          <button type="button" data-testid="seen-wake" onClick={() => void look(true)}>
            {t('seenWake')}
          </button>
        </div>
        <p class="note">{t('seenWakeHint')}</p>
      </section>
      {seen?.frames.map((frame) => (
        <Frame key={frame.frameId} frame={frame} onSave={save} />
      ))}
    </div>
  );
}

function Frame({ frame, onSave }: { readonly frame: SeenFrame; readonly onSave: (file: SavedFacts) => void }) {
  const { file, findings, passed } = frame;
  return (
    <section class="card" data-testid="seen-frame" data-state={frame.state}>
      <h2>
        {t(frame.frameId === 0 ? 'seenFrameTop' : 'seenFrame')}{' '}
        <span class="seen-origin">{frame.origin === null ? t('seenNoOrigin') : shownSite(frame.origin)}</span>
      </h2>
      {frame.state === 'asleep' && <p>{t('seenAsleep')}</p>}
      {frame.state === 'looking' && <p>{t('seenLooking')}</p>}
      {frame.state === 'seen' && findings.length === 0 && <p>{t('seenNothing')}</p>}
      {findings.length > 0 && (
        <>
          <h3>{t('seenFoundTitle')}</h3>
          <dl class="answers">
            {findings.map(({ verdict, reasons }) => (
              <div key={verdict} data-testid="seen-finding" data-verdict={verdict}>
                <dt>{findingWords(verdict)}</dt>
                <Reasons reasons={reasons} />
              </div>
            ))}
          </dl>
        </>
      )}
      {passed.length > 0 && (
        <>
          <h3>{t('seenPassedTitle')}</h3>
          <dl class="answers">
            {passed.map(({ called, reasons }, index) => (
              <div key={index} data-testid="seen-passed">
                <dt>
                  <bdi>{called === '' ? t('seenUnnamed') : called}</bdi>
                </dt>
                <Reasons reasons={reasons} />
              </div>
            ))}
          </dl>
        </>
      )}
      {file !== null && (
        <button type="button" class="seen-save" data-testid="seen-save" onClick={() => onSave(file)}>
          {t('seenSave')}
        </button>
      )}
    </section>
  );
}

const Reasons = ({ reasons }: { readonly reasons: readonly string[] }) => (
  <dd>{reasons.length === 0 ? t('seenNoEvidence') : <code>{reasons.join('   ')}</code>}</dd>
);

function findingWords(verdict: string): string {
  const [kind, channel] = verdict.split(' ');
  if (kind === 'recovery') return t('seenFindingRecovery');
  if (kind === 'display') return t('seenFindingDisplay');
  if (kind === 'setup') return t('seenFindingSetup');
  if (channel === 'authenticator') return t('seenFindingCode');
  return t(channel === 'unknown' ? 'seenFindingUnknown' : 'seenFindingOther');
}
