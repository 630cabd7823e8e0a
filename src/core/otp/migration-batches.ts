// The parts of Google Authenticator exports as they come in, in any order and more than once → exports, each with what is missing.

import type { MigrationPart } from './migration';

export interface MigrationBatch {
  /** Parts in all. */
  readonly size: number;
  /** Those that are there, by index; no index twice. */
  readonly parts: readonly MigrationPart[];
}

/** Whether a part continues a batch. Version 2 has no batch id: there the same size and a free place have to do (formats.md §2). */
const fits = (batch: MigrationBatch, part: MigrationPart): boolean =>
  batch.size === part.size && batch.parts[0]?.batchId === part.batchId && !batch.parts.some(({ index }) => index === part.index);

/** Batches in the order in which their first part came; repeats are left out. */
export function batchesOf(parts: readonly MigrationPart[]): readonly MigrationBatch[] {
  const batches: MigrationBatch[] = [];
  const seen = new Set<string>();
  for (const part of parts) {
    if (seen.has(part.payload)) continue;
    seen.add(part.payload);
    const at = batches.findIndex((batch) => fits(batch, part));
    const batch = batches[at];
    if (batch === undefined) batches.push({ size: part.size, parts: [part] });
    else batches[at] = { size: batch.size, parts: [...batch.parts, part].sort((a, b) => a.index - b.index) };
  }
  return batches;
}

export const isWhole = (batch: MigrationBatch): boolean => batch.parts.length === batch.size;
