// A report as a person would send it.

import type { Report } from '../../../src/messages/report-protocol';
import type { Settings } from '../../../src/messages/views';

export const fakeReport = (settings: Settings): Report => ({
  version: '0.1.0',
  target: 'chromium',
  vault: 'open',
  trouble: null,
  notices: ['neverBackedUp'],
  kept: { accounts: 12, recoverySets: 5, passkeys: 3, trashed: 1, damaged: 0 },
  everBackedUp: false,
  allSites: true,
  settings,
  log: [{ name: 'push:look-again', code: 'Error', ago: 12 }],
});
