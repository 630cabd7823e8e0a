// PageFacts by hand: only what a test is about.

import type { FieldFacts, PageFacts, TextFacts } from '../../../src/core/detect/facts';

export function fieldOf(facts: Partial<FieldFacts> = {}): FieldFacts {
  return {
    type: 'text',
    name: '',
    id: '',
    className: '',
    autocomplete: '',
    inputMode: '',
    maxLength: null,
    pattern: '',
    placeholder: '',
    ariaLabel: '',
    title: '',
    labels: [],
    before: '',
    visible: true,
    editable: true,
    filled: false,
    box: { x: 0, y: 0, width: 200, height: 30 },
    form: 0,
    root: 0,
    near: [0, 100],
    ...facts,
  };
}

export function pageOf(facts: Partial<Omit<PageFacts, 'texts'>> & { texts?: readonly (string | TextFacts)[] } = {}): PageFacts {
  return {
    version: 1,
    path: '',
    title: '',
    lang: 'en',
    fields: [],
    pictures: [],
    keys: [],
    codeLists: [],
    uris: 0,
    ...facts,
    texts: (facts.texts ?? []).map((text) => (typeof text === 'string' ? { kind: 'text', text } : text)),
  };
}

export const row = (count: number, facts: (index: number) => Partial<FieldFacts>): FieldFacts[] =>
  Array.from({ length: count }, (_, index) => fieldOf({ box: { x: 50 * index, y: 0, width: 40, height: 40 }, ...facts(index) }));
