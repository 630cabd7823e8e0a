// Page audience: copies that began outside of the popup, and the sites without offers.

import { ok } from '../core/result';
import type { Copies } from './copies';
import { neverOfferSites, offerAgain } from './never-offer';
import { tellAllTabs } from './push';
import type { PageRoutes } from './router';

export function createWaysRoutes(copies: Copies): Pick<PageRoutes, 'copy/take' | 'never-offer/list' | 'never-offer/remove'> {
  return {
    'copy/take': () => copies.take(),
    'never-offer/list': async () => ok(await neverOfferSites()),
    async 'never-offer/remove'({ site }) {
      const left = await offerAgain(site);
      await tellAllTabs({ push: 'look-again' });
      return ok(left);
    },
  };
}
