// Every state that the chip in a page can be in.

import type { OfferView } from '../../../src/messages/views';

export interface ChipScene {
  readonly offer: Pick<OfferView, 'kind' | 'key' | 'args'>;
  /** What became of it; left out: it waits to be pressed. */
  readonly said?: { readonly phase: 'busy' | 'outcome'; readonly key: string; readonly args?: readonly string[]; readonly ok?: boolean };
  /** The keyboard is on one of its two buttons. */
  readonly focus?: 'act' | 'close';
}

const fill = { kind: 'fill-code', key: 'offerFillCode', args: [] } as const;
const save = { kind: 'save-account', key: 'offerSaveAccount', args: ['heroku.com'] } as const;

export const chipScenes: Readonly<Record<string, ChipScene>> = {
  fill: { offer: fill },
  save: { offer: save },
  'save-long': { offer: { ...save, args: ['login.department-of-administrative-affairs.upper-lower-saxony.example'] } },
  several: { offer: { ...save, key: 'offerSaveSeveral' } },
  mismatch: { offer: { ...save, key: 'offerKeyMismatch', args: [] } },
  unreadable: { offer: { ...save, key: 'offerQrUnreadable', args: [] } },
  'recovery-keep': { offer: { kind: 'save-recovery-codes', key: 'offerSaveRecovery', args: [] } },
  'recovery-fill': { offer: { kind: 'fill-recovery-code', key: 'offerFillRecovery', args: [] } },
  unlock: { offer: { kind: 'unlock', key: 'offerUnlock', args: [] } },
  focused: { offer: fill, focus: 'act' },
  'focused-close': { offer: fill, focus: 'close' },
  busy: { offer: fill, said: { phase: 'busy', key: 'chipWorking' } },
  filled: { offer: fill, said: { phase: 'outcome', key: 'outcomeFilled', ok: true } },
  saved: { offer: save, said: { phase: 'outcome', key: 'outcomeSaved', args: ['Heroku'], ok: true } },
  refused: { offer: fill, said: { phase: 'outcome', key: 'errorExpired', ok: false } },
};
