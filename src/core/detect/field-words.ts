// The words that belong to a field, in circles: itself, its block, the page.

import type { FieldFacts, PageFacts, TextFacts } from './facts';
import { identifierWords, plain } from './plain';

export interface FieldWords {
  /** Label, placeholder, ARIA, title: what a person reads on the field. */
  readonly shown: string;
  /** name, id, autocomplete. */
  readonly names: string;
  readonly className: string;
  /** Text just before, when nothing labels the field. */
  readonly before: string;
  /** Sentences of the surrounding block that are neither headings nor buttons. */
  readonly sentences: readonly string[];
  /** Headings of the block and of the page. */
  readonly headings: string;
  readonly actions: string;
  readonly path: string;
  readonly title: string;
  /** What else the form asks for. A function: few fields come as far as this question. */
  besides(): { readonly phone: boolean; readonly address: boolean; readonly password: boolean };
  /** A QR code, a key or an otpauth URI is on the page. */
  readonly settingUp: boolean;
}

/** Many fields share their texts: each is made plain once. */
const plainTexts = new WeakMap<TextFacts, string>();

function plainText(text: TextFacts): string {
  const known = plainTexts.get(text) ?? plain(text.text);
  plainTexts.set(text, known);
  return known;
}

/** Words of a group of boxes: of all of them together. */
export function fieldWords(facts: PageFacts, group: readonly number[]): FieldWords {
  const fields = group.map((index) => facts.fields[index] as FieldFacts);
  const [from, to] = fields[0]?.near ?? [0, 0];
  const near = facts.texts.slice(from, to);
  const unique = (parts: readonly string[]) => [...new Set(parts.filter((part) => part !== ''))].join(' ; ');
  const of = (kind: TextFacts['kind'], texts: readonly TextFacts[]) => texts.filter((text) => text.kind === kind).map(plainText);
  return {
    shown: unique(fields.flatMap((field) => [...field.labels, field.placeholder, field.ariaLabel, field.title].map(plain))),
    names: unique(fields.flatMap((field) => [field.name, field.id].map(identifierWords))),
    className: unique(fields.map((field) => identifierWords(field.className))),
    before: unique(fields.slice(0, 1).map((field) => plain(field.before))),
    sentences: near.filter((text) => text.kind === 'text').flatMap(sentences),
    headings: unique([...of('heading', facts.texts)]),
    actions: unique(of('action', near)),
    path: facts.path,
    title: plain(facts.title),
    besides: () => besides(facts, group),
    settingUp: facts.uris > 0 || facts.keys.length > 0 || facts.pictures.some((picture) => picture.twoTone === true),
  };
}

const sentences = (text: TextFacts): string[] => {
  const parts = text.text.split(/(?<=[.!?])\s+|[。！？]/u);
  return (parts.length === 1 ? [plainText(text)] : parts.map(plain)).filter((part) => part !== '');
};

function besides(facts: PageFacts, group: readonly number[]): ReturnType<FieldWords['besides']> {
  const own = facts.fields[group[0] as number] as FieldFacts;
  const others = facts.fields.filter(
    (field, index) => !group.includes(index) && field.visible && field.form === own.form && field.root === own.root,
  );
  const named = (pattern: RegExp) =>
    others.some((field) => pattern.test(identifierWords(`${field.type} ${field.name} ${field.id} ${field.autocomplete}`)));
  return {
    phone: named(/phone|mobile|^tel\b.*\btel\b/),
    address: named(/e ?mail/),
    password: others.some((field) => field.type === 'password'),
  };
}
