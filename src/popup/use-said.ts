// The last thing that happened, for as long as it is worth reading.

import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Said } from './Snack';

/** Milliseconds. */
const READ_FOR = 6_000;
const UNDO_FOR = 12_000;

export interface SaidApi {
  readonly said: Said | null;
  readonly say: (text: string, ok: boolean, undo?: boolean) => void;
}

export function useSaid(first: Pick<Said, 'text' | 'undo'> | null): SaidApi {
  const [said, setSaid] = useState<Said | null>(first === null ? null : { ...first, ok: true, serial: 0 });
  const say = useCallback(
    (text: string, ok: boolean, undo = false): void => setSaid((before) => ({ text, ok, undo, serial: (before?.serial ?? 0) + 1 })),
    [],
  );
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), said.undo ? UNDO_FOR : READ_FOR);
    return () => clearTimeout(timer);
  }, [said]);
  return { said, say };
}
