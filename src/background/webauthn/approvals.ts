// Ceremonies that wait for a person, and their answers. State lives here, so that a popup that closes can be opened again. A surface shows
// one question: of the tab in front, else the one that has waited longest. Passkey autofill asks nothing: it is there for whom opens the popup.

import type { ItemId, Origin, Passkey } from '../../core/item';
import { parseOrigin } from '../../core/matching/site';
import { cleanName } from '../../core/otp/name';
import { fail, ok, type Result } from '../../core/result';
import type { OpenVault } from '../../core/vault/open-vault';
import type { Approval, PasskeyChoice } from '../../messages/approval-protocol';
import type { PageProtocol } from '../../messages/page-protocol';
import type { Outcome } from '../../messages/views';
import type { VaultService } from '../vault-service';
import { type Answer, type Approver, type Asked, userVerificationOf } from './asked';
import { passkeysFor } from './candidates';
import type { Verification } from './verification';

export type ApprovalReply = PageProtocol['approval/answer']['req'];

export interface Approvals extends Approver {
  /** The question for who has this tab in front; where there is none, the passkeys that the tab's page would take. */
  current(tabId: number | null): Promise<Approval | null>;
  /** `expired`, `locked`, `not-found`, `wrong-password`: nothing is answered then. */
  answer(reply: ApprovalReply): Promise<Result<Outcome>>;
  /** The tab in which someone has waited longest for an answer. */
  longestIn(): number | null;
  /** For the icon: does this tab wait for a person, and how many passkeys would its page take? */
  inTab(tabId: number): Promise<{ readonly waits: boolean; readonly passkeys: number }>;
}

interface Parts {
  readonly vault: Pick<VaultService, 'open' | 'verify'>;
  readonly verification: Verification;
  /** Puts a surface of ours on screen; false where the browser would not. */
  readonly show: (tabId: number) => Promise<boolean>;
  /** Tells our pages and the icon to ask again; the tabs in which someone waits, for a worker that starts anew. */
  readonly changed: (tabs: readonly number[]) => void;
  readonly useBrowsers: (origin: Origin) => Promise<void>;
}

interface Waiting {
  readonly asked: Asked;
  readonly settle: (answer: Answer | null) => void;
}

