// One labelled input with room for what is wrong with it, so that a complaint moves nothing.

import type { ComponentChildren, InputHTMLAttributes } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly testid: string;
  readonly type?: 'text' | 'number' | 'password';
  readonly problem?: string | null;
  readonly hint?: string;
  readonly autofocus?: boolean;
  readonly required?: boolean;
  readonly mono?: boolean;
  /** Digits on a touch keyboard. */
  readonly numeric?: boolean;
  readonly autocomplete?: InputHTMLAttributes['autocomplete'];
  readonly after?: ComponentChildren;
}

// preact's types want the type of an input to be known where it is written
// and a number is typed as text: no wheel, no locale, no letter e
const kinds = { text: { type: 'text' }, number: { type: 'text', inputMode: 'numeric' }, password: { type: 'password' } } as const;

export function Field(props: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  // the attribute works once a document only
  useEffect(() => {
    if (props.autofocus === true) input.current?.focus();
  }, []);
  const note = props.problem ?? props.hint ?? '';
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <div class="field-box">
        <input
          ref={input}
          id={id}
          data-testid={props.testid}
          class={props.mono === true ? 'mono' : ''}
          {...kinds[props.type ?? 'text']}
          {...(props.numeric === true ? { inputMode: 'numeric' as const } : {})}
          value={props.value}
          onInput={(event) => props.onValue(event.currentTarget.value)}
          aria-invalid={props.problem ? 'true' : undefined}
          aria-describedby={note === '' ? undefined : `${id}-note`}
          required={props.required === true}
          autocomplete={props.autocomplete ?? 'off'}
          autocapitalize="off"
          spellcheck={false}
        />
        {props.after}
      </div>
      {note !== '' && (
        <p id={`${id}-note`} class={props.problem ? 'note problem' : 'note'}>
          {note}
        </p>
      )}
    </div>
  );
}
