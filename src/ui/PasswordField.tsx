// A password that the person may look at while typing.

import { useState } from 'preact/hooks';
import { Field } from './Field';
import { IconButton } from './IconButton';
import { t } from './words';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly testid: string;
  /** Chosen now (a password manager may offer to keep it), or asked for. */
  readonly fresh?: boolean;
  /** A PIN: digits, and nothing that a password manager should keep. */
  readonly numeric?: boolean;
  readonly problem?: string | null;
  readonly hint?: string;
  readonly autofocus?: boolean;
}

export function PasswordField({ fresh, numeric, ...props }: Props) {
  const [shown, setShown] = useState(false);
  const act = t('wayActNamed', t(shown ? 'passwordHide' : 'passwordShow'), props.label);
  return (
    <Field
      {...props}
      required
      type={shown ? 'text' : 'password'}
      numeric={numeric === true}
      autocomplete={numeric === true ? 'off' : fresh === true ? 'new-password' : 'current-password'}
      after={<IconButton inside icon={shown ? 'hide' : 'show'} name={act} onPress={() => setShown(!shown)} />}
    />
  );
}
