// The report for whoever helps. It is made of counts and codes out of places that hold nothing else; what a person wrote is never read.

import type { UnixMs } from '../core/env';
import type { OpenVault } from '../core/vault/open-vault';
import type { Report } from '../messages/report-protocol';
import type { Settings, Status } from '../messages/views';
import type { LogEvent } from '../platform/log';

export interface ReportParts {
  readonly version: string;
  readonly target: Report['target'];
  readonly status: () => Promise<Status>;
  /** null: locked, or none. */
  readonly open: () => Promise<OpenVault | null>;
  readonly settings: () => Promise<Settings>;
  readonly allSites: () => Promise<boolean>;
  readonly log: () => readonly LogEvent[];
  readonly now: () => UnixMs;
}

export async function readReport({ version, target, ...parts }: ReportParts): Promise<Report> {
  const [status, open, settings, allSites] = await Promise.all([parts.status(), parts.open(), parts.settings(), parts.allSites()]);
  return {
    version,
    target,
    vault: status.vault,
    trouble: status.trouble,
    notices: status.notices.map(({ code }) => code),
    kept: open === null ? null : counts(open),
    everBackedUp: status.lastBackupAt !== null,
    allSites,
    settings,
    log: parts.log().map(({ at, name, code }) => ({ name, code, ago: Math.max(0, Math.round((parts.now() - at) / 1000)) })),
  };
}

function counts(open: OpenVault): NonNullable<Report['kept']> {
  const index = open.index();
  const live = index.filter(({ trashedAt }) => trashedAt === null);
  const of = (wanted: string): number => live.filter(({ kind }) => kind === wanted).length;
  return {
    accounts: of('otp'),
    recoverySets: of('recovery'),
    passkeys: of('passkey'),
    trashed: index.length - live.length,
    damaged: open.damaged().length,
  };
}
