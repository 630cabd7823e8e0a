// A setting that is on or off.

import { useId } from 'preact/hooks';

interface Props {
  readonly label: string;
  readonly hint: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly testid: string;
}

export function Switch({ label, hint, on, onChange, testid }: Props) {
  const id = useId();
  return (
    <div class="setting">
      <div>
        <label for={id}>{label}</label>
        <p id={`${id}-hint`} class="note">
          {hint}
        </p>
      </div>
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-checked={on}
        class="switch"
        checked={on}
        aria-describedby={`${id}-hint`}
        data-testid={testid}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </div>
  );
}
