// Page audience: practice.

import type { PracticeService } from './practice-service';
import type { PageRoutes } from './router';

export function createPracticeRoutes(practice: PracticeService): Pick<PageRoutes, 'practice/state' | 'practice/capture' | 'practice/end'> {
  return {
    'practice/state': () => practice.state(),
    'practice/capture': ({ dataUrl }) => practice.capture(dataUrl),
    'practice/end': () => practice.end(),
  };
}
