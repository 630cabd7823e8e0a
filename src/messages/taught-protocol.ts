// Page audience: the fields that the person pointed at, and what was seen in the tab that was in front.

import * as v from 'valibot';
import type { FieldRule } from '../core/detect/field-signature';
import type { Origin } from '../core/item';

const id = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));

export const taughtRequests = {
  'taught/list': v.strictObject({}),
  'taught/forget': v.strictObject({ id }),
  /** What the page around the field was, for a bug report. */
  'taught/facts': v.strictObject({ id }),
  /** `wake`: also where nothing on the page asked for a look. */
  'seen/read': v.strictObject({ wake: v.boolean() }),
} as const;

export interface TaughtField {
  readonly id: string;
  readonly origin: Origin;
  readonly path: string;
  readonly is: FieldRule['is'];
  /** What the page calls it, as words or as a name; may be empty. */
  readonly called: string;
}

export interface SeenFinding {
  /** core/detect/verdict.ts */
  readonly verdict: string;
  readonly reasons: readonly string[];
}

export interface SeenField {
  readonly called: string;
  /** Evidence for and against; empty where not one word or shape spoke of a code. */
  readonly reasons: readonly string[];
}

export interface SeenFrame {
  readonly frameId: number;
  /** null: a document without an origin of its own. */
  readonly origin: Origin | null;
  /** `asleep`: nothing on the page asked for a look. `looking`: it has not ended yet. */
  readonly state: 'asleep' | 'looking' | 'seen';
  readonly findings: readonly SeenFinding[];
  /** Fields in which a code could be typed, and which were not taken for code fields. */
  readonly passed: readonly SeenField[];
  /** A facts file: no values, no keys, no codes. null: there is nothing to save. */
  readonly file: SavedFacts | null;
}

export interface SavedFacts {
  readonly fileName: string;
  readonly content: string;
}

export interface Seen {
  readonly title: string;
  readonly frames: readonly SeenFrame[];
}

export interface TaughtReplies {
  'taught/list': readonly TaughtField[];
  'taught/forget': readonly TaughtField[];
  'taught/facts': SavedFacts;
  'seen/read': Seen;
}
