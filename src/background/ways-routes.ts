// Page audience: copies that began outside of the popup, and the sites without offers.

import { ok } from '../core/result';
import type { waysRequests } from '../messages/ways-protocol';
import type { Copies } from './copies';
import { neverOfferSites, offerAgain } from './never-offer';
import { tellAllTabs } from './push';
import type { PageRoutes } from './router';

export function createWaysRoutes(copies: Copies): Pick<PageRoutes, keyof typeof waysRequests> {
  return {
    'copy/take': () => copies.take(),
    'copy/issue': ({ id }) => copies.issue(id),
    'never-offer/list': async () => ok(await neverOfferSites()),
    async 'never-offer/remove'({ site }) {
      const left = await offerAgain(site);
      await tellAllTabs({ push: 'look-again' });
      return ok(left);
    },
  };
}
