// Page audience: approvals of WebAuthn ceremonies, and the sites that use the browser's own.

import { ok } from '../../core/result';
import type { ApprovalReplies } from '../../messages/approval-protocol';
import type { PageRoutes } from '../router';
import type { Approvals } from './approvals';
import { browserPasskeySites, forgetBrowserPasskeys } from './browser-passkeys';
import type { Verification } from './verification';

export interface PasskeyParts {
  readonly approvals: Approvals;
  readonly verification: Verification;
}

export const passkeyRoutes = ({ approvals }: PasskeyParts): Pick<PageRoutes, keyof ApprovalReplies> => ({
  'approval/current': async ({ tabId }) => ok(await approvals.current(tabId)),
  'approval/answer': (reply) => approvals.answer(reply),
  'browser-passkeys/list': async () => ok(await browserPasskeySites()),
  async 'browser-passkeys/forget'({ origin }) {
    await forgetBrowserPasskeys(origin);
    return ok(null);
  },
});
