// One box per character: which neighbouring fields are one code field.

import type { FieldFacts, PageFacts } from './facts';

const TEXT_LIKE = new Set(['text', 'tel', 'number', 'password']);
const MIN_BOXES = 4;
const MAX_BOXES = 8;
/** A box for one character is not wider, in px. */
const MAX_BOX_WIDTH = 90;

export const isTextLike = (field: FieldFacts): boolean => TEXT_LIKE.has(field.type);

/** Fields that a code could go into, in document order: rows of 4–8 boxes together, everything else alone. */
export function groupFields(facts: PageFacts): readonly (readonly number[])[] {
  const groups: (readonly number[])[] = [];
  let run: number[] = [];
  const close = () => {
    if (run.length >= MIN_BOXES && run.length <= MAX_BOXES) groups.push(run);
    else groups.push(...run.map((index) => [index]));
    run = [];
  };
  facts.fields.forEach((field, index) => {
    if (!isTextLike(field) || !field.visible || !field.editable) return;
    const last = run.length > 0 ? facts.fields[run[run.length - 1] as number] : undefined;
    if (last !== undefined && !sameRow(facts.fields[run[0] as number] as FieldFacts, last, field)) close();
    run.push(index);
  });
  close();
  return groups;
}

function sameRow(first: FieldFacts, last: FieldFacts, field: FieldFacts): boolean {
  if (last.form !== field.form || last.type !== field.type) return false;
  if (skeleton(last) !== skeleton(field)) return false;
  const even = Math.abs(last.box.height - field.box.height) <= 6 && Math.abs(last.box.width - field.box.width) <= 6;
  if (!even) return false;
  const narrow = field.box.width <= MAX_BOX_WIDTH && Math.abs(last.box.y - field.box.y) <= 6;
  const one = field.maxLength === 1 && (last.maxLength === 1 || last === first);
  const numbered = /\d/.test(ownName(field)) && ownName(last) !== ownName(field) && (field.maxLength ?? 1) <= 2;
  return narrow || one || numbered;
}

const ownName = (field: FieldFacts): string => `${field.name}|${field.id}|${field.ariaLabel}`;

/** The first box alone often carries the label, the autocomplete and the full length: they do not count here. */
const skeleton = (field: FieldFacts): string =>
  ownName(field)
    .replace(/\d+/g, '#')
    .replace(/\b(?:one|two|three|four|five|six|first|second|third|fourth|fifth|sixth)\b/gi, '#');
