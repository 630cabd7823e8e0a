// A tag for all accounts that are selected: typed, or one of those that are there.

import { useEffect, useState } from 'preact/hooks';
import { Field } from '../ui/Field';
import { t, tCount } from '../ui/words';
import type { Host } from './host';

/** More do not help anybody who chooses with their eyes. */
const SHOWN = 24;

interface Props {
  readonly host: Host;
  readonly count: number;
  readonly busy: boolean;
  readonly problem: string | null;
  readonly onTag: (tag: string) => void;
}

export function TagSelected({ host, count, busy, problem, onTag }: Props) {
  const [tag, setTag] = useState('');
  const [known, setKnown] = useState<readonly string[]>([]);
  useEffect(() => {
    void host.ask('items/tags', {}).then((reply) => setKnown(reply.ok ? reply.value.slice(0, SHOWN) : []));
  }, [host]);
  const ready = !busy && tag.trim() !== '' && tag.length <= 64;
  return (
    <main class="panel" data-testid="tag-selected">
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) onTag(tag);
        }}
      >
        <Field label={t('tagLabel')} value={tag} onValue={setTag} testid="tag-name" hint={t('tagHint')} problem={problem} autofocus />
        {known.length > 0 && (
          <fieldset class="tags-known" aria-label={t('tagKnown')}>
            {known.map((one) => (
              <button key={one} type="button" aria-pressed={one === tag} data-testid="tag-known" onClick={() => setTag(one)}>
                {one}
              </button>
            ))}
          </fieldset>
        )}
        <button type="submit" class="primary" data-testid="tag-submit" disabled={!ready} aria-busy={busy}>
          {tCount('tagSubmit', count)}
        </button>
      </form>
    </main>
  );
}