export function createApprovals({ vault, verification, show, changed, useBrowsers }: Parts): Approvals {
  let queue: readonly Waiting[] = [];

  function tell(): void {
    changed(queue.map(({ asked }) => asked.sender.tabId));
  }

  function remove(entry: Waiting, answer: Answer | null): void {
    if (!queue.includes(entry)) return;
    queue = queue.filter((one) => one !== entry);
    entry.settle(answer);
    tell();
  }

  /** Without a surface nobody could answer. */
  async function bringUp(entry: Waiting): Promise<void> {
    if (!(await show(entry.asked.sender.tabId))) remove(entry, { choice: 'native' });
  }

  async function view(asked: Asked): Promise<Approval | null> {
    const { wanted, caller, rpId } = asked;
    const site = parseOrigin(`https://${rpId}`);
    const base = {
      id: asked.id,
      kind: wanted.kind,
      rpId,
      site: (site.ok ? site.value.domain : null) ?? rpId,
      rpName: wanted.kind === 'create' ? cleanName(wanted.options.rp.name).text : '',
      origin: caller.origin,
      topOrigin: caller.crossOrigin ? caller.topOrigin : null,
      // as they will be kept
      user:
        wanted.kind === 'create'
          ? { userName: cleanName(wanted.options.user.name).text, displayName: cleanName(wanted.options.user.displayName).text }
          : null,
      passkeys: [],
      excluded: false,
      locked: false,
      verify: false,
      conditional: asked.conditional,
      expires: asked.expires,
    } satisfies Approval;
    const open = await vault.open();
    if (!open.ok) return { ...base, locked: true };
    const found = await passkeysFor(open.value, asked);
    if (wanted.kind === 'get' && found.passkeys.length === 0) return null;
    return { ...base, passkeys: found.passkeys.map(choiceOf), excluded: found.excluded, verify: !found.excluded && mustVerify(asked) };
  }

  /** webauthn.md §5.5: `required` always; `preferred` where a passkey is made, since sites keep what it was made with. */
  function mustVerify({ wanted, startedAt }: Asked): boolean {
    const wish = userVerificationOf(wanted);
    const wants = wish === 'required' || (wish === 'preferred' && wanted.kind === 'create');
    return wants && !verification.counts(startedAt);
  }

  async function fromVault(entry: Waiting, open: OpenVault, reply: ApprovalReply): Promise<Result<Outcome>> {
    const { asked } = entry;
    const found = await passkeysFor(open, asked);
    const has = (id: ItemId | null): boolean => found.passkeys.some((passkey) => passkey.id === id);
    const { passkeyId, replaceId } = reply;
    if (asked.wanted.kind === 'get' ? !has(passkeyId) : replaceId !== null && !has(replaceId)) return fail('not-found');
    if (!found.excluded && mustVerify(asked)) {
      const key = reply.password === null ? fail('wrong-password') : await vault.verify(reply.password);
      if (!key.ok) return key;
      key.value.fill(0);
      verification.note();
    }
    remove(entry, { choice: 'vault', passkeyId, replaceId, verified: verification.counts(asked.startedAt) });
    return ok({ ok: true, key: asked.wanted.kind === 'create' ? 'outcomePasskeySaving' : 'outcomePasskeyUsing', args: [asked.rpId] });
  }

  return {
    unattended: false,

    async ask(asked, over) {
      if (over.aborted) return null;
      return new Promise((settle) => {
        const entry: Waiting = { asked, settle };
        queue = [...queue, entry];
        over.addEventListener('abort', () => remove(entry, null), { once: true });
        tell();
        // Its page has the focus, or it would not have come to this: whatever waits elsewhere is not in front.
        if (!asked.conditional) void bringUp(entry);
      });
    },

    async current(tabId) {
      const here = ({ asked }: Waiting): boolean => asked.sender.tabId === tabId;
      const modal = queue.filter(({ asked }) => !asked.conditional);
      const offered = queue.filter((entry) => entry.asked.conditional && here(entry));
      for (const entry of [...modal.filter(here), ...modal.filter((one) => !here(one)), ...offered]) {
        const shown = await view(entry.asked);
        if (shown !== null) return shown;
        // Unlocked since, and nothing fits: there is nothing to choose, and the page must not learn that we looked.
        if (!entry.asked.conditional) remove(entry, { choice: 'native' });
      }
      return null;
    },

    async answer(reply) {
      const entry = queue.find(({ asked }) => asked.id === reply.id);
      if (entry === undefined) return fail('expired');
      const { sender, caller, rpId } = entry.asked;
      if (reply.choice === 'vault') {
        const open = await vault.open();
        return open.ok ? fromVault(entry, open.value, reply) : open;
      }
      if (reply.choice === 'native' && reply.remember && !sender.incognito) await useBrowsers(caller.origin);
      remove(entry, { choice: reply.choice });
      return ok(
        reply.choice === 'native'
          ? { ok: true, key: 'outcomePasskeyBrowser', args: [rpId] }
          : { ok: false, key: 'outcomeCancelled', args: [] },
      );
    },

    longestIn: () => queue.find(({ asked }) => !asked.conditional)?.asked.sender.tabId ?? null,

    async inTab(tabId) {
      const here = queue.filter(({ asked }) => asked.sender.tabId === tabId);
      const offered = here.find(({ asked }) => asked.conditional);
      const open = offered === undefined ? null : await vault.open();
      const passkeys = offered !== undefined && open?.ok ? (await passkeysFor(open.value, offered.asked)).passkeys.length : 0;
      return { waits: here.some(({ asked }) => !asked.conditional), passkeys };
    },
  };
}

const choiceOf = ({ id, userName, displayName, createdAt }: Passkey): PasskeyChoice => ({ id, userName, displayName, createdAt });
