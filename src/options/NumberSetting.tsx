// A setting that is a whole number within bounds. Taken over when the field is left; out of bounds it goes back to what it was.

import { useEffect, useId, useState } from 'preact/hooks';
import { t } from '../ui/words';
import type { Say } from './host';

interface Props {
  readonly label: string;
  readonly hint: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly say: Say;
  readonly testid: string;
}

export function NumberSetting({ label, hint, unit, min, max, value, onChange, say, testid }: Props) {
  const id = useId();
  const [typed, setTyped] = useState(String(value));
  useEffect(() => setTyped(String(value)), [value]);
  const commit = (): void => {
    const wanted = Number(typed);
    if (typed.trim() !== '' && Number.isInteger(wanted) && wanted >= min && wanted <= max) {
      if (wanted !== value) onChange(wanted);
      return;
    }
    setTyped(String(value));
    say(t('numberBounds', String(min), String(max)), false);
  };
  return (
    <div class="setting">
      <div>
        <label for={id}>{label}</label>
        <p id={`${id}-hint`} class="note">
          {hint}
        </p>
      </div>
      <span class="minutes">
        <input
          id={id}
          type="number"
          min={min}
          max={max}
          inputMode="numeric"
          aria-describedby={`${id}-unit ${id}-hint`}
          data-testid={testid}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onChange={commit}
        />
        <span id={`${id}-unit`}>{unit}</span>
      </span>
    </div>
  );
}
