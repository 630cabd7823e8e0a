// Starts a worker for one foreign file and ends it: when it has answered, or when the person has waited enough.

import { fail, type Result } from '../core/result';
import type { ImportAnswer, ImportedFile, ImportJob } from '../messages/import-protocol';
import { browser } from './browser';

/** `import-stopped`: by the person. `import-damaged`: the file was too much for the worker. Else as the reader says. */
export type ImportReading = Result<ImportedFile>;

export interface RunningImport {
  readonly result: Promise<ImportReading>;
  readonly stop: () => void;
}

export function readInWorker(job: ImportJob): RunningImport {
  const worker = new Worker(workerUrl() as string);
  let settle: (reading: ImportReading) => void = () => undefined;
  const result = new Promise<ImportReading>((resolve) => {
    settle = (reading) => {
      worker.terminate();
      resolve(reading);
    };
  });
  worker.addEventListener('message', ({ data }: MessageEvent<ImportAnswer>) => settle(data));
  worker.addEventListener('error', () => settle(fail('import-damaged')));
  worker.postMessage(job);
  return { result, stop: () => settle(fail('import-stopped')) };
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(input: string): string }): { createScriptURL(input: string): unknown };
}

let trusted: unknown = null;

/** The only script URL that the options page ever trusts (`trusted-types countersign` in the manifest). */
function workerUrl(): unknown {
  const url = browser.runtime.getURL('import-worker.js');
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  trusted ??=
    trustedTypes === undefined ? url : trustedTypes.createPolicy('countersign', { createScriptURL: () => url }).createScriptURL(url);
  return trusted;
}
