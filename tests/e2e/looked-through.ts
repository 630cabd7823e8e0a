// What of a page was looked through before in the same shape, so that a check of many states looks at each thing once.

import type { Page } from 'puppeteer';

/** Marks what is known from an earlier call, at the same place in the same kind of thing, with `data-known`; the rest is known from now on. */
export const markKnown = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const world = globalThis as { known?: Set<string> };
    const known = world.known ?? new Set();
    world.known = known;
    // what differs between two things that look and work the same
    const words =
      /^(id|for|href|title|aria-(label|labelledby|describedby|controls|owns|activedescendant|rowindex|posinset|setsize)|value|style)$/;
    const shapes = new Map<Element, string>();
    const shapeOf = (one: Element): string => {
      const own = [...one.attributes].filter(({ name }) => !words.test(name)).map(({ name, value }) => `${name}=${value}`);
      const inner = [...one.children, ...(one.shadowRoot?.children ?? [])].map(shapeOf);
      const shape = `<${one.tagName} ${own.join(' ')}>${inner.filter((text, at) => text !== inner[at - 1]).join('')}</>`;
      shapes.set(one, shape);
      return shape;
    };
    const mark = (one: Element, place: string): void => {
      const key = `${place}${shapes.get(one)}`;
      if (known.has(key)) one.setAttribute('data-known', '');
      else for (const child of one.children) mark(child, `${place}${one.tagName}.${one.className}>`);
      known.add(key);
    };
    for (const old of document.querySelectorAll('[data-known]')) old.removeAttribute('data-known');
    shapeOf(document.body);
    mark(document.body, '');
  });
