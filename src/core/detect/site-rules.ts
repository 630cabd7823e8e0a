// Fields that general evidence cannot tell, by origin: reviewed, sorted, and few. A rule here is the last resort; evidence that would
// tell the field on other sites too comes first. The form is held by tests/core/detect/site-rules.test.ts.

import type { Origin } from '../item';
import type { FieldRule } from './field-signature';

export interface SiteRule extends FieldRule {
  readonly origin: Origin;
}

/** Sorted by origin, then path, then name. */
export const siteRules: readonly SiteRule[] = [];

export const siteRulesFor = (origin: Origin, rules: readonly SiteRule[] = siteRules): readonly FieldRule[] =>
  rules.flatMap(({ origin: of, ...rule }) => (of === origin ? [rule] : []));
