// Notifications of code prompts. The browser's permission is asked for when it is switched on, and given back when it is switched off.

import { useEffect, useState } from 'preact/hooks';
import { t } from '../ui/words';
import type { Host } from './host';
import { Switch } from './Switch';
import type { ChangeSetting } from './settings';

interface Props {
  readonly rights: Host['notifications'];
  readonly wanted: boolean;
  readonly change: ChangeSetting;
}

export function PromptNotices({ rights, wanted, change }: Props) {
  // An object: a no to the browser's question must put the switch back, though nothing changed.
  const [held, setHeld] = useState({ granted: false });
  useEffect(() => {
    void rights.held().then((granted) => setHeld({ granted }));
  }, [rights]);
  const turn = async (on: boolean): Promise<void> => {
    // At once, while the browser still remembers the click.
    const granted = on && (await rights.request());
    if (granted === on) await change('promptNotices', on);
    if (!on) await rights.giveBack();
    setHeld({ granted });
  };
  return (
    <Switch
      label={t('settingPromptNotices')}
      hint={t('settingPromptNoticesHint')}
      on={wanted && held.granted}
      onChange={(on) => void turn(on)}
      testid="setting-promptNotices"
    />
  );
}
