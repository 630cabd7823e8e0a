// One file on its way in: being read, asking for its password, or why it cannot be read.

import { useState } from 'preact/hooks';
import { IconButton } from '../../ui/IconButton';
import { PasswordField } from '../../ui/PasswordField';
import { errorWords, t, tCount } from '../../ui/words';
import type { Source } from './use-import';

interface Props {
  readonly source: Source;
  readonly onPassword: (password: string) => void;
  readonly onRemove: () => void;
}

export function ImportSource({ source, onPassword, onRemove }: Props) {
  const [password, setPassword] = useState('');
  const { name, state, problem, content } = source;
  const submit = (event: Event): void => {
    event.preventDefault();
    if (password !== '') onPassword(password);
  };
  return (
    <li class="import-source" data-testid="import-source" data-state={state}>
      <div class="import-source-head">
        <span class="import-source-name">
          <strong>{name}</strong>
          {content !== null && <span class="note">{`${content.format} · ${tCount('importEntries', content.entries.length)}`}</span>}
        </span>
        <IconButton
          icon="close"
          name={t(state === 'reading' ? 'importStop' : 'importRemove', name)}
          testid="import-remove"
          onPress={onRemove}
        />
      </div>
      {state === 'reading' && <progress aria-label={t('importReading', name)} />}
      {state === 'failed' && problem !== null && (
        <p class="form-problem" role="alert" data-testid="import-failure" data-code={problem.code}>
          {errorWords(problem)}
        </p>
      )}
      {state === 'password' && (
        <form onSubmit={submit} noValidate>
          <PasswordField
            label={t('importPassword')}
            value={password}
            onValue={setPassword}
            testid="import-password"
            hint={t('importPasswordHint')}
            problem={problem === null ? null : errorWords(problem)}
            autofocus
          />
          <button type="submit" class="primary" data-testid="import-password-submit">
            {t('importOpen')}
          </button>
        </form>
      )}
    </li>
  );
}
