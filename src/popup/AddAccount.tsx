// A new account: from the page, by its otpauth link, or by its key.

import { useState } from 'preact/hooks';
import type { CaptureEnd } from '../messages/capture-protocol';
import type { Outcome } from '../messages/views';
import { RecoveryForm } from '../ui/RecoveryForm';
import { errorWords, t } from '../ui/words';
import { AddByKey } from './AddByKey';
import { AddByUri } from './AddByUri';
import { CaptureWays } from './CaptureWays';
import type { Host } from './host';
import { TakeIn } from './TakeIn';

export interface AddProps {
  readonly host: Host;
  /** The site in front, as a first guess of where the account belongs. */
  readonly site: string | null;
  /** A capture ended, or found something to choose from. */
  readonly onEnd: (end: CaptureEnd) => void;
  /** A key that was pasted outside of any field; `''` for none. */
  readonly pastedKey: string;
  /** `warnings`: codes of the parser, and `already-saved` where nothing was added. */
  readonly onAdded: (name: string, warnings: readonly string[]) => void;
}

export function AddAccount({
  onCapture,
  onKept,
  ...props
}: AddProps & { readonly onCapture: () => void; readonly onKept: (outcome: Outcome) => void }) {
  const [way, setWay] = useState<'key' | 'uri' | 'recovery'>(props.pastedKey === '' ? 'uri' : 'key');
  const [problem, setProblem] = useState<string | null>(null);
  const [key, setKey] = useState(props.pastedKey);
  return (
    <main class="panel">
      <CaptureWays host={props.host} onCapture={onCapture} problem={problem} onProblem={setProblem} />
      <TakeIn
        host={props.host}
        hasLinkField={true}
        onEnd={props.onEnd}
        onProblem={setProblem}
        onKey={(pasted) => {
          setKey(pasted);
          setWay('key');
        }}
      />
      <fieldset class="choice three" aria-label={t('addWay')}>
        <button type="button" aria-pressed={way === 'uri'} data-testid="add-uri-open" onClick={() => setWay('uri')}>
          {t('addWayUri')}
        </button>
        <button type="button" aria-pressed={way === 'key'} data-testid="add-key-open" onClick={() => setWay('key')}>
          {t('addWayKey')}
        </button>
        <button type="button" aria-pressed={way === 'recovery'} data-testid="add-recovery-open" onClick={() => setWay('recovery')}>
          {t('addWayRecovery')}
        </button>
      </fieldset>
      {way === 'recovery' ? (
        <RecoveryForm
          site={props.site ?? ''}
          onAdd={async (text, site) => {
            const reply = await props.host.ask('recovery/add', { text, site });
            if (!reply.ok) return errorWords(reply.error);
            onKept(reply.value);
            return null;
          }}
          // Firefox closes its popup under a file dialog
          {...(props.host.form === 'popup' ? { onFileElsewhere: () => props.host.openOptions('recovery-add') } : {})}
        />
      ) : way === 'key' ? (
        <AddByKey {...props} key={key} pastedKey={key} />
      ) : (
        <AddByUri {...props} />
      )}
    </main>
  );
}
