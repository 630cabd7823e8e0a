// A finding in a few words, so that expectations can be written by hand and stand in a facts file.

import type { PageFacts } from './facts';
import type { Finding } from './finding';

export function verdictOf(facts: PageFacts, finding: Finding): string {
  switch (finding.kind) {
    case 'code-prompt':
      return ['code', finding.channel, ...(finding.digits === null ? [] : [finding.digits])].join(' ');
    case 'recovery-prompt':
      return 'recovery';
    case 'recovery-display':
      return `display ${finding.lists.reduce((sum, index) => sum + (facts.codeLists[index]?.count ?? 0), 0)}`;
    case 'setup':
      return 'setup';
  }
}
