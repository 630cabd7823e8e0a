// One set of recovery codes: what is left of it, and the codes themselves once the password was given again.

import { useCallback, useEffect, useState } from 'preact/hooks';
import type { RevealedSet, SetFacts } from '../messages/recovery-protocol';
import { IconButton } from '../ui/IconButton';
import { SecretForm } from '../ui/SecretForm';
import { errorWords, t } from '../ui/words';
import type { Named } from './acts';
import { unreadable } from './DamagedEntry';
import type { Host } from './host';
import { NewCodes } from './NewCodes';
import { RecoveryCodes } from './RecoveryCodes';

/** Shown codes are hidden again after so many milliseconds. */
const SHOWN_MS = 2 * 60_000;

interface Props {
  readonly host: Host;
  readonly id: string;
  readonly onBack: () => void;
  /** A question waits for an answer. */
  readonly onConfirming: () => Promise<void>;
  readonly onTrash: (set: Named) => void;
  /** No copy of it can be read. */
  readonly onDamaged: () => void;
}

export function Recovery({ host, id, onBack, onConfirming, onTrash, onDamaged }: Props) {
  const [set, setSet] = useState<RevealedSet | null>(null);
  const [said, setSaid] = useState<{ readonly words: string; readonly ok: boolean } | null>(null);

  const [about, setAbout] = useState<SetFacts | null>(null);
  const ask = useCallback(async (): Promise<void> => {
    const reply = await host.ask('recovery/about', { id });
    if (reply.ok) setAbout(reply.value);
    else if (unreadable.has(reply.error.code)) onDamaged();
    else setSaid({ words: errorWords(reply.error), ok: false });
  }, [host, id]);

  useEffect(() => void ask(), [ask]);
  // a page has taken a code, or said so in another of our pages
  useEffect(() => host.onPush(({ push }) => push === 'items-changed' && void ask()), [host, ask]);
  useEffect(() => {
    if (set === null) return;
    const hide = setTimeout(() => setSet(null), SHOWN_MS);
    return () => clearTimeout(hide);
  }, [set]);
  const reveal = async (password: string): Promise<string | null> => {
    const reply = await host.ask('recovery/reveal', { id, password });
    if (!reply.ok) return errorWords(reply.error);
    setSet(reply.value);
    return null;
  };
  const copy = async (ordinal: number): Promise<void> => {
    const copied = await host.copyText(set?.codes[ordinal - 1]?.text ?? '');
    setSaid({ words: copied ? t('recoveryCopied', String(ordinal)) : t('errorClipboard'), ok: copied });
  };
  const mark = async (ordinal: number, used: boolean): Promise<void> => {
    const reply = await host.ask('recovery/mark', { id, ordinal, used });
    if (!reply.ok) return setSaid({ words: errorWords(reply.error), ok: false });
    setSaid({ words: t(used ? 'recoveryMarkedUsed' : 'recoveryMarkedUnused', String(ordinal)), ok: true });
    void ask();
    setSet((before) =>
      before === null
        ? null
        : {
            ...before,
            codes: before.codes.map((code, i) => (i === ordinal - 1 ? { ...code, usedAt: used ? Date.now() : null, usedOn: null } : code)),
          },
    );
  };
  /** Needs no look at the codes: the next one goes where the page asks for it. */
  const fill = async (): Promise<void> => {
    if (host.pageTab === null) return;
    const reply = await host.ask('recovery/fill', { id, tabId: host.pageTab });
    if (!reply.ok) return setSaid({ words: errorWords(reply.error), ok: false });
    if ('confirming' in reply.value) return onConfirming();
    setSaid({ words: t(reply.value.key, ...reply.value.args), ok: reply.value.ok });
  };
  return (
    <div class="screen open" data-testid="recovery">
      <header class="top">
        <IconButton icon="back" name={t('back')} testid="back" onPress={onBack} />
        <h1 class="name">{t('recoveryTitle')}</h1>
      </header>
      <main class="panel">
        {about !== null && <NewCodes host={host} about={about} onProblem={(words) => setSaid({ words, ok: false })} />}
        {/* not before what stands above it is known: a button must not come up where the password box was a moment ago */}
        {about === null && said === null ? null : set === null ? (
          <>
            {host.pageTab !== null && (
              <button type="button" class="wide" data-testid="recovery-fill" onClick={fill}>
                {t('recoveryFill')}
              </button>
            )}
            <SecretForm act="again" lead={t('recoveryAskLead')} submit={t('recoveryShow')} onSecret={reveal} />
          </>
        ) : (
          <>
            <RecoveryCodes codes={set.codes} onCopy={copy} onMark={mark} />
            <button type="button" class="wide" data-testid="recovery-print" onClick={() => host.openOptions(`recovery-${id}`)}>
              {t('recoveryPrint')}
            </button>
            <button type="button" class="wide" data-testid="recovery-trash" onClick={() => onTrash({ ...set, rpId: null })}>
              {t('recoveryTrash')}
            </button>
          </>
        )}
        <p
          class={said?.ok === false ? 'note problem' : 'note'}
          role="status"
          data-testid="status"
          data-outcome={said === null ? undefined : said.ok ? 'ok' : 'error'}
        >
          {said?.words}
        </p>
      </main>
    </div>
  );
}
