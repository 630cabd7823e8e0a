// Chips and filling, injected beside the detector once there is something to offer or to fill: most pages that wake the detector
// never need this part.

import { removeLeftovers } from './leftovers';
import { createOffers } from './offers';

const world = globalThis as unknown as { countersignOffers?: typeof createOffers };

if (world.countersignOffers === undefined) {
  removeLeftovers();
  world.countersignOffers = createOffers;
}
