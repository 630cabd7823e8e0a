// Page routes of the ways into the vault.

import { fromBase64url } from '../core/bytes';
import { fail, ok, type Result } from '../core/result';
import type { slotRequests } from '../messages/slots-protocol';
import type { Outcome } from '../messages/views';
import { modulesOf } from './export-qr';
import type { PinService } from './pin-service';
import type { PageRoutes } from './router';
import type { SlotService } from './slot-service';
import type { VaultService } from './vault-service';

export interface SlotRouteParts {
  readonly slots: SlotService;
  readonly pins: PinService;
  readonly vault: Pick<VaultService, 'verify' | 'unlockWithKey'>;
  /** What a chip had asked the unlock for; counts as a proof of the person. */
  readonly unlocked: () => Promise<Outcome | null>;
  /** Puts a question that waited for the unlock before the person again, with its page in front. */
  readonly bringBack: () => void;
  /** The password, or the slot that it is in. */
  readonly passwordChanged: (next: string) => Promise<void>;
}

export function slotRoutes({
  slots,
  pins,
  vault,
  unlocked,
  bringBack,
  passwordChanged,
}: SlotRouteParts): Pick<PageRoutes, keyof typeof slotRequests> {
  const afterUnlock = async (done: Result<null>): Promise<Result<{ outcome: Outcome | null }>> =>
    done.ok ? ok({ outcome: await unlocked() }) : done;

  return {
    'slots/locked': () => slots.locked(),
    async 'slots/unlock'({ secret }, { page }) {
      const done = await afterUnlock(await slots.unlock(secret));
      // a popup closes before an authenticator is asked: this tab was opened out of it
      if (done.ok && page === 'options' && secret.type === 'passkey') bringBack();
      return done;
    },
    async 'slots/unlock-pin'({ pin }) {
      const key = await pins.open(pin);
      return key.ok ? afterUnlock(await vault.unlockWithKey(key.value)) : key;
    },
    'slots/list': () => slots.list(),
    async 'slots/check-password'({ password }) {
      const key = await vault.verify(password);
      if (!key.ok) return key;
      key.value.fill(0);
      return ok(null);
    },
    async 'slots/add-passkey'({ password, name, credentialId, prfSalt, prfOutput, transports }) {
      const [id, salt, output] = [credentialId, prfSalt, prfOutput].map(fromBase64url);
      if (!id?.ok || !salt?.ok || !output?.ok) return fail('bad-request');
      const made = await slots.add(password, name, {
        type: 'passkey',
        label: '',
        credentialId: id.value,
        prfSalt: salt.value,
        prfOutput: output.value,
        transports,
      });
      output.value.fill(0);
      return made;
    },
    async 'slots/new-recovery-key'({ password }) {
      const text = await slots.newRecoveryKey(password);
      return text.ok ? ok({ text: text.value, qr: modulesOf(text.value) }) : text;
    },
    'slots/add-recovery-key': ({ password, name, recoveryKey }) => slots.addRecoveryKey(password, name, recoveryKey),
    'slots/rename': ({ id, name }) => slots.rename(id, name),
    'slots/test': ({ secret }) => slots.test(secret),
    'slots/remove': ({ password, id }) => slots.remove(password, id),
    async 'slots/set-password'({ secret, next }) {
      const done = await slots.setPassword(secret, next);
      if (done.ok) await passwordChanged(next);
      return done;
    },
    async 'slots/rotate'({ password }) {
      const done = await slots.rotate(password);
      // the same password in a slot of its own
      if (done.ok) await passwordChanged(password);
      return done;
    },
    'slots/rotation': async () => ok(slots.rotation()),
    'slots/set-pin': ({ password, pin }) => slots.setPin(password, pin),
    async 'slots/forget-pin'() {
      await pins.forget();
      return ok(null);
    },
  };
}
