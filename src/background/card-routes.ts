// Page audience: cards of accounts and passkeys, and the trash.

import type { CardReplies } from '../messages/card-protocol';
import type { CardService } from './card-service';
import type { DamagedEntries } from './damaged-entries';
import type { MoveToPhone } from './export-qr';
import type { PasskeyCards } from './passkey-cards';
import type { PageRoutes } from './router';
import type { TrashService } from './trash-service';

export interface CardParts {
  readonly cards: CardService;
  readonly passkeys: PasskeyCards;
  readonly trash: TrashService;
  readonly moveToPhone: MoveToPhone;
  readonly damaged: DamagedEntries;
}

export const cardRoutes = ({ cards, passkeys, trash, moveToPhone, damaged }: CardParts): Pick<PageRoutes, keyof CardReplies> => ({
  'items/card': ({ id }) => cards.card(id),
  'items/site': ({ id, address }) => cards.site(id, address),
  'items/edit': (edit) => cards.edit(edit),
  'items/move-qr': ({ id, password }) => moveToPhone(id, password),
  'passkeys/card': ({ id }) => passkeys.card(id),
  'passkeys/rename': ({ id, userName, displayName }) => passkeys.rename(id, userName, displayName),
  'damaged/view': ({ id }) => damaged.view(id),
  'damaged/go-back': ({ id }) => damaged.goBack(id),
  'damaged/remove': ({ id }) => damaged.remove(id),
  'trash/list': ({ offset, limit }) => trash.list(offset, limit),
  'trash/restore': ({ id }) => trash.restore(id),
  'trash/delete': ({ id }) => trash.remove(id),
  'trash/empty': () => trash.empty(),
});
