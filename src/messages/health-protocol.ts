// Page audience: what could be better about the sign-ins that are kept here.

import * as v from 'valibot';
import { HEALTH_ISSUES, type HealthIssue } from '../core/health/sign-in-health';
import type { ItemId, Origin } from '../core/item';

export const healthRequests = {
  'health/read': v.strictObject({}),
  /** Not mentioned again for this sign-in, or mentioned after all. */
  'health/ignore': v.strictObject({
    id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
    issue: v.picklist(HEALTH_ISSUES),
    ignored: v.boolean(),
  }),
} as const;

export interface HealthRow {
  readonly id: ItemId;
  readonly issuer: string;
  readonly account: string;
  readonly site: Origin | null;
  /** Where something can be done about it: the page that made the recovery codes, else the site. null: no site is known. */
  readonly page: string | null;
  /** Unused recovery codes; null: it has none. */
  readonly left: number | null;
}

export interface HealthGroup {
  readonly issue: HealthIssue;
  /** At most 200; `total` counts all. */
  readonly rows: readonly HealthRow[];
  readonly total: number;
}

export interface Health {
  readonly signIns: number;
  /** Those that stay open when one verification method is lost. */
  readonly secure: number;
  readonly neverBackedUp: boolean;
  /** Most urgent first; no empty ones. */
  readonly groups: readonly HealthGroup[];
  /** What the person does not want to hear of. */
  readonly ignored: readonly HealthGroup[];
}

export interface HealthReplies {
  'health/read': Health;
  'health/ignore': Health;
}
