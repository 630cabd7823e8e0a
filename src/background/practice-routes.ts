// Page audience: practice.

import type { PracticeReplies } from '../messages/practice-protocol';
import type { PracticeService } from './practice-service';
import type { PageRoutes } from './router';

export function createPracticeRoutes(practice: PracticeService): Pick<PageRoutes, keyof PracticeReplies> {
  return {
    'practice/state': () => practice.state(),
    'practice/capture': ({ dataUrl }) => practice.capture(dataUrl),
    'practice/keep-codes': () => practice.keepCodes(),
    'practice/use-code': () => practice.useCode(),
    'practice/end': () => practice.end(),
  };
}
