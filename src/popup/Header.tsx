// The popup's top line: the name mark, or the way back, and what is always at hand.

import { IconButton } from '../ui/IconButton';
import { Mark } from '../ui/Mark';
import { t } from '../ui/words';

interface Props {
  /** Title of the panel that lies over the list; null for the list itself. */
  readonly title: string | null;
  readonly onBack: () => void;
  readonly onAdd: () => void;
  readonly onCapture: () => void;
  readonly onLock: () => void;
  readonly onOptions: () => void;
  /** null: it is beside the page already. */
  readonly onPanel: (() => void) | null;
}

export function Header(props: Props) {
  return (
    <header class="top">
      {props.title === null ? (
        <>
          <Mark size={26} />
          <h1 class="name">{t('appName')}</h1>
        </>
      ) : (
        <>
          <IconButton icon="back" name={t('back')} testid="back" onPress={props.onBack} />
          <h1 class="name">{props.title}</h1>
        </>
      )}
      <span class="top-gap" />
      {props.title === null && <IconButton icon="scan" name={t('capture')} testid="capture" onPress={props.onCapture} />}
      {props.title === null && <IconButton icon="add" name={t('addOpen')} testid="add-open" onPress={props.onAdd} />}
      {props.title === null && props.onPanel !== null && (
        <IconButton icon="panel" name={t('menuPanel')} testid="panel-open" onPress={props.onPanel} />
      )}
      <IconButton icon="menu" name={t('optionsOpen')} testid="options-open" onPress={props.onOptions} />
      <IconButton icon="lock" name={t('lock')} testid="lock" onPress={props.onLock} />
    </header>
  );
}
