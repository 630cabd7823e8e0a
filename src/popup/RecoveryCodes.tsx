// The codes of a set, in the site's order and numbered as on its page.

import { useEffect, useRef } from 'preact/hooks';
import type { RevealedSet } from '../messages/recovery-protocol';
import { dayWords } from '../ui/dates';
import { IconButton } from '../ui/IconButton';
import { shownSite } from '../ui/site-name';
import { t } from '../ui/words';

interface Props {
  readonly codes: RevealedSet['codes'];
  /** By number, from 1. */
  readonly onCopy: (ordinal: number) => void;
  readonly onMark: (ordinal: number, used: boolean) => void;
}

export function RecoveryCodes({ codes, onCopy, onMark }: Props) {
  const list = useRef<HTMLOListElement>(null);
  // what had the focus is gone with the question
  useEffect(() => list.current?.focus(), []);
  return (
    <ol class="recovery-codes" data-testid="recovery-codes" ref={list} tabIndex={-1} aria-label={t('recoveryTitle')}>
      {codes.map(({ text, usedAt, usedOn }, i) => {
        const ordinal = i + 1;
        return (
          <li key={text} class={usedAt === null ? '' : 'used'}>
            <span class="recovery-code">
              <code dir="ltr">{text}</code>
              {usedAt !== null && <small>{usedWords(usedAt, usedOn)}</small>}
            </span>
            <button
              type="button"
              class="small"
              data-testid="recovery-mark"
              aria-label={t(usedAt === null ? 'recoveryMarkUsedNamed' : 'recoveryMarkUnusedNamed', String(ordinal))}
              onClick={() => onMark(ordinal, usedAt === null)}
            >
              {t(usedAt === null ? 'recoveryMarkUsed' : 'recoveryMarkUnused')}
            </button>
            <IconButton icon="copy" name={t('recoveryCopyNamed', String(ordinal))} testid="recovery-copy" onPress={() => onCopy(ordinal)} />
          </li>
        );
      })}
    </ol>
  );
}

function usedWords(usedAt: number, usedOn: string | null): string {
  const date = dayWords(usedAt);
  return usedOn === null ? t('recoveryUsedAt', date) : t('recoveryUsedOn', date, shownSite(usedOn));
}
