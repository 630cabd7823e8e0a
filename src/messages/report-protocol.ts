// Page audience: a report for whoever helps with a problem. Numbers, codes and choices: no field of it can hold a name, a site or a secret.

import * as v from 'valibot';
import type { Settings, Status } from './views';

export const reportRequests = { 'report/read': v.strictObject({}) } as const;

export interface Report {
  readonly version: string;
  readonly target: 'chromium' | 'firefox';
  readonly vault: Status['vault'];
  readonly trouble: string | null;
  readonly notices: readonly Status['notices'][number]['code'][];
  /** null while the vault is locked. */
  readonly kept: {
    readonly accounts: number;
    readonly recoverySets: number;
    readonly passkeys: number;
    readonly trashed: number;
    readonly damaged: number;
  } | null;
  readonly everBackedUp: boolean;
  readonly allSites: boolean;
  readonly settings: Settings;
  /** Newest last; `ago` in seconds. */
  readonly log: readonly { readonly name: string; readonly code: string; readonly ago: number }[];
}

export interface ReportReplies {
  'report/read': Report;
}
