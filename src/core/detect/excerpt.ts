// The part of a page's facts that is about one field: small enough to keep, and to send as a bug report.

import type { FieldFacts, PageFacts } from './facts';

const MAX_FIELDS = 12;
const MAX_TEXTS = 40;
const MAX_HEADINGS = 10;

/** The field's form, the texts near it and the page's headings. Indices are the excerpt's own. */
export function excerptOf(facts: PageFacts, index: number): PageFacts {
  const about = facts.fields[index];
  if (about === undefined) return { ...facts, texts: [], fields: [], pictures: [], keys: [], codeLists: [], uris: 0 };
  const headings = facts.texts.flatMap(({ kind }, at) => (kind === 'heading' ? [at] : [])).slice(0, MAX_HEADINGS);
  const near = Array.from({ length: about.near[1] - about.near[0] }, (_, offset) => about.near[0] + offset);
  const kept = [...new Set([...headings, ...near.slice(0, MAX_TEXTS - headings.length)])].sort((a, b) => a - b);
  const moved = (at: number): number => kept.filter((one) => one < at).length;
  const together = facts.fields.filter((field) => field === about || (field.form === about.form && field.root === about.root));
  // Around the field itself, where its form is long.
  const from = Math.max(0, Math.min(together.indexOf(about) - MAX_FIELDS / 2, together.length - MAX_FIELDS));
  return {
    ...facts,
    texts: kept.flatMap((at) => facts.texts[at] ?? []),
    fields: together
      .slice(from, from + MAX_FIELDS)
      .map((field): FieldFacts => ({ ...field, near: [moved(field.near[0]), moved(field.near[1])] })),
    pictures: [],
    keys: [],
    codeLists: [],
    uris: 0,
  };
}
