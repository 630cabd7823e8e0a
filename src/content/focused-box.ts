// The box that the person is in, through shadow roots, closed ones too: where a fill without a finding goes.

import { anyShadowRootOf } from './read-page-shadow';

const TYPES = new Set(['text', 'tel', 'number', 'password', 'search']);

export function focusedBox(): HTMLInputElement | null {
  let active: Element | null = document.activeElement;
  for (let inner = active; inner !== null; inner = anyShadowRootOf(inner)?.activeElement ?? null) active = inner;
  return active instanceof HTMLInputElement && TYPES.has(active.type) ? active : null;
}
