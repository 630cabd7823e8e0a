// Exports: for another program as a file or as QR codes, or on paper. What the other program cannot hold is said before.

import { useEffect, useState } from 'preact/hooks';
import { type TargetId, targets } from '../../core/formats/export/target';
import type { ItemId } from '../../core/item';
import type { ExportReplies, QrModules, SheetEntry } from '../../messages/export-protocol';
import { SecretForm } from '../../ui/SecretForm';
import { saveFile } from '../../ui/save-file';
import { errorWords, t, tCount } from '../../ui/words';
import type { SectionProps } from '../settings';
import { ExportCodes } from './ExportCodes';
import { ExportForm } from './ExportForm';
import { ExportPreview } from './ExportPreview';
import { ExportSheet } from './ExportSheet';

const mutable = (only: readonly ItemId[] | null): ItemId[] | null => (only === null ? null : [...only]);

export function Export({ host, vault, say }: SectionProps) {
  const [id, setId] = useState<TargetId>('aegis');
  const [looked, setLooked] = useState<{ readonly id: TargetId; readonly preview: ExportReplies['export/preview'] } | null>(null);
  const [codes, setCodes] = useState<readonly QrModules[] | null>(null);
  const [sheet, setSheet] = useState<readonly SheetEntry[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  /** What was selected in the list; null: everything; undefined: not known yet. */
  const [only, setOnly] = useState<readonly ItemId[] | null | undefined>(undefined);
  const open = vault === 'open';
  // What stands below changes once, and as a whole, when the preview of the chosen target is there.
  const preview = looked?.preview ?? null;
  const shown = looked?.id ?? id;

  useEffect(() => {
    if (open && only === undefined) void host.ask('export/chosen', {}).then((reply) => setOnly(reply.ok ? reply.value : null));
  }, [host, open, only]);

  useEffect(() => {
    let stale = false;
    if (only === undefined) return;
    const chosen = mutable(only);
    const look = async (): Promise<void> => {
      const reply = await host.ask('export/preview', { target: id, only: chosen });
      if (stale) return;
      setCodes(null);
      setLooked(reply.ok ? { id, preview: reply.value } : null);
      setProblem(reply.ok ? null : errorWords(reply.error));
    };
    if (open) void look();
    return () => {
      stale = true;
    };
  }, [host, id, open, only]);

  // What lay open does not come back with the next unlock.
  useEffect(() => {
    if (open) return;
    setLooked(null);
    setSheet(null);
    setCodes(null);
  }, [open]);

  const target = targets.find((one) => one.id === shown);
  if (!open || target === undefined) return null;

  const save = async (password: string, filePassword: string | null): Promise<string | null> => {
    const reply = await host.ask('export/file', { target: shown, only: mutable(only ?? null), password, filePassword });
    if (!reply.ok) return errorWords(reply.error);
    saveFile(reply.value.fileName, reply.value.content);
    say(t('backupDone', reply.value.fileName), true);
    return null;
  };
  const show = async (password: string): Promise<string | null> => {
    const reply = await host.ask('export/codes', { only: mutable(only ?? null), password });
    if (!reply.ok) return errorWords(reply.error);
    setCodes(reply.value.pages);
    return null;
  };
  const print = async (password: string): Promise<string | null> => {
    const reply = await host.ask('export/sheet', { only: mutable(only ?? null), password });
    if (!reply.ok) return errorWords(reply.error);
    setSheet(reply.value.entries);
    return null;
  };
  if (sheet !== null) return <ExportSheet entries={sheet} onDone={() => setSheet(null)} />;
  return (
    <>
      {only != null && (
        <section class="card export-only" data-testid="export-only" data-count={only.length}>
          <p>{tCount('exportOnly', only.length)}</p>
          <button type="button" data-testid="export-all" onClick={() => setOnly(null)}>
            {t('exportAll')}
          </button>
        </section>
      )}
      <section class="card" data-testid="export">
        <p class="lead">{t('exportLead')}</p>
        <div class="field">
          <label for="export-target">{t('exportTarget')}</label>
          <select
            id="export-target"
            data-testid="export-target"
            value={id}
            onChange={(event) => setId((event.currentTarget as HTMLSelectElement).value as TargetId)}
          >
            {targets.map((one) => (
              <option key={one.id} value={one.id}>
                {one.id === 'otpauth' ? t('exportOtpauth') : one.name}
              </option>
            ))}
          </select>
        </div>
        <p class="form-problem" role="alert">
          {problem}
        </p>
        {preview !== null && <ExportPreview preview={preview} />}
        {preview !== null && preview.carried > 0 && codes === null && (
          <ExportForm key={shown} target={target} onSave={save} onShow={shown === 'google' ? show : null} />
        )}
        {codes !== null && <ExportCodes pages={codes} onDone={() => setCodes(null)} />}
      </section>
      <section class="card" data-testid="export-paper">
        <h2>{t('exportPaperTitle')}</h2>
        <SecretForm act="again" autofocus={false} lead={t('exportPaperLead')} submit={t('exportPaperShow')} onSecret={print} />
      </section>
    </>
  );
}
