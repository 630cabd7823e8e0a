// Content audience: findings in, offers out, acceptances. No route of the vault has a name here.

import { ok } from '../core/result';
import { injectDetector, injectOffers } from '../platform/frames';
import { readSettings } from '../platform/settings-store';
import type { CaptureRegion } from './capture-region';
import type { FillService } from './fill-service';
import { isNeverOffered } from './never-offer';
import type { OfferService } from './offer-service';
import type { RecoveryFills } from './recovery-fills';
import type { ContentRoutes } from './router';
import type { TaughtFields } from './taught-fields';

export function createContentRoutes(
  offers: OfferService,
  fills: FillService,
  recoveryFills: RecoveryFills,
  region: CaptureRegion,
  taught: Pick<TaughtFields, 'tell'>,
): ContentRoutes {
  return {
    async 'sentinel/evidence'(_, sender) {
      const wanted = sender.origin !== null && sender.active && (await readSettings()).pageOffers && !(await isNeverOffered(sender.origin));
      if (wanted && sender.origin !== null) {
        await taught.tell(sender, sender.origin);
        await injectDetector(sender);
      }
      return ok(null);
    },
    async 'detector/findings'({ findings }, sender) {
      const views = await offers.offersFor(findings, sender);
      if (views.length > 0) await injectOffers(sender);
      return ok({ offers: views });
    },
    'offer/accept': ({ offerId, evidence }, sender) => offers.accept(offerId, evidence, sender),
    async 'offer/dismiss'({ offerId }, sender) {
      await offers.dismiss(offerId, sender);
      return ok(null);
    },
    'region/drawn': (box, sender) => region.drawn(box, sender),
    'fill/result': async ({ fillId, result }, sender) =>
      (await recoveryFills.report(fillId, result, sender)) ?? fills.report(fillId, result, sender),
  };
}
