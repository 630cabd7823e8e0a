// What an adapter is. One file a format: it says whether a content is its own and reads it; `read-file.ts` asks them in turn.

import type { Bytes } from '../bytes';
import type { Found } from './entry';
import type { ImportEnv } from './import-env';

/** Names of the formats as a person knows them; shown as they are. */
export type FormatName = string;

export interface Content {
  readonly format: FormatName;
  readonly found: readonly Found[];
  /** The file itself should go: it protects its secrets badly, or not at all. */
  readonly plain: boolean;
}

export interface Keyed {
  readonly env: ImportEnv;
  /** Null until the person was asked. */
  readonly password: string | null;
}

/** For JSON documents: null where it is another format's. */
export interface JsonFormat {
  readonly owns: (json: unknown) => boolean;
  readonly read: (json: unknown, keyed: Keyed) => Content | Promise<Content>;
}

/** For whole files. */
export type ReadBytes = (bytes: Bytes, keyed: Keyed) => Promise<Content>;
