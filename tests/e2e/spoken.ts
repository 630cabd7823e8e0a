// What a screen reader is given of a page, as text that a person can read: one line a thing, a step inwards for what stands in it.

import type { Page, SerializedAXNode } from 'puppeteer';

/** A thing and what stands in it or, for a heading, under it. */
interface Spoken {
  readonly words: string;
  readonly inner: readonly Spoken[];
}

/** Chromium only: the real tree, without what only holds other things together. */
export async function spokenTree(page: Page): Promise<readonly Spoken[]> {
  const tree = await page.accessibility.snapshot({ interestingOnly: false });
  return tree === null ? [] : underHeadings(spokenOf(tree));
}

/** As lines. What `before` has with all that stands in it is only named, with `…`; what is new is added to it. */
export function linesOf(things: readonly Spoken[], before: Set<string>, depth = 0): readonly string[] {
  return things.flatMap((thing) => {
    const line = '  '.repeat(depth) + thing.words;
    if (thing.inner.length === 0) return [line];
    const whole = JSON.stringify(thing);
    if (before.has(whole)) return [`${line} …`];
    before.add(whole);
    return [line, ...linesOf(thing.inner, before, depth + 1)];
  });
}

const STATES = ['checked', 'pressed', 'selected', 'expanded', 'disabled', 'required', 'invalid', 'focused', 'modal', 'haspopup'] as const;

/** They say nothing; what stands in them does. */
const SILENT = new Set([
  ...['none', 'generic', 'group', 'paragraph', 'gridcell', 'LabelText', 'Legend', 'strong', 'emphasis', 'code', 'time', 'Details'],
  ...['InlineTextBox', 'LineBreak', 'ListMarker', 'MenuListPopup', 'RootWebArea', 'DescriptionList', 'SvgRoot'],
  ...['sectionheader', 'sectionfooter'],
]);

function spokenOf(node: SerializedAXNode): readonly Spoken[] {
  const { role, name = '', value, description, roledescription, level, children = [] } = node;
  const inner = children.flatMap(spokenOf);
  if (role === 'StaticText') return name.trim() === '' ? [] : [{ words: name.trim(), inner: [] }];
  if (SILENT.has(role) && (role !== 'group' || name === '') && node.focused !== true) return inner;
  const states = STATES.filter((state) => node[state] !== undefined && node[state] !== false && node[state] !== 'false').map((state) =>
    node[state] === true || node[state] === 'true' ? state : `${state} ${node[state]}`,
  );
  const words = [
    `${role}${role === 'heading' ? ` ${level}` : ''}${name === '' ? '' : `: ${name}`}`,
    ...(value === undefined || value === '' ? [] : [`= ${value}`]),
    ...(roledescription === undefined ? [] : [`as ${roledescription}`]),
    ...(description === undefined || description === name ? [] : [`(${description})`]),
    ...(states.length === 0 ? [] : [`[${states.join(', ')}]`]),
  ].join(' ');
  // its name, value and description are said already
  const said = [name, String(value ?? ''), description ?? ''];
  const more = inner.filter((one) => one.inner.length > 0 || !said.some((text) => text.includes(one.words)));
  const [only] = more;
  if (only !== undefined && more.length === 1 && only.inner.length === 0) return [{ words: `${words}: ${only.words}`, inner: [] }];
  return [{ words, inner: more }];
}

const levelOf = ({ words }: Spoken): number => Number(/^heading (\d)/.exec(words)?.[1] ?? 0);

/** Puts under a heading what follows it, up to the next of its level. */
function underHeadings(things: readonly Spoken[]): readonly Spoken[] {
  const done: Spoken[] = [];
  for (let at = 0; at < things.length; ) {
    const thing = things[at] as Spoken;
    const level = levelOf(thing);
    const after = things.findIndex((one, i) => i > at && level > 0 && levelOf(one) > 0 && levelOf(one) <= level);
    const end = level === 0 ? at + 1 : after < 0 ? things.length : after;
    done.push({ words: thing.words, inner: underHeadings([...thing.inner, ...things.slice(at + 1, end)]) });
    at = end;
  }
  return done;
}
