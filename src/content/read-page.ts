// The page as PageFacts, and beside them what must not be in facts: elements, keys, URIs.

import type { CodeListFacts, FieldFacts, KeyFacts, PageFacts, PictureFacts, TextFacts } from '../core/detect/facts';
import { identifierWords } from '../core/detect/plain';
import { type CodeList, codeListsIn } from './read-page-codes';
import { boxOf, fieldFacts, isFieldOfInterest } from './read-page-field';
import { keysIn, maskSecrets, urisIn } from './read-page-secrets';
import { type Met, nearRange, type Walked, walkPage } from './read-page-text';

export interface PageReading {
  readonly facts: PageFacts;
  /** By the same index as `facts.fields`, `facts.pictures`, `facts.keys`. */
  readonly fields: readonly (HTMLInputElement | HTMLTextAreaElement)[];
  readonly pictures: readonly Element[];
  readonly keys: readonly { readonly text: string; readonly element: Element }[];
  readonly codeLists: readonly CodeList[];
  readonly uris: readonly string[];
  /** An element that carries a URI, for the chip to stand beside. */
  readonly uriElement: Element | null;
  readonly roots: readonly (Document | ShadowRoot)[];
}

const MAX_TEXT = 300;
const MAX_FIELDS = 200;
/** More square pictures are a gallery. */
const MAX_PICTURES = 12;
/** A QR code's side on screen, in CSS px. */
const MIN_SIDE = 56;
const MAX_SIDE = 1200;

export function readPage(document: Document): PageReading {
  const walked = walkPage(document, true);
  const outer = outerTexts();
  const raw = walked.texts.map((text) => text.text);
  const listed = codeListsIn(raw);
  const isCode = (index: number) => listed.some((list) => index >= list.from && index < list.to);
  const texts: TextFacts[] = walked.texts.map(({ kind, text }, index) => ({
    kind,
    text: isCode(index) ? '•' : maskSecrets(text).slice(0, MAX_TEXT),
  }));
  const near = (met: Met): readonly [number, number] => {
    const [from, to] = nearRange(texts, met);
    return [outer.texts.length === 0 ? from : 0, to + outer.texts.length];
  };

  const fieldsMet = walked.fields.filter(({ element }) => isFieldOfInterest(element)).slice(0, MAX_FIELDS);
  const fields = fieldsMet.map(({ element }) => element as HTMLInputElement | HTMLTextAreaElement);
  const forms: (HTMLFormElement | null)[] = [];
  const fieldsFacts: FieldFacts[] = fieldsMet.map((met, index) => {
    const field = fields[index] as HTMLInputElement | HTMLTextAreaElement;
    if (field.form !== null && !forms.includes(field.form)) forms.push(field.form);
    const root = walked.roots.indexOf(field.getRootNode() as Document | ShadowRoot);
    return fieldFacts(field, {
      before: maskSecrets(met.before).slice(-MAX_TEXT),
      form: field.form === null ? -1 : forms.indexOf(field.form),
      root,
      near: near(met),
    });
  });

  const picturesMet = walked.pictures.filter(({ element }) => squarish(element) && pictureKind(element) !== null).slice(0, MAX_PICTURES);
  const pictures: PictureFacts[] = picturesMet.map((met) => ({
    how: pictureKind(met.element) ?? 'img',
    box: boxOf(met.element),
    words: pictureWords(met.element),
    twoTone: null,
    near: near(met),
  }));

  const codeLists = [...listed, ...fieldLists(walked, fieldsMet)];
  const keys = shownKeys(walked, raw, fields, codeLists);
  const uris = shownUris(walked, raw, fields);
  const facts: PageFacts = {
    version: 1,
    path: [identifierWords(pathOf(location)), outer.path].filter((path) => path !== '').join(' ; '),
    title: [document.title, outer.title].filter((title) => title !== '').join(' ; '),
    lang: document.documentElement?.lang ?? '',
    texts: [...outer.texts, ...texts],
    fields: fieldsFacts,
    pictures,
    keys: keys.map((key): KeyFacts => key.facts),
    codeLists: codeLists.map(
      (list): CodeListFacts => ({
        count: list.codes.length,
        length: list.codes[0]?.length ?? 0,
        near: around(texts, list, outer.texts.length),
      }),
    ),
    uris: uris.texts.length,
  };
  return {
    facts,
    fields,
    pictures: picturesMet.map(({ element }) => element),
    keys: keys.map(({ text, element }) => ({ text, element })),
    codeLists,
    uris: uris.texts,
    uriElement: uris.element,
    roots: walked.roots,
  };
}

/** Path and names of the query, not its values: those may be secret. */
const pathOf = (url: Location): string =>
  `${url.pathname} ${url.search
    .slice(1)
    .replace(/=[^&]*/g, '')
    .replaceAll('&', ' ')} ${url.search.match(/aal2/)?.[0] ?? ''} ${url.hash.slice(0, 60)}`;

/** Codes in a text area, or one in each of several read-only inputs. */
function fieldLists(walked: Walked, fields: readonly Met[]): readonly CodeList[] {
  const shown = fields.filter(({ element }) => (element as HTMLInputElement).readOnly || (element as HTMLInputElement).disabled);
  const at = shown[0]?.ancestors[shown[0].ancestors.length - 1]?.from ?? walked.texts.length;
  const lines = shown.flatMap(({ element }) => (element as HTMLTextAreaElement).value.split('\n'));
  return codeListsIn(lines.map((line) => line.trim()).filter((line) => line !== '')).map((list) => ({ ...list, from: at, to: at }));
}

