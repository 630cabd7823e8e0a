// Chips and filling, injected beside the detector once there is something to offer or to fill: most pages that wake the detector
// never need this part.

import { createOffers } from './offers';

const world = globalThis as unknown as { countersignOffers?: typeof createOffers };

world.countersignOffers ??= createOffers;
