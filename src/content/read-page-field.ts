// One input element as facts, with its label in every way that HTML and ARIA allow.

import type { BoxFacts, FieldFacts } from '../core/detect/facts';
import { maskSecrets } from './read-page-secrets';

const MAX = 200;

/** Inputs that a code, a key or a list of codes could be in. */
export function isFieldOfInterest(element: Element): element is HTMLInputElement | HTMLTextAreaElement {
  return element.localName === 'textarea' || /^(?:text|tel|number|password|email|url|search)$/.test((element as HTMLInputElement).type);
}

export function fieldFacts(
  field: HTMLInputElement | HTMLTextAreaElement,
  context: { readonly before: string; readonly form: number; readonly root: number; readonly near: readonly [number, number] },
): FieldFacts {
  const box = boxOf(field);
  const pattern = field instanceof HTMLInputElement ? field.pattern : '';
  const labels = labelsOf(field);
  return {
    type: field.type,
    name: field.name.slice(0, MAX),
    id: field.id.slice(0, MAX),
    className: (field.getAttribute('class') ?? '').slice(0, MAX),
    autocomplete: (field.getAttribute('autocomplete') ?? '').slice(0, MAX),
    inputMode: field.inputMode,
    maxLength: field.maxLength >= 0 ? field.maxLength : null,
    pattern: pattern.slice(0, MAX),
    placeholder: field.placeholder.slice(0, MAX),
    ariaLabel: (field.ariaLabel ?? '').slice(0, MAX),
    title: field.title.slice(0, MAX),
    labels,
    before: labels.length === 0 ? context.before : '',
    visible: box.width > 0 && box.height > 0 && box.x + box.width > -200 - scrollX && box.y + box.height > -200 - scrollY,
    editable: !field.disabled && !field.readOnly,
    filled: field.value !== '',
    box,
    form: context.form,
    root: context.root,
    near: context.near,
  };
}

export function boxOf(element: Element): BoxFacts {
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
}

function labelsOf(field: HTMLInputElement | HTMLTextAreaElement): readonly string[] {
  const root = field.getRootNode() as Document | ShadowRoot;
  const byIds = (owner: Element, attribute: string) =>
    (owner.getAttribute(attribute) ?? '')
      .split(/\s+/)
      .filter((id) => id !== '')
      .map((id) => root.getElementById(id)?.textContent);
  const group = field.closest('[role=group],[role=radiogroup]');
  const found = [
    ...[...(field.labels ?? [])].map((label) => label.textContent),
    ...byIds(field, 'aria-labelledby'),
    ...byIds(field, 'aria-describedby'),
    field.closest('fieldset')?.querySelector('legend')?.textContent,
    group?.getAttribute('aria-label'),
    ...(group === null ? [] : byIds(group, 'aria-labelledby')),
    field.closest('td')?.previousElementSibling?.textContent,
  ];
  const texts = found.map((text) => maskSecrets((text ?? '').replace(/\s+/g, ' ').trim()).slice(0, MAX)).filter((text) => text !== '');
  return [...new Set(texts)];
}
