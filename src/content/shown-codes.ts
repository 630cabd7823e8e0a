// Recovery codes as they stand in the page: which of them the page strikes out or calls used, and the block that holds them.

import { MAX_CODES } from '../core/recovery/read-codes';
import type { ShownCode } from '../messages/recovery-protocol';
import type { PageReading } from './read-page';

/** Ancestors whose line goes through the text inside. */
const STRIKE_DEPTH = 4;

export function shownCodes(
  reading: PageReading,
  lists: readonly number[],
): { readonly codes: readonly ShownCode[]; readonly anchor: Element } {
  const found = lists.flatMap((index) => reading.codeLists[index] ?? []);
  const texts = [...new Set(found.flatMap(({ codes }) => codes))].slice(0, MAX_CODES);
  const used = new Set(found.flatMap((list) => list.used));
  const holders = holdersOf(reading, texts);
  const codes = texts.map((text) => ({ text, used: used.has(text) || isStruck(holders.get(text)) }));
  return { codes, anchor: around([...holders.values()]) };
}

/** The element right around each code. */
function holdersOf(reading: PageReading, texts: readonly string[]): ReadonlyMap<string, Element> {
  const holders = new Map<string, Element>();
  const take = (value: string, element: Element | null): void => {
    if (element === null || value.length < 4) return;
    for (const text of texts) if (!holders.has(text) && value.includes(text)) holders.set(text, element);
  };
  for (const root of reading.roots) {
    const walker = document.createTreeWalker(root instanceof Document ? root.body : root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null && holders.size < texts.length; node = walker.nextNode())
      if (node.parentElement?.checkVisibility() === true) take(node.nodeValue ?? '', node.parentElement);
  }
  for (const field of reading.fields) take(field.value, field);
  return holders;
}

function isStruck(element: Element | undefined): boolean {
  let at: Element | null = element ?? null;
  for (let depth = 0; at !== null && depth < STRIKE_DEPTH; depth++, at = at.parentElement)
    if (getComputedStyle(at).textDecorationLine.includes('line-through')) return true;
  return false;
}

/** The smallest block around all of them; the first one where that would be the whole page. */
function around(elements: readonly Element[]): Element {
  const [first] = elements;
  if (first === undefined) return document.body;
  let block: Element | null = first;
  while (block !== null && !elements.every((element) => block?.contains(element))) block = block.parentElement;
  return block === null || block === document.body || block === document.documentElement ? first : block;
}
