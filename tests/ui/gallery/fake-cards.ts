// The gallery's answers for cards and the trash.

import type { CardReplies, CardView, PasskeyView, TrashedRow } from '../../../src/messages/card-protocol';
import type { PageProtocol } from '../../../src/messages/page-protocol';
import type { CodeView, Row } from '../../../src/messages/views';

type Answers = { readonly [K in keyof CardReplies]: (body: PageProtocol[K]['req']) => CardReplies[K] };

const noted = { note: 'Ask Grace for the spare key.\nIt is in the blue drawer.', tags: ['work', 'hosting'], pinned: true };

function cardOf(row: Row, code: CodeView | null): CardView {
  const { id, issuer, account, otpType } = row;
  return {
    id,
    revision: 3,
    issuer,
    account,
    sites: [
      { origin: 'https://id.heroku.com', ascii: 'id.heroku.com', unicode: null, warning: null },
      { origin: 'https://xn--bcher-kva.example', ascii: 'xn--bcher-kva.example', unicode: 'bücher.example', warning: null },
    ],
    ...noted,
    createdAt: Date.UTC(2026, 0, 4, 9, 30),
    verifiedAt: Date.UTC(2026, 0, 4, 9, 31),
    lastUsedAt: Date.UTC(2026, 10, 23, 18, 4),
    otp: {
      type: otpType ?? 'totp',
      algorithm: 'SHA1',
      digits: 6,
      period: otpType === 'hotp' ? null : 30,
      counter: otpType === 'hotp' ? 7 : null,
    },
    code,
    recovery: [{ id: 'f'.repeat(32), left: 8, total: 10 }],
    passkeys: [{ id: 'e'.repeat(32), rpId: 'heroku.com', userName: account }],
  };
}

function passkeyOf(row: Row): PasskeyView {
  const { id, rpId, issuer, account } = row;
  return {
    id,
    rpId: rpId ?? '',
    unicode: rpId === 'xn--bcher-kva.example' ? 'bücher.example' : null,
    rpName: issuer,
    userName: account,
    displayName: 'Ada Lovelace',
    sites: row.sites.map((origin) => ({ origin, ascii: origin.slice(8), unicode: null, warning: null })),
    algorithm: -7,
    discoverable: true,
    lastUsedAt: Date.UTC(2026, 6, 30, 18, 5),
    createdAt: Date.UTC(2026, 0, 4, 9, 30),
    accounts: [{ id: '1'.padStart(32, '0'), issuer: 'Heroku', account: 'ada@example.org', otpType: 'totp' }],
  };
}

const damagedOf = ({ id, kind, issuer, account }: Row): CardReplies['damaged/view'] => ({
  id,
  kind,
  issuer,
  account,
  before: /9$/.test(id) ? null : Date.UTC(2026, 9, 2, 17, 20),
});

const day = 86_400_000;
const trashed = (n: number, kind: TrashedRow['kind'], issuer: string, account: string): TrashedRow => ({
  id: n.toString(16).padStart(32, '0'),
  kind,
  issuer,
  account,
  trashedAt: Date.now() - n * day,
  daysLeft: 30 - n,
});

const inTrash = [
  trashed(1, 'otp', 'Old bank', 'token 3'),
  trashed(12, 'recovery', 'Heroku', 'ada@example.org'),
  trashed(20, 'passkey', 'Heroku', 'ada@example.org'),
  trashed(29, 'otp', '', 'x'),
];

export function fakeCards(rows: () => readonly Row[], codeOf: (row: Row) => CodeView | null): Answers {
  return {
    'items/card': ({ id }) => {
      const row = rows().find((one) => one.id === id) as Row;
      return cardOf(row, codeOf(row));
    },
    'items/site': ({ address }) => ({ origin: `https://${address}`, ascii: address, unicode: null, warning: 'look-alike' }),
    'items/edit': () => null,
    'items/move-qr': () => ({ size: 41, modules: looksLikeOne(41), warnings: ['counter', 'unusual'] }),
    'passkeys/card': ({ id }) => passkeyOf(rows().find((one) => one.id === id) as Row),
    'passkeys/rename': () => null,
    'damaged/view': ({ id }) => damagedOf(rows().find((one) => one.id === id) as Row),
    'damaged/go-back': () => null,
    'damaged/remove': () => null,
    'trash/list': () => ({ rows: inTrash, total: inTrash.length }),
    'trash/restore': () => null,
    'trash/delete': () => null,
    'trash/empty': () => ({ deleted: inTrash.length }),
  };
}

/** No QR code, but as black and white as one. */
const looksLikeOne = (size: number): string =>
  Array.from({ length: size * size }, (_, at) => ((at * 2_654_435_761) % 97 < 48 ? '1' : '0')).join('');
