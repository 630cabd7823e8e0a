// The keys of the popup.

import { t } from '../ui/words';

export function KeyHelp({ canFill, mac }: { readonly canFill: boolean; readonly mac: boolean }) {
  const command = mac ? '⌘' : t('keyCtrl');
  const lines: readonly (readonly [readonly string[], string])[] = [
    [[t('keyLetters')], t('keysSearch')],
    [['↑', '↓'], t('keysMove')],
    [[t('keyEnter')], t(canFill ? 'keysFill' : 'keysCopy')],
    [['→'], t('keysCard')],
    [['←'], t('keysBack')],
    [[command, 'C'], t('keysCopy')],
    [['Alt', '↑', '↓'], t('keysShift')],
    [[t('keyShift'), '↑', '↓'], t('keysSelect')],
    [[command, 'A'], t('selectAll')],
    [[t('keyDelete')], t('keysTrash')],
    [[command, 'Z'], t('keysUndo')],
    [[t('keyEscape')], t('keysClear')],
    [['?'], t('keysHelp')],
  ];
  return (
    <main class="panel">
      <dl class="keys">
        {lines.map(([keys, what]) => (
          <div key={keys.join()}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </main>
  );
}
