// Page audience: the extension's own popup and options. They may ask for the vault. The decoder is the type.

import * as v from 'valibot';
import type { ItemId } from '../core/item';
import { type ApprovalReplies, approvalRequests } from './approval-protocol';
import { type BackupReplies, backupRequests } from './backup-protocol';
import { type BatchReplies, batchRequests } from './batch-protocol';
import { type CaptureEnd, type CaptureReplies, captureRequests } from './capture-protocol';
import { type CardReplies, cardRequests } from './card-protocol';
import { type ExportReplies, exportRequests } from './export-protocol';
import { type HealthReplies, healthRequests } from './health-protocol';
import { type ImportReplies, importRequests } from './import-protocol';
import type { Policy } from './policy';
import { type PracticeReplies, practiceRequests } from './practice-protocol';
import { type RecoveryReplies, recoveryRequests } from './recovery-protocol';
import { type ReportReplies, reportRequests } from './report-protocol';
import { type SlotReplies, slotRequests } from './slots-protocol';
import { type TaughtReplies, taughtRequests } from './taught-protocol';
import type { CodeView, Confirmation, Outcome, RowList, Settings, Status } from './views';
import { type WaysReplies, waysRequests } from './ways-protocol';
import { type WrongCodeReplies, wrongCodeRequests } from './wrong-code-protocol';

const text = (max: number) => v.pipe(v.string(), v.maxLength(max));
const password = v.pipe(v.string(), v.minLength(1), v.maxLength(1024));
const itemId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
const tabId = v.pipe(v.number(), v.integer(), v.minValue(0));
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000));
const nothing = v.strictObject({});

/** 64 MiB of backup as text: formats.md §0.6. */
const fileText = text(96 * 1024 * 1024);

export const pageRequests = {
  ...approvalRequests,
  ...backupRequests,
  ...batchRequests,
  ...captureRequests,
  ...cardRequests,
  ...exportRequests,
  ...healthRequests,
  ...importRequests,
  ...practiceRequests,
  ...recoveryRequests,
  ...slotRequests,
  ...reportRequests,
  ...taughtRequests,
  status: nothing,
  'vault/create': v.strictObject({ password }),
  'vault/unlock': v.strictObject({ password }),
  'vault/lock': nothing,
  'vault/change-password': v.strictObject({ current: password, next: password }),
  'vault/backup': v.strictObject({ password }),
  'vault/restore': v.strictObject({ content: fileText, password }),
  'vault/wipe': v.strictObject({ password: v.nullable(password) }),
  'vault/retry': nothing,
  'vault/raw': nothing,
  'items/list': v.strictObject({
    query: text(256),
    tabId: v.nullable(tabId),
    offset: count,
    limit: v.pipe(count, v.maxValue(200)),
    /** A page of ours has just come up: an order by use may be made anew, as nobody has an eye on a row yet. */
    opening: v.optional(v.boolean()),
  }),
  'items/codes': v.strictObject({ ids: v.pipe(v.array(itemId), v.maxLength(200)) }),
  'items/copy': v.strictObject({ id: itemId }),
  'items/next-code': v.strictObject({ id: itemId }),
  'items/add-uri': v.strictObject({ uri: text(4096), site: v.nullable(text(2048)) }),
  'items/add-key': v.strictObject({
    issuer: text(512),
    account: text(512),
    secret: text(1024),
    type: v.picklist(['totp', 'hotp', 'steam']),
    algorithm: v.picklist(['SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512']),
    digits: v.number(),
    period: v.number(),
    counter: v.number(),
    site: v.nullable(text(2048)),
  }),
  /** Up (-1) or down (1) past its neighbour in the list of that page. */
  'items/move': v.strictObject({ id: itemId, tabId: v.nullable(tabId), by: v.picklist([-1, 1]) }),
  'items/trash': v.strictObject({ id: itemId }),
  'items/undo': nothing,
  'page/fill': v.strictObject({ id: itemId, tabId }),
  'page/capture': v.strictObject({ tabId }),
  'confirmation/current': nothing,
  'confirmation/answer': v.strictObject({ id: text(64), accept: v.boolean(), itemId: v.nullable(itemId) }),
  ...waysRequests,
  ...wrongCodeRequests,
  'settings/read': nothing,
  /** What the browser's administrator has decided. */
  'settings/policy': nothing,
  'settings/change': v.strictObject({ name: text(64), value: v.union([text(256), v.number(), v.boolean()]) }),
} as const;

interface SavedFile {
  readonly fileName: string;
  readonly content: string;
}

export interface PageReplies
  extends ApprovalReplies,
    BackupReplies,
    BatchReplies,
    CaptureReplies,
    CardReplies,
    ExportReplies,
    HealthReplies,
    ImportReplies,
    PracticeReplies,
    RecoveryReplies,
    SlotReplies,
    ReportReplies,
    TaughtReplies,
    WaysReplies,
    WrongCodeReplies {
  status: Status;
  'vault/create': null;
  /** What a chip had asked the unlock for, where it could be done at once. */
  'vault/unlock': { readonly outcome: Outcome | null };
  'vault/lock': null;
  'vault/change-password': null;
  'vault/backup': SavedFile;
  'vault/restore': {
    readonly added: number;
    /** Entries that could not be read any more, back from the file. */
    readonly repaired: number;
    readonly skipped: number;
    readonly failed: number;
    readonly becameVault: boolean;
  };
  'vault/wipe': null;
  'vault/retry': Status;
  'vault/raw': SavedFile;
  'items/list': RowList;
  'items/codes': readonly CodeView[];
  'items/copy': { readonly code: string };
  'items/next-code': CodeView;
  'items/add-uri': { readonly id: ItemId; readonly warnings: readonly string[] };
  'items/add-key': { readonly id: ItemId; readonly warnings: readonly string[] };
  'items/move': { readonly moved: boolean };
  'items/trash': null;
  'items/undo': null;
  'page/fill': Outcome | { readonly confirming: true };
  'page/capture': CaptureEnd;
  'confirmation/current': Confirmation | null;
  'confirmation/answer': Outcome;
  'settings/read': Settings;
  'settings/policy': Policy;
  'settings/change': Settings;
}

export type PageRoute = keyof typeof pageRequests;
export type PageProtocol = { [K in PageRoute]: { req: v.InferOutput<(typeof pageRequests)[K]>; res: PageReplies[K] } };
