// A small XML reader for exports (a worker has no DOMParser): elements, attributes, text, CDATA. No DTD, so no entities but the five
// of XML 1.0 §4.6 and character references; what is not well-formed is `import-damaged`.

import { Unreadable } from './failure';
import { MAX_JSON_DEPTH } from './limits';

export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** All character data directly inside, joined. */
  readonly text: string;
}

interface Open {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
  text: string;
}

/** Of one element, in characters; the search for names takes the square of it. */
const MAX_ATTRIBUTES = 4096;

const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<\/([^\s>]+)\s*>|<([^\s/<>!?"']{1,256})((?:"[^"]*"|'[^']*'|[^"'<>])*?)(\/?)>|([^<]+)/y;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

export function readXml(text: string): XmlElement {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new Unreadable('import-damaged', 'doctype');
  const root: Open = { name: '', attributes: new Map(), children: [], text: '' };
  const open: Open[] = [root];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const token = TOKEN.exec(text);
    const top = open.at(-1);
    if (token === null || top === undefined) throw new Unreadable('import-damaged', 'xml');
    const [, cdata, closes, opens, attributes, empty, characters] = token;
    if (cdata !== undefined) top.text += cdata;
    else if (characters !== undefined) top.text += decodeEntities(characters);
    else if (closes !== undefined) {
      if (open.length < 2 || top.name !== closes) throw new Unreadable('import-damaged', 'xml');
      open.pop();
    } else if (opens !== undefined) {
      if ((attributes ?? '').length > MAX_ATTRIBUTES) throw new Unreadable('import-damaged', 'xml');
      const element: Open = { name: opens, attributes: attributesOf(attributes ?? ''), children: [], text: '' };
      top.children.push(element);
      if (empty !== '/') open.push(element);
      if (open.length > MAX_JSON_DEPTH) throw new Unreadable('import-too-deep');
    }
  }
  const [document] = root.children;
  if (open.length !== 1 || document === undefined) throw new Unreadable('import-damaged', 'xml');
  return document;
}

export const childOf = (element: XmlElement, name: string): XmlElement | undefined => element.children.find((child) => child.name === name);
export const childrenOf = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.filter((child) => child.name === name);
export const childText = (element: XmlElement, name: string): string => childOf(element, name)?.text ?? '';

const attributesOf = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(ATTRIBUTE)].map(([, name = '', double, single]) => [name, decodeEntities(double ?? single ?? '')]));

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The five names and character references; others stay as they are written. */
export const decodeEntities = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hexadecimal, decimal, name) => {
    if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? whole;
    const point = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
