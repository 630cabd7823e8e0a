// One of several things that a question is about; where there is only one it is a fact, not a choice.

import { useId } from 'preact/hooks';

export interface Option<T extends string> {
  readonly value: T;
  readonly title: string;
  /** Smaller lines below; empty ones have no room. */
  readonly lines: readonly string[];
}

interface Props<T extends string> {
  readonly legend: string;
  readonly options: readonly Option<T>[];
  readonly chosen: T | null;
  readonly testid: string;
  readonly onChoose: (value: T) => void;
}

export function Choices<T extends string>({ legend, options, chosen, testid, onChoose }: Props<T>) {
  const name = useId();
  const only = options.length === 1;
  return (
    <fieldset class="confirm-accounts">
      <legend>{legend}</legend>
      {options.map(({ value, title, lines }) => (
        <label key={value} class={only ? 'only' : value === chosen ? 'chosen' : ''}>
          <input
            type="radio"
            name={name}
            data-testid={testid}
            value={value}
            checked={only || value === chosen}
            onChange={() => onChoose(value)}
          />
          <span class="confirm-issuer" data-part="title">
            {title}
          </span>
          {lines
            .filter((line) => line !== '')
            .map((line) => (
              <span class="confirm-label" key={line}>
                {line}
              </span>
            ))}
        </label>
      ))}
    </fieldset>
  );
}
