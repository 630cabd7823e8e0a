// What the host and its decode worker say to each other. Both are ours, and no page can reach either.

import type { Result } from '../core/result';

export interface DecodeJob {
  readonly id: number;
  readonly dataUrl: string;
}

/** Sent once, when the readers are loaded: only then does a job's time begin. */
export interface DecodeReady {
  readonly ready: true;
  readonly readers: readonly string[];
}

export interface DecodeAnswer {
  readonly id: number;
  readonly result: Result<readonly string[], 'no-code' | 'not-an-image' | 'too-large'>;
}