/** The text around this frame, where a same-origin page holds it. */
function outerTexts(): { readonly texts: readonly TextFacts[]; readonly path: string; readonly title: string } {
  const nothing = { texts: [], path: '', title: '' };
  let frame: Element | null = null;
  try {
    frame = window.frameElement;
  } catch {
    return nothing;
  }
  if (frame === null) return nothing;
  const texts = walkPage(frame.ownerDocument, false).texts.map(
    ({ kind, text }): TextFacts => ({ kind, text: maskSecrets(text).slice(0, MAX_TEXT) }),
  );
  const length = texts.reduce((sum, text) => sum + text.text.length, 0);
  return {
    texts: length > 2000 ? texts.filter((text) => text.kind === 'heading').slice(0, 10) : texts,
    path: identifierWords(frame.ownerDocument.location.pathname),
    title: frame.ownerDocument.title,
  };
}

function squarish(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  const ratio = width / height;
  return width >= MIN_SIDE && width <= MAX_SIDE && ratio > 0.8 && ratio < 1.25;
}

function pictureKind(element: Element): PictureFacts['how'] | null {
  const name = element.localName;
  if (name === 'img' || name === 'canvas' || name === 'svg') return name;
  if (element.firstChild !== null) return 'grid';
  return /url\(/.test(getComputedStyle(element).backgroundImage) ? 'background' : null;
}

function pictureWords(element: Element): string {
  const own = ['alt', 'title', 'aria-label', 'id', 'class'].map((name) => element.getAttribute(name) ?? '');
  const parent = ['id', 'class'].map((name) => element.parentElement?.getAttribute(name) ?? '');
  const source = (element.getAttribute('src') ?? '').startsWith('data:') ? '' : (element.getAttribute('src') ?? '').split(/[?#]/)[0];
  return identifierWords(maskSecrets([...own, ...parent, source].join(' ')).slice(0, 300));
}

interface FoundKey {
  readonly facts: KeyFacts;
  readonly text: string;
  readonly element: Element;
}

function shownKeys(
  walked: Walked,
  raw: readonly string[],
  fields: readonly (HTMLInputElement | HTMLTextAreaElement)[],
  lists: readonly CodeList[],
): readonly FoundKey[] {
  const found: FoundKey[] = [];
  const add = (text: string, where: KeyFacts['where'], before: string, element: Element) => {
    const bare = text.replace(/[^A-Za-z2-7]/g, '').toUpperCase();
    if (found.length < 8 && !found.some((key) => key.text.replace(/[^A-Za-z2-7]/g, '').toUpperCase() === bare)) {
      found.push({ facts: { length: bare.length, where, before: maskSecrets(before).slice(-120) }, text, element });
    }
  };
  raw.forEach((text, index) => {
    if (lists.some((list) => index >= list.from && index < list.to)) return;
    for (const key of keysIn(text.replace(/otpauth\S+/gi, ''))) {
      const before = text.slice(0, Math.max(0, text.indexOf(key.text)));
      add(key.text, 'text', before.trim() === '' ? (raw[index - 1] ?? '') : before, holderOf(key.text) ?? document.body);
    }
  });
  for (const field of fields) {
    const [key] = keysIn(field.value.trim());
    if (key?.text === field.value.trim()) {
      const met = walked.fields.find(({ element }) => element === field);
      add(
        key.text,
        'field',
        `${[...(field.labels ?? [])].map((label) => label.textContent).join(' ')} ${field.name} ${field.id} ${met?.before ?? ''}`,
        field,
      );
    }
  }
  return found;
}

/** The innermost element that shows a text. Only to place a chip. */
function holderOf(text: string): Element | null {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
    if (node.nodeValue?.includes(text.slice(0, 4)) === true && node.parentElement?.textContent?.includes(text) === true)
      return node.parentElement;
  return null;
}

function shownUris(
  walked: Walked,
  raw: readonly string[],
  fields: readonly (HTMLInputElement | HTMLTextAreaElement)[],
): { readonly texts: readonly string[]; readonly element: Element | null } {
  const found = new Map<string, Element | null>();
  const take = (text: string, element: Element | null) => {
    for (const uri of urisIn(text)) if (found.size < 8 && !found.has(uri)) found.set(uri, element);
  };
  for (const text of raw) take(text, null);
  for (const field of fields) take(field.value, field);
  const attributes = document.evaluate(
    "//@*[contains(., 'otpauth:') or contains(., 'otpauth%3A') or contains(., 'OTPAUTH:') or contains(., 'otpauth-migration')]",
    document,
    null,
    XPathResult.ORDERED_NODE_SNAPSHOT_TYPE,
    null,
  );
  for (let i = 0; i < attributes.snapshotLength; i++) {
    const attribute = attributes.snapshotItem(i) as Attr;
    take(attribute.value, attribute.ownerElement);
  }
  for (const root of walked.roots) {
    if (root instanceof ShadowRoot)
      for (const element of root.querySelectorAll('[href^="otpauth" i],[value^="otpauth" i],[alt^="otpauth" i],[data-value^="otpauth" i]'))
        for (const { value } of element.attributes) take(value, element);
  }
  return { texts: [...found.keys()], element: [...found.values()].find((element) => element?.checkVisibility() === true) ?? null };
}

/** A list's own texts and a few around it. */
const around = (texts: readonly TextFacts[], list: CodeList, shift: number): readonly [number, number] => [
  Math.max(0, list.from - 8) + shift,
  Math.min(texts.length, list.to + 4) + shift,
];
