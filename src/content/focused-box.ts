// The box that the person is in, through open shadow roots: where a fill without a finding goes.

const TYPES = new Set(['text', 'tel', 'number', 'password', 'search']);

export function focusedBox(): HTMLInputElement | null {
  let active: Element | null = document.activeElement;
  while (active?.shadowRoot?.activeElement != null) active = active.shadowRoot.activeElement;
  return active instanceof HTMLInputElement && TYPES.has(active.type) ? active : null;
}
