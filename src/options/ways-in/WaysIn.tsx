// The ways into the vault: which there are, and everything that may be done to one. One act at a time, below the list.

import { useCallback, useEffect, useState } from 'preact/hooks';
import type { SlotList, SlotView } from '../../messages/slots-protocol';
import { dayWords } from '../../ui/dates';
import { Icon } from '../../ui/icons';
import { t } from '../../ui/words';
import type { SectionProps } from '../settings';
import { AddPasskey } from './AddPasskey';
import { NewRecoveryKey } from './NewRecoveryKey';
import { RemoveWay } from './RemoveWay';
import { RenameWay } from './RenameWay';
import { RotateKey } from './RotateKey';
import { SetPin } from './SetPin';
import { TestWay } from './TestWay';
import { wayIcons, wayKind, wayName } from './way-names';

type Act =
  | { readonly type: 'add-passkey' | 'add-recovery' | 'pin' | 'rotate' }
  | { readonly type: 'test' | 'rename' | 'remove'; readonly slot: SlotView };

export function WaysIn({ host, say, vault }: SectionProps) {
  const [list, setList] = useState<SlotList | null>(null);
  const [act, setAct] = useState<Act | null>(null);
  const ask = useCallback(async (): Promise<void> => {
    const reply = await host.ask('slots/list', {});
    setList(reply.ok ? reply.value : null);
  }, [host]);
  useEffect(() => {
    if (vault !== 'open') {
      // a recovery key on screen does not outlive the lock
      setAct(null);
      return setList(null);
    }
    void ask();
    return host.onPush(({ push }) => push === 'status-changed' && void ask());
  }, [host, ask, vault]);

  const done = (words: string): void => {
    setAct(null);
    say(words, true);
    void ask();
  };
  const forgetPin = async (): Promise<void> => {
    await host.ask('slots/forget-pin', {});
    done(t('pinForgotten'));
  };
  const common = { host, onDone: done, onCancel: () => setAct(null) };
  return (
    <section id="ways-in" class="card">
      <h2>{t('waysInTitle')}</h2>
      {vault !== 'open' || list === null ? (
        <p class="note">{t('needsOpenVault')}</p>
      ) : (
        <>
          <p class="lead">{t('waysInLead')}</p>
          {list.rotationInterrupted && (
            <p class="tip" data-testid="rotation-interrupted">
              {t('rotateInterrupted')}
            </p>
          )}
          <ul class="ways-in">
            {list.slots.map((slot) => (
              <Way key={slot.id} slot={slot} onAct={(type) => setAct({ type, slot })} />
            ))}
            {list.pin !== null && (
              <li data-testid="way" data-type="pin">
                <Icon name="lock" />
                <div>
                  <p>
                    <bdi>{t('wayPin')}</bdi>
                  </p>
                  <p class="note">{t('wayPinNote')}</p>
                </div>
                <div class="way-acts">
                  <button
                    type="button"
                    class="small"
                    data-testid="pin-forget"
                    aria-label={t('wayActNamed', t('wayRemove'), t('wayPin'))}
                    onClick={() => void forgetPin()}
                  >
                    {t('wayRemove')}
                  </button>
                </div>
              </li>
            )}
          </ul>
          {list.unknown > 0 && <p class="note">{t('waysUnknown')}</p>}
          {list.slots.length === 1 && <p class="tip">{t('waysOnlyPassword')}</p>}
          <div class="way-add">
            <button type="button" data-testid="add-passkey" onClick={() => setAct({ type: 'add-passkey' })}>
              {t('wayAddPasskey')}
            </button>
            <button type="button" data-testid="add-recovery-key" onClick={() => setAct({ type: 'add-recovery' })}>
              {t('wayAddRecoveryKey')}
            </button>
            <button type="button" data-testid="set-pin" onClick={() => setAct({ type: 'pin' })}>
              {t(list.pin === null ? 'wayAddPin' : 'wayChangePin')}
            </button>
            <button type="button" data-testid="rotate" onClick={() => setAct({ type: 'rotate' })}>
              {t('rotateOpen')}
            </button>
          </div>
          {act?.type === 'add-passkey' && <AddPasskey {...common} known={list.slots.flatMap(({ passkey }) => passkey ?? [])} />}
          {act?.type === 'add-recovery' && <NewRecoveryKey {...common} />}
          {act?.type === 'pin' && <SetPin {...common} />}
          {act?.type === 'rotate' && <RotateKey {...common} lost={list.slots.filter(({ type }) => type !== 'password')} />}
          {act?.type === 'test' && <TestWay key={act.slot.id} {...common} slot={act.slot} />}
          {act?.type === 'rename' && <RenameWay key={act.slot.id} {...common} slot={act.slot} />}
          {act?.type === 'remove' && <RemoveWay key={act.slot.id} {...common} slot={act.slot} />}
        </>
      )}
    </section>
  );
}

function Way({ slot, onAct }: { readonly slot: SlotView; readonly onAct: (type: 'test' | 'rename' | 'remove') => void }) {
  const acts = [
    ['test', t('wayTest')],
    ...(slot.type === 'password'
      ? []
      : ([
          ['rename', t('wayRename')],
          ['remove', t('wayRemove')],
        ] as const)),
  ] as const;
  return (
    <li data-testid="way" data-type={slot.type} data-name={slot.name}>
      <Icon name={wayIcons[slot.type]} />
      <div>
        <p>
          <bdi>{wayName(slot)}</bdi>
          {slot.name !== '' && <span class="note"> {wayKind(slot)}</span>}
        </p>
        <p class="note">
          {t('wayAdded', dayWords(slot.createdAt))}
          {' · '}
          {slot.lastUsed === null ? t('wayNeverUsed') : t('wayUsed', dayWords(slot.lastUsed))}
        </p>
      </div>
      <div class="way-acts">
        {acts.map(([type, words]) => (
          <button
            key={type}
            type="button"
            class="small"
            data-testid={`way-${type}`}
            aria-label={t('wayActNamed', words, wayName(slot))}
            onClick={() => onAct(type)}
          >
            {words}
          </button>
        ))}
      </div>
    </li>
  );
}
