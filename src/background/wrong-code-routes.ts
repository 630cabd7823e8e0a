// Page audience: *Wrong code?*.

import type { WrongCodeReplies } from '../messages/wrong-code-protocol';
import type { Copies } from './copies';
import type { PageRoutes } from './router';
import type { WrongCodes } from './wrong-code-service';

export const wrongCodeRoutes = (wrongCodes: WrongCodes, copies: Pick<Copies, 'copied'>): Pick<PageRoutes, keyof WrongCodeReplies> => ({
  'wrong-code/suspected': ({ tabId }) => wrongCodes.suspected(tabId),
  'wrong-code/check': ({ id, tabId }) => wrongCodes.check(id, tabId),
  'wrong-code/fill': ({ id, tabId }) => wrongCodes.fill(id, tabId),
  async 'wrong-code/copy'({ id }) {
    const copy = await wrongCodes.copy(id);
    if (copy.ok) await copies.copied(id, copy.value.code);
    return copy;
  },
});
