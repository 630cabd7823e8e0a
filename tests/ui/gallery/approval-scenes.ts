// Approvals of passkeys, and passkeys in the list.

import type { Approval, PasskeyChoice } from '../../../src/messages/approval-protocol';
import type { Row } from '../../../src/messages/views';
import type { Scene } from './fake-background';
import { lockedWays } from './fake-ways';

const id = (n: number): string => n.toString(16).padStart(32, '0');
const at = Date.UTC(2026, 2, 14, 9, 26);

const choice = (n: number, userName: string, displayName: string): PasskeyChoice => ({
  id: id(n),
  userName,
  displayName,
  createdAt: at + n * 86_400_000,
});

const ada = choice(1, 'ada@example.org', 'Ada Lovelace');

const get: Approval = {
  id: 'a',
  kind: 'get',
  rpId: 'id.heroku.com',
  site: 'heroku.com',
  rpName: '',
  origin: 'https://id.heroku.com',
  topOrigin: null,
  user: null,
  passkeys: [ada],
  excluded: false,
  locked: false,
  verify: false,
  conditional: false,
  expires: Date.UTC(2100, 0, 1),
};
const create: Approval = {
  ...get,
  kind: 'create',
  rpName: 'Heroku',
  user: { userName: 'ada@example.org', displayName: 'Ada Lovelace' },
  passkeys: [],
};

const row = (n: number, issuer: string, account: string, rpId: string, more: Partial<Row> = {}): Row => ({
  id: id(n),
  kind: 'passkey',
  issuer,
  account,
  sites: [`https://${rpId}`],
  pinned: false,
  here: null,
  otpType: null,
  damaged: false,
  code: null,
  left: null,
  total: null,
  recoveryId: null,
  rpId,
  ...more,
});

export const passkeyRows: readonly Row[] = [
  row(41, 'Heroku', 'ada@example.org', 'heroku.com', { here: 'exact' }),
  row(42, 'Bücher und Noten', 'ada.augusta.king.countess.of.lovelace@analytical-engines.example.org', 'xn--bcher-kva.example'),
  row(43, '', '', 'a-rather-long-name-of-a-host.of-some-department.analytical-engines.example'),
];

const scene = (approval: Approval): Scene => ({ vault: approval.locked ? 'locked' : 'open', approval });

export const approvalScenes: Readonly<Record<string, Scene>> = {
  'approve-create': scene(create),
  'approve-create-locked': scene({ ...create, locked: true }),
  'approve-create-verify': scene({ ...create, verify: true }),
  'approve-replace': scene({ ...create, passkeys: [ada] }),
  'approve-excluded': scene({ ...create, excluded: true, passkeys: [ada] }),
  'approve-get': scene(get),
  'approve-get-many': scene({
    ...get,
    passkeys: [
      ada,
      choice(2, 'ops-team@example.org', ''),
      ...Array.from({ length: 6 }, (_, n) => choice(n + 3, `tenant-${n}@example.org`, `Tenant ${n}`)),
    ],
  }),
  'approve-get-locked': scene({ ...get, locked: true, passkeys: [] }),
  'approve-get-locked-ways': { ...scene({ ...get, locked: true, passkeys: [] }), lockedWays },
  'approve-embedded': scene({
    ...get,
    rpId: 'pay.example',
    site: 'pay.example',
    origin: 'https://checkout.pay.example:8443',
    topOrigin: 'https://a-shop-of-many-words.example',
  }),
  'approve-long': scene({
    ...create,
    rpId: 'login.department-of-administrative-affairs.upper-lower-saxony.example',
    site: 'upper-lower-saxony.example',
    origin: 'https://secure.login.department-of-administrative-affairs.upper-lower-saxony.example',
    user: {
      userName: 'ada.augusta.king.countess.of.lovelace@analytical-engines.example.org',
      displayName: 'Augusta Ada King, Countess of Lovelace',
    },
    verify: true,
  }),
  'approve-hebrew': scene({
    ...get,
    rpId: 'xn--4dbrk0ce.xn--9dbq2a',
    site: 'xn--4dbrk0ce.xn--9dbq2a',
    origin: 'https://xn--4dbrk0ce.xn--9dbq2a',
    passkeys: [choice(1, 'עדה@example.org', 'עדה לאבלייס')],
  }),
  'approve-bücher': scene({
    ...get,
    rpId: 'xn--bcher-kva.example',
    site: 'xn--bcher-kva.example',
    origin: 'https://login.xn--bcher-kva.example',
  }),
  'approve-bank': scene({
    ...get,
    rpId: 'example-bank.com',
    site: 'example-bank.com',
    origin: 'https://login.example-bank.com',
  }),
  'approve-late': scene({ ...get, expires: 1 }),
  'approve-here': {
    vault: 'open',
    accounts: passkeyRows,
    site: 'heroku.com',
    approval: { ...get, conditional: true, passkeys: [ada, choice(2, 'ops-team@example.org', '')] },
  },
};
