// What a way in is called where the person gave it no name.

import type { SlotView } from '../../messages/slots-protocol';
import type { IconName } from '../../ui/icons';
import { t } from '../../ui/words';

export const wayIcons: Readonly<Record<SlotView['type'], IconName>> = { password: 'lock', passkey: 'passkey', recovery: 'scan' };

const kinds = { password: 'wayPassword', passkey: 'wayPasskey', recovery: 'wayRecoveryKey' } as const;

export const wayKind = ({ type }: SlotView): string => t(kinds[type]);

export const wayName = (slot: SlotView): string => slot.name || wayKind(slot);
