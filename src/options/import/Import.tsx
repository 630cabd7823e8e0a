// Imports: files, pictures and text of other programs in, a look at what they hold, and only then into the vault.

import { useState } from 'preact/hooks';
import { useTakeIn } from '../../ui/use-take-in';
import { errorWords, t, tCount } from '../../ui/words';
import type { SectionProps } from '../settings';
import { ImportGuides } from './ImportGuides';
import { ImportPreview } from './ImportPreview';
import { ImportSource } from './ImportSource';
import { useImport } from './use-import';

interface Done {
  readonly added: number;
  readonly skipped: number;
  readonly refused: number;
  /** Files whose secrets lie open. */
  readonly plain: readonly string[];
}

export function Import({ host, vault, say }: SectionProps) {
  const importing = useImport(host);
  const { sources, rows } = importing;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [done, setDone] = useState<Done | null>(null);

  const begin = (): void => {
    setDone(null);
    setProblem(null);
  };
  const files = async (chosen: readonly File[]): Promise<void> => {
    begin();
    await importing.takeFiles(chosen);
  };
  const text = (pasted: string): void => {
    begin();
    importing.takeText(pasted);
  };
  const open = vault === 'open';
  const over = useTakeIn({
    onFiles: (chosen) => open && void files(chosen),
    onText: (pasted) => open && text(pasted),
    takesText: (pasted, inField) => open && !inField && pasted.trim() !== '',
  });

  const add = async (packed: readonly string[]): Promise<void> => {
    setBusy(true);
    const reply = await host.ask('items/import', { items: [...packed] });
    setBusy(false);
    if (!reply.ok) return setProblem(errorWords(reply.error));
    const skipped = (rows ?? []).filter(({ verdict }) => verdict === 'duplicate').length + reply.value.skipped;
    const refused = (rows ?? []).filter(({ verdict }) => verdict === 'refused').length;
    const plain = sources.filter(({ content }) => content?.plain === true).map(({ name }) => name);
    setDone({ added: reply.value.added, skipped, refused, plain });
    setProblem(null);
    importing.clear();
  };
  const undo = async (): Promise<void> => {
    setBusy(true);
    const reply = await host.ask('items/undo', {});
    setBusy(false);
    if (!reply.ok) return setProblem(errorWords(reply.error));
    setDone(null);
    say(t('importUndone'), true);
  };

  if (!open) return null;
  const state = stateOf(sources, rows !== null, done !== null);
  return (
    <>
      <section class="card scan" data-testid="import" data-state={state}>
        <p class="lead">{t('importLead')}</p>
        <label class={over ? 'drop-zone over' : 'drop-zone'}>
          <span>{t('importDrop')}</span>
          <span class="note">{t('importDropHint')}</span>
          <input
            type="file"
            data-testid="import-file"
            multiple
            disabled={busy}
            onChange={(event) => {
              const chosen = Array.from(event.currentTarget.files ?? []);
              event.currentTarget.value = '';
              if (chosen.length > 0) void files(chosen);
            }}
          />
        </label>
        {sources.length > 0 && (
          <ul class="import-sources">
            {sources.map((source) => (
              <ImportSource
                key={source.id}
                source={source}
                onPassword={(password) => importing.unlock(source.id, password)}
                onRemove={() => importing.remove(source.id)}
              />
            ))}
          </ul>
        )}
        {busy && <progress aria-label={t('importBusy')} />}
        <p class="form-problem" role="alert" data-testid="import-problem">
          {problem ?? (importing.problem === null ? null : errorWords(importing.problem))}
        </p>
        {done !== null && (
          <div class="import-done" data-testid="import-done" data-added={done.added} data-skipped={done.skipped} data-failed={done.refused}>
            <p role="status" class="form-good" data-testid="import-message">
              {wordsOf(done)}
            </p>
            {done.plain.length > 0 && <p class="tip">{t('importPlainFile', done.plain.join(', '))}</p>}
            {done.added > 0 && (
              <button type="button" data-testid="import-undo" disabled={busy} aria-busy={busy} onClick={() => void undo()}>
                {t('importUndo')}
              </button>
            )}
          </div>
        )}
      </section>
      {rows !== null && done === null && (
        <ImportPreview rows={rows} several={sources.length > 1} busy={busy} onAdd={(packed) => void add(packed)} onDrop={importing.clear} />
      )}
      <ImportGuides />
    </>
  );
}

function stateOf(sources: readonly { readonly state: string }[], previewed: boolean, done: boolean): string {
  if (done) return 'done';
  for (const state of ['reading', 'password', 'failed']) if (sources.some((one) => one.state === state)) return state;
  return previewed ? 'preview' : sources.length > 0 ? 'reading' : 'idle';
}

function wordsOf({ added, skipped, refused }: Done): string {
  const words = [tCount('importAdded', added)];
  if (skipped > 0) words.push(tCount('restoreSkipped', skipped));
  if (refused > 0) words.push(tCount('importRefused', refused));
  return words.join(' ');
}
