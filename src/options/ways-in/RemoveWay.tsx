// The end of a way in.

import type { SlotView } from '../../messages/slots-protocol';
import { SecretForm } from '../../ui/SecretForm';
import { errorWords, t } from '../../ui/words';
import { type ActProps, Panel } from './Panel';
import { wayName } from './way-names';

interface Props extends ActProps {
  readonly slot: SlotView;
}

const leads = { password: 'wayRemoveLead', passkey: 'wayRemovePasskeyLead', recovery: 'wayRemoveKeyLead' } as const;

export function RemoveWay({ host, slot, onDone, onCancel }: Props) {
  const remove = async (password: string): Promise<string | null> => {
    const reply = await host.ask('slots/remove', { password, id: slot.id });
    if (!reply.ok) return errorWords(reply.error);
    onDone(t('wayRemoved', wayName(slot)));
    return null;
  };
  return (
    <Panel title={t('wayRemoveNamed', wayName(slot))} testid="panel-remove" onCancel={onCancel}>
      <SecretForm act="again" lead={t(leads[slot.type])} submit={t('wayRemove')} onSecret={remove} />
    </Panel>
  );
}
