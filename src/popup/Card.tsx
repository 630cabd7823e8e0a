// One account by itself: its code, large, and everything that is known about it. Escape or the arrow back leads to the list.

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { CardView } from '../messages/card-protocol';
import type { CodeView, Row } from '../messages/views';
import { SiteMark } from '../ui/SiteMark';
import { errorWords, t } from '../ui/words';
import type { Acts } from './acts';
import { CardCode } from './CardCode';
import { CardFacts } from './CardFacts';
import { CardMove } from './CardMove';
import { unreadable } from './DamagedEntry';
import { EditCard } from './EditCard';
import type { Host } from './host';
import { isMac, pressOf } from './press';
import { useDocumentKeys } from './use-document-keys';
import type { SaidApi } from './use-said';

interface Props {
  readonly host: Host;
  readonly row: Row;
  readonly issued: ReadonlyMap<string, CodeView>;
  readonly acts: Acts;
  readonly say: SaidApi['say'];
  readonly canFill: boolean;
  /** Opens a set of recovery codes. */
  readonly onRecovery: (id: string) => void;
  readonly onPasskey: (id: string) => void;
  /** A site did not take its code. */
  readonly onWrongCode: (name: string) => void;
  /** The account was changed: list and undo are to be asked for again. */
  readonly onChanged: () => void;
  /** No copy of it can be read. */
  readonly onDamaged: () => void;
  readonly onBack: () => void;
}

export function Card({ host, row, issued, acts, say, canFill, onRecovery, onPasskey, onWrongCode, onChanged, onDamaged, onBack }: Props) {
  const [card, setCard] = useState<CardView | null>(null);
  const [mode, setMode] = useState<'view' | 'edit' | 'move'>('view');
  const main = useRef<HTMLElement>(null);

  const load = useCallback(async (): Promise<CardView | null> => {
    const reply = await host.ask('items/card', { id: row.id });
    if (reply.ok) setCard(reply.value);
    else if (reply.error.code === 'not-found') onBack();
    else if (unreadable.has(reply.error.code)) onDamaged();
    else say(errorWords(reply.error), false);
    return reply.ok ? reply.value : null;
  }, [host, row.id]);

  useEffect(() => void load(), [load]);
  useEffect(
    () =>
      host.onPush(({ push }) => {
        if (push === 'items-changed') void load();
      }),
    [host, load],
  );
  // forms give the focus to their first field
  useEffect(() => {
    main.current?.scrollTo(0, 0);
    if (mode === 'view') main.current?.focus();
  }, [mode, card === null]);

  const onKey = (event: KeyboardEvent): void => {
    const { key, command, focus, hasSelection } = pressOf(event, '', isMac());
    const typing = event.target instanceof Element && event.target.matches('input, textarea, select');
    if (event.altKey || event.defaultPrevented) return;
    if (key === 'Escape') {
      event.preventDefault();
      if (mode === 'view') onBack();
      else setMode('view');
      return;
    }
    if (mode !== 'view' || typing) return;
    if (key === 'ArrowLeft') onBack();
    else if (command && key.toLowerCase() === 'c' && !hasSelection) void acts.copy(row);
    else if (command && key.toLowerCase() === 'z') void acts.undo().then(load);
    else if (key === 'Enter' && focus === 'nowhere' && !event.repeat) void (canFill ? acts.fill(row) : acts.copy(row));
    else if (key === 'e' && !command) setMode('edit');
    else return;
    event.preventDefault();
  };
  useDocumentKeys(onKey);

  if (card === null) return <main class="panel card" ref={main} tabIndex={-1} aria-busy="true" />;
  return (
    <main class="panel card" data-testid="card" data-id={card.id} data-mode={mode} ref={main} tabIndex={-1}>
      <div class="card-names">
        <h2 class="with-mark">
          <SiteMark sites={card.sites.map(({ origin }) => origin)} name={card.issuer || card.account} />
          <span data-part="card-issuer">{card.issuer || card.account || t('accountUnnamed')}</span>
        </h2>
        {card.issuer !== '' && <p data-part="card-account">{card.account}</p>}
      </div>
      {mode === 'edit' && (
        <EditCard
          host={host}
          card={card}
          onReload={load}
          onCancel={() => setMode('view')}
          onSaved={async (name) => {
            setMode('view');
            say(t('undoEdited', name), true, true);
            await load();
            onChanged();
          }}
        />
      )}
      {mode === 'move' && <CardMove host={host} id={card.id} onDone={() => setMode('view')} />}
      {mode === 'view' && (
        <>
          <CardCode key={card.revision} host={host} row={{ ...row, code: card.code }} issued={issued} onNextCode={acts.nextCode} />
          <div class={canFill ? 'pair' : 'stack'}>
            {canFill && (
              <button type="button" class="primary" data-testid="card-fill" onClick={() => acts.fill(row)}>
                {t('fill')}
              </button>
            )}
            <button type="button" data-testid="card-copy" onClick={() => acts.copy(row)}>
              {t('cardCopy')}
            </button>
          </div>
          <button
            type="button"
            class="link"
            data-testid="card-wrong-code"
            onClick={() => onWrongCode(card.issuer || card.account || t('accountUnnamed'))}
          >
            {t('wrongCodeTitle')}
          </button>
          <CardFacts card={card} onRecovery={onRecovery} onPasskey={onPasskey} />
          <div class="pair">
            <button type="button" data-testid="card-edit" onClick={() => setMode('edit')}>
              {t('cardEdit')}
            </button>
            <button type="button" data-testid="card-move" onClick={() => setMode('move')}>
              {t('cardMove')}
            </button>
          </div>
          <button
            type="button"
            class="dangerous wide"
            data-testid="card-delete"
            onClick={() => {
              void acts.trash(row);
              onBack();
            }}
          >
            {t('cardDelete')}
          </button>
        </>
      )}
    </main>
  );
}
