// Ways into a vault that is not there.

import type { LockedWays, SlotList, SlotView } from '../../../src/messages/slots-protocol';
import type { VaultPasskeys } from '../../../src/platform/vault-passkey';

const question = { credentialId: 'AQ', prfSalt: 'A'.repeat(43), transports: ['usb'] };

const slot = (n: number, type: SlotView['type'], name: string, used: number | null): SlotView => ({
  id: n.toString(16).padStart(16, '0'),
  type,
  name,
  createdAt: Date.UTC(2026, 2, n),
  lastUsed: used,
  passkey: type === 'passkey' ? question : null,
});

export const manyWays: SlotList = {
  slots: [
    slot(1, 'password', '', Date.UTC(2026, 10, 23)),
    slot(2, 'passkey', 'Blue security key on the ring with the two keys of the shed', Date.UTC(2026, 10, 24)),
    slot(3, 'passkey', '', null),
    slot(4, 'recovery', 'In the desk', null),
  ],
  unknown: 1,
  pin: 5,
  rotationInterrupted: true,
};

export const onlyPassword: SlotList = { slots: manyWays.slots.slice(0, 1), unknown: 0, pin: null, rotationInterrupted: false };

export const lockedWays: LockedWays = { passkeys: [question], recoveryKey: true, pin: { left: 5, waitMs: 0 } };

export const fakeKey = {
  text: 'MFRG-GZDF-MZTW-Q2LK-MFRG-GZDF-MZTW-Q2LK-7QXA',
  qr: { size: 25, modules: Array.from({ length: 625 }, (_, i) => ((i * 7919) % 13 < 6 ? '1' : '0')).join('') },
};

export const fakePasskeys: VaultPasskeys = {
  can: async () => true,
  make: async () => ({ ok: false, error: { code: 'passkey-no-prf' } }),
  use: async () => ({ ok: false, error: { code: 'passkey-cancelled' } }),
};
