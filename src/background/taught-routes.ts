// Page audience: the fields that the person pointed at, and what was seen.

import type { Result } from '../core/result';
import type { Seen, taughtRequests } from '../messages/taught-protocol';
import type { PageRoutes } from './router';
import type { TaughtFields } from './taught-fields';

export interface TaughtRouteParts {
  readonly fields: TaughtFields;
  readonly readSeen: (wake: boolean) => Promise<Result<Seen>>;
}

export const taughtRoutes = ({ fields, readSeen }: TaughtRouteParts): Pick<PageRoutes, keyof typeof taughtRequests> => ({
  'taught/list': () => fields.list(),
  'taught/forget': ({ id }) => fields.forget(id),
  'taught/facts': ({ id }) => fields.facts(id),
  'seen/read': ({ wake }) => readSeen(wake),
});
