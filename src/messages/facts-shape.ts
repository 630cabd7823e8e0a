// PageFacts and the rules of fields from where a page could have a hand in them: decoded before anything is done with them.

import * as v from 'valibot';
import type { PageFacts } from '../core/detect/facts';
import type { FieldRule } from '../core/detect/field-signature';

const text = v.pipe(v.string(), v.maxLength(20_000));
const whole = v.pipe(v.number(), v.safeInteger());
const ordinal = v.pipe(whole, v.minValue(-1));
const range = v.strictTuple([ordinal, ordinal]);
const box = v.strictObject({ x: whole, y: whole, width: whole, height: whole });
const listOf = <T>(one: v.GenericSchema<unknown, T>, most: number) => v.pipe(v.array(one), v.maxLength(most));

const textFacts = v.strictObject({ kind: v.picklist(['text', 'heading', 'action', 'label']), text });

const fieldFacts = v.strictObject({
  type: text,
  name: text,
  id: text,
  className: text,
  autocomplete: text,
  inputMode: text,
  maxLength: v.nullable(whole),
  pattern: text,
  placeholder: text,
  ariaLabel: text,
  title: text,
  labels: listOf(text, 500),
  before: text,
  visible: v.boolean(),
  editable: v.boolean(),
  filled: v.boolean(),
  box,
  form: ordinal,
  root: ordinal,
  near: range,
});

const pictureFacts = v.strictObject({
  how: v.picklist(['img', 'canvas', 'svg', 'background', 'grid']),
  box,
  words: text,
  twoTone: v.nullable(v.boolean()),
  near: range,
});

export const pageFacts = v.strictObject({
  version: v.literal(1),
  path: text,
  title: text,
  lang: text,
  texts: listOf(textFacts, 20_000),
  fields: listOf(fieldFacts, 200),
  pictures: listOf(pictureFacts, 50),
  keys: listOf(v.strictObject({ length: whole, where: v.picklist(['text', 'field', 'attribute']), before: text }), 50),
  codeLists: listOf(v.strictObject({ count: whole, length: whole, near: range }), 200),
  uris: whole,
}) satisfies v.GenericSchema<unknown, PageFacts>;

const brief = v.pipe(v.string(), v.maxLength(300));
export const fieldRule = v.strictObject({
  path: brief,
  name: brief,
  id: brief,
  autocomplete: brief,
  words: brief,
  is: v.picklist(['code', 'other']),
}) satisfies v.GenericSchema<unknown, FieldRule>;
