// The field that the person pointed at, and the page around it: what it can be known by, without what is in it.

import type { PointedFieldReply } from '../messages/push';
import { focusedBox } from './focused-box';
import { readPage } from './read-page';

/** null: they point at no text field. */
export function pointedField(): PointedFieldReply {
  const box = focusedBox();
  const { facts, fields } = readPage(document);
  const index = box === null ? -1 : fields.indexOf(box);
  return index < 0 ? null : { index, pathname: location.pathname, facts };
}
