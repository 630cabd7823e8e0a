// A button that shows nothing but a picture: its name is for those who do not see it, and for the pointer that rests on it.

import { Icon, type IconName } from './icons';

interface Props {
  readonly icon: IconName;
  readonly name: string;
  /** Said when the pointer rests on it, where that is more or less than its name. */
  readonly hint?: string;
  readonly testid?: string;
  readonly off?: boolean;
  /** Whether Tab stops at it; left out: it does. */
  readonly stop?: boolean;
  /** In the field before it. */
  readonly inside?: boolean;
  readonly onPress: () => void;
}

export function IconButton({ icon, name, hint = name, testid, off = false, stop = true, inside = false, onPress }: Props) {
  return (
    <button
      type="button"
      class={inside ? 'icon-button inside' : 'icon-button'}
      data-testid={testid}
      aria-label={name}
      title={hint}
      tabIndex={stop ? undefined : -1}
      disabled={off}
      onClick={onPress}
    >
      <Icon name={icon} />
    </button>
  );
}
