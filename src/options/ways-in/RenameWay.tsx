// Another name for a way in. Names are sealed, so that a thief of the profile learns none.

import { useState } from 'preact/hooks';
import type { SlotView } from '../../messages/slots-protocol';
import { Field } from '../../ui/Field';
import { errorWords, t } from '../../ui/words';
import { type ActProps, Panel } from './Panel';

interface Props extends ActProps {
  readonly slot: SlotView;
}

export function RenameWay({ host, slot, onDone, onCancel }: Props) {
  const [name, setName] = useState(slot.name);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const reply = await host.ask('slots/rename', { id: slot.id, name: name.trim() });
    if (reply.ok) onDone(t('wayRenamed'));
    else setProblem(errorWords(reply.error));
  };
  return (
    <Panel title={t('wayRename')} testid="panel-rename" onCancel={onCancel}>
      <form onSubmit={submit} noValidate>
        <Field label={t('wayName')} value={name} onValue={setName} testid="rename-name" problem={problem} autofocus />
        <button type="submit" class="primary" data-testid="rename-submit">
          {t('wayRename')}
        </button>
      </form>
    </Panel>
  );
}
