// The health of a few sign-ins, and of none.

import type { HealthIssue } from '../../../src/core/health/sign-in-health';
import type { Health, HealthGroup, HealthRow } from '../../../src/messages/health-protocol';

const row = (at: number, issuer: string, account: string, host: string | null, over: Partial<HealthRow> = {}): HealthRow => {
  const site = host === null ? null : `https://${host}`;
  return { id: `${issuer}${at}`, issuer, account, site, page: site, left: null, ...over };
};
const group = (issue: HealthIssue, ...rows: HealthRow[]): HealthGroup => ({ issue, rows, total: rows.length });

const many = ['GitHub', 'Heroku', 'Fastmail', 'Hetzner', 'npm', 'PyPI', 'DigitalOcean'].map((name, at) =>
  row(at, name, 'ada@example.com', at === 2 ? null : `${name.toLowerCase()}.example`),
);

export const fakeHealth: Readonly<Record<'some' | 'well' | 'empty', Health>> = {
  some: {
    signIns: 14,
    secure: 6,
    neverBackedUp: true,
    groups: [
      group('no-codes-left', row(1, 'GitLab', 'ada@example.com', 'gitlab.example', { left: 0 })),
      group('single-method', ...many),
      group(
        'few-codes',
        row(9, 'Sparkasse Musterstadt', 'a very long account name that wraps@savings-bank.example', 'sparkasse.example', { left: 1 }),
      ),
      group('unusual-parameters', row(10, 'Blizzard', 'ada', 'battle.example')),
    ],
    ignored: [group('unverified', row(11, 'Old forum', 'ada', 'forum.example'))],
  },
  well: { signIns: 14, secure: 14, neverBackedUp: false, groups: [], ignored: [] },
  empty: { signIns: 0, secure: 0, neverBackedUp: false, groups: [], ignored: [] },
};
