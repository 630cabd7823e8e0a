// What the batteries judge by, beside what the browser did: a chip that proves all it can, and every path to a code.

import type { ChipEvidence } from '../../src/core/matching/chip-evidence';
import type { ReleasePath } from '../../src/core/matching/release-policy';

export const PROOF: ChipEvidence = {
  trusted: true,
  hasObserver: true,
  visibleForMs: 2_000,
  lastTrueRecordAgeMs: 50,
  freshRecordTrue: true,
  eventAgeMs: 5,
  popoverOpen: true,
  boxAsExpected: true,
};
export const PATHS: readonly ReleasePath[] = ['chip', 'popup', 'command', 'menu', 'omnibox', 'notification', 'confirmation'];
