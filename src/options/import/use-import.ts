// Files on their way in: read one after the other, each in a worker of its own, until the person takes what they hold or leaves it.

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { utf8 } from '../../core/bytes';
import { MAX_FILE_BYTES } from '../../core/formats/limits';
import type { Verdict } from '../../core/formats/verdict';
import { readImageHeader } from '../../core/qr/image-header';
import type { Failure } from '../../core/result';
import type { ImportEntry, ImportedFile } from '../../messages/import-protocol';
import { imageDataUrl } from '../../platform/capture-input';
import type { RunningImport } from '../../platform/import-host';
import { t } from '../../ui/words';
import type { Host } from '../host';

export interface Source {
  readonly id: number;
  readonly name: string;
  readonly state: 'reading' | 'password' | 'failed' | 'read';
  /** Why it failed; while a password is asked for, what was wrong with the last one. */
  readonly problem: Failure<string> | null;
  readonly content: ImportedFile | null;
}

export interface Row {
  readonly key: string;
  readonly source: string;
  readonly entry: ImportEntry;
  readonly verdict: Verdict | 'refused';
}

/** QR codes and pasted lines together: an export may lie in several pictures. */
const CODES = 0;
const WRONG: ReadonlySet<string> = new Set(['import-wrong-password', 'import-wrong-or-damaged']);

export interface Importing {
  readonly sources: readonly Source[];
  /** null: not known yet, or nothing to show. */
  readonly rows: readonly Row[] | null;
  readonly problem: Failure<string> | null;
  takeFiles(files: readonly File[]): Promise<void>;
  takeText(text: string): void;
  unlock(id: number, password: string): void;
  remove(id: number): void;
  clear(): void;
}

export function useImport({ ask, readFile }: Pick<Host, 'ask' | 'readFile'>): Importing {
  const [sources, setSources] = useState<readonly Source[]>([]);
  const [rows, setRows] = useState<readonly Row[] | null>(null);
  const [problem, setProblem] = useState<Failure<string> | null>(null);
  const held = useRef({ next: 1, bytes: new Map<number, Uint8Array<ArrayBuffer>>(), texts: [] as string[] });
  const running = useRef(new Map<number, RunningImport>());
  const queue = useRef(Promise.resolve());

  const put = useCallback((id: number, change: Partial<Source>): void => {
    const empty: Source = { id, name: '', state: 'reading', problem: null, content: null };
    setSources((all) => {
      const known = all.some((one) => one.id === id);
      return known ? all.map((one) => (one.id === id ? { ...one, ...change } : one)) : [...all, { ...empty, ...change }];
    });
  }, []);
  const remove = useCallback((id: number): void => {
    held.current.bytes.delete(id);
    if (id === CODES) held.current.texts = [];
    running.current.get(id)?.stop();
    running.current.delete(id);
    setSources((all) => all.filter((one) => one.id !== id));
  }, []);

  const read = (id: number, name: string, password: string | null): void => {
    put(id, { name, state: 'reading', problem: null, content: null });
    queue.current = queue.current.then(async () => {
      const bytes = held.current.bytes.get(id);
      if (bytes === undefined) return;
      const run = readFile({ name, bytes, password });
      running.current.set(id, run);
      const done = await run.result;
      if (running.current.get(id) !== run) return;
      running.current.delete(id);
      if (done.ok) return put(id, { state: 'read', content: done.value });
      const { code } = done.error;
      if (code === 'import-password-needed') put(id, { state: 'password' });
      else if (password !== null && WRONG.has(code)) put(id, { state: 'password', problem: done.error });
      else put(id, { state: 'failed', problem: done.error });
    });
  };
  const addCodes = (texts: readonly string[]): void => {
    held.current.texts = [...new Set([...held.current.texts, ...texts])];
    held.current.bytes.set(CODES, utf8(held.current.texts.join('\n')));
    read(CODES, t('importCodes'), null);
  };
  const takeFile = async (file: File): Promise<void> => {
    const id = held.current.next++;
    put(id, { name: file.name });
    if (file.size > MAX_FILE_BYTES) return put(id, { state: 'failed', problem: { code: 'import-too-large' } });
    const bytes = await file.arrayBuffer().then(
      (buffer) => new Uint8Array(buffer),
      () => null,
    );
    if (bytes === null) return put(id, { state: 'failed', problem: { code: 'import-unreadable' } });
    if (readImageHeader(bytes) === null) {
      held.current.bytes.set(id, bytes);
      return read(id, file.name, null);
    }
    const url = await imageDataUrl(file);
    const reply = url.ok ? await ask('import/image', { dataUrl: url.value }) : url;
    if (!reply.ok) return put(id, { state: 'failed', problem: reply.error.code === 'no-code' ? { code: 'import-no-qr' } : reply.error });
    remove(id);
    addCodes(reply.value.texts);
  };

  useEffect(() => {
    let stale = false;
    if (sources.some(({ state }) => state === 'reading')) return;
    const found = sources.flatMap(({ id, name, content }) =>
      (content?.entries ?? []).map((entry, i) => ({ key: `${id}.${i}`, source: name, entry })),
    );
    const items = found.flatMap(({ entry }) => entry.packed ?? []);
    const judge = async (): Promise<void> => {
      const reply = items.length === 0 ? null : await ask('import/check', { items });
      if (stale) return;
      setProblem(reply?.ok === false ? reply.error : null);
      if (reply?.ok === false) return setRows(null);
      const verdicts = [...(reply?.value.verdicts ?? [])];
      const judged = found.map((row): Row => ({ ...row, verdict: row.entry.packed === null ? 'refused' : (verdicts.shift() ?? 'new') }));
      setRows(found.length === 0 ? null : judged);
    };
    void judge();
    return () => {
      stale = true;
    };
  }, [sources, ask]);
  useEffect(
    () => () => {
      for (const run of running.current.values()) run.stop();
    },
    [],
  );

  return {
    sources,
    rows,
    problem,
    remove,
    takeFiles: async (files) => {
      for (const file of files) await takeFile(file);
    },
    takeText: (text) => addCodes([text]),
    unlock: (id, password) => read(id, sources.find((one) => one.id === id)?.name ?? '', password),
    clear: () => {
      for (const { id } of sources) remove(id);
      setRows(null);
    },
  };
}
