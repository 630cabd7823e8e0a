// Page audience: approvals of WebAuthn ceremonies, and the sites that use the browser's own.

import { fail, ok } from '../../core/result';
import type { ApprovalReplies } from '../../messages/approval-protocol';
import type { PageRoutes } from '../router';
import { browserPasskeySites, forgetBrowserPasskeys } from './browser-passkeys';

export const passkeyRoutes = (): Pick<PageRoutes, keyof ApprovalReplies> => ({
  'approval/current': async () => ok(null),
  'approval/answer': async () => fail('expired'),
  'browser-passkeys/list': async () => ok(await browserPasskeySites()),
  async 'browser-passkeys/forget'({ origin }) {
    await forgetBrowserPasskeys(origin);
    return ok(null);
  },
});
