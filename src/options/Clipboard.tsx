// What the browser lets Countersign do with the clipboard. Each is asked for when it is switched on.

import { useEffect, useState } from 'preact/hooks';
import { t } from '../ui/words';
import type { Host } from './host';
import { Switch } from './Switch';

interface Props {
  readonly rights: Host['clipboard'];
}

export function Clipboard({ rights }: Props) {
  const [held, setHeld] = useState({ write: false, read: false });
  useEffect(() => {
    void rights.held().then(setHeld);
  }, [rights]);
  const change = (right: 'write' | 'read', on: boolean): void => {
    // At once, while the browser still remembers the click.
    void rights.change(right, on).then(setHeld);
  };
  return (
    <section id="clipboard" class="card">
      <h2>{t('clipboardTitle')}</h2>
      <p class="lead">{t('clipboardTerminal')}</p>
      <Switch
        label={t('clipboardWrite')}
        hint={t('clipboardWriteHint')}
        on={held.write}
        onChange={(on) => change('write', on)}
        testid="clipboard-write"
      />
      <Switch
        label={t('clipboardClear')}
        hint={t('clipboardClearHint')}
        on={held.write && held.read}
        onChange={(on) => change('read', on)}
        testid="clipboard-clear"
      />
    </section>
  );
}
