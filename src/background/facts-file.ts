// A facts file: what the detector saw of a page and what it ought to say of it. Dropped into tests/facts/ it is a test.

import type { PageFacts } from '../core/detect/facts';
import type { SavedFacts } from '../messages/taught-protocol';

export const factsFile = (facts: PageFacts, expected: readonly string[], site: string): SavedFacts => ({
  fileName: `${site.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '')}-facts.json`,
  content: `${JSON.stringify({ expected: expected.toSorted(), facts }, null, 1)}\n`,
});
