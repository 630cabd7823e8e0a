// Every state of every component, one after the other in one document: it comes up without a complaint of the browser, nothing is cut off,
// and no two buttons have the same name. Chromium also asks axe in both themes and tells what a screen reader is given: only there does
// the protocol give the tree. `UPDATE_SPOKEN=1` writes that anew, to be read.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chipScenes } from '../ui/gallery/chip-scenes';
import { optionsScenes, popupScenes } from '../ui/gallery/scenes';
import { type Gallery, type SceneKind, serveBuiltGallery } from '../ui/gallery/serve';
import type { ShowScene } from '../ui/gallery/shown';
import { stopTheClock } from '../ui/gallery/stopped-clock';
import { axeProblems } from './axe';
import { launch } from './launch';
import { markKnown } from './looked-through';
import type { Rig } from './rig';
import { linesOf, spokenTree } from './spoken';

const chromium = process.env.E2E_BROWSER !== 'firefox';
const scenes = { popup: popupScenes, options: optionsScenes, chip: chipScenes };
const sizes = { popup: { width: 400, height: 580 }, options: { width: 1000, height: 900 }, chip: { width: 480, height: 180 } };
/** Scenes that a finger is measured in. */
const fingered = {
  popup: ['twelve'],
  options: ['open', 'ways-in', 'health', 'import-preview', 'export'],
  chip: [],
};
const folder = path.resolve(import.meta.dirname, '../ui/gallery/spoken');

const show = (page: Page, scene: string): Promise<void> =>
  page.evaluate((name) => (globalThis as unknown as { showScene: ShowScene }).showScene(name), scene);

/** Runs in the page: what is wider than its place, or than the window. */
function cutOff(): string[] {
  const root = document.documentElement;
  const wide = root.scrollWidth > root.clientWidth ? [`the page is ${root.scrollWidth} px wide`] : [];
  const cut = [...document.querySelectorAll<HTMLElement>('button, h1, h2, h3, label, legend, .note, .lead')].filter(
    (one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0 && !one.matches('.unseen, .unseen *, .group h2, .choice button'),
  );
  return [...wide, ...cut.map((one) => `${one.tagName} “${one.textContent}”`)];
}

/** Runs in the page: names that several buttons of one form, or of the page outside of forms, have in common. */
function twins(): string[] {
  const buttons = [...document.querySelectorAll<HTMLElement>('button, summary')].filter((one) => one.getClientRects().length > 0);
  const forms = new Set(buttons.map((one) => one.closest('form')));
  return [...forms].flatMap((form) => {
    const names = buttons.filter((one) => one.closest('form') === form).map((one) => one.ariaLabel ?? one.innerText.trim());
    return names.filter((name, at) => names.indexOf(name) < at);
  });
}

/**
 * Runs in the page: controls that a finger of 44 px would miss; two pixels on a side may be a neighbour's. A link in a line of text is as
 * high as its line (WCAG 2.5.8).
 */
function tooSmall(): string[] {
  const controls = [...document.querySelectorAll<HTMLElement>('button, a[href], input, select, summary, textarea')];
  return controls.flatMap((one) => {
    const box = one.getBoundingClientRect();
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const hits = (place: Element | null): boolean => place === null || one.contains(place) || place.closest('label')?.control === one;
    const reach = (right: number, down: number): number => {
      let far = 0;
      while (far < 40 && hits(document.elementFromPoint(x + right * (far + 2), y + down * (far + 2)))) far += 2;
      return far;
    };
    if (box.width === 0 || !one.contains(document.elementFromPoint(x, y)) || one.matches('p a, dd a')) return [];
    const [wide, high] = [reach(-1, 0) + reach(1, 0), reach(0, -1) + reach(0, 1)];
    return wide >= 40 && high >= 40 ? [] : [`${one.tagName} ${one.dataset.testid ?? one.textContent}: ${wide}×${high}`];
  });
}

let gallery: Gallery;
let rig: Rig;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  gallery = await serveBuiltGallery(chromium ? 'chromium' : 'firefox');
  rig = await launch({ dist: null, args: chromium ? ['--lang=en-US'] : [] });
  page = await rig.browser.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.evaluateOnNewDocument(stopTheClock);
  if (chromium) await page.emulateTimezone('UTC');
});
afterAll(async () => {
  await rig?.close();
  await gallery?.close();
});

async function begin(kind: SceneKind): Promise<void> {
  await page.goto(gallery.url(kind, '', '&theme=light'));
  await page.waitForSelector('[data-shown]');
}

async function axeInBothThemes(): Promise<readonly string[]> {
  await markKnown(page);
  const light = await axeProblems(page, { without: '[data-known]' });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
  await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'dark'));
  const dark = await axeProblems(page, { only: ['color-contrast'], without: '[data-known]' });
  await page.emulateMediaFeatures([]);
  return [...light, ...dark.map((problem) => `dark: ${problem}`)];
}

describe.each(['popup', 'options', 'chip'] as const)('the gallery of the %s', (kind) => {
  const heard: string[] = [];
  const before = new Set<string>();
  beforeAll(async () => {
    await page.setViewport(sizes[kind]);
    await begin(kind);
  });

  it.each(Object.keys(scenes[kind]))('%s', async (scene) => {
    await show(page, scene);
    expect(await page.evaluate(cutOff)).toEqual([]);
    expect(await page.evaluate(twins)).toEqual([]);
    if (chromium) {
      const words = linesOf(await spokenTree(page), before).join('\n');
      heard.push(`## ${scene}\n\n${words.replace(/Chrome\/[\d.]+/, 'Chrome/…')}\n`);
      expect(await axeInBothThemes()).toEqual([]);
    }
    expect(complaints.splice(0)).toEqual([]);
  });

  it.runIf(chromium && kind !== 'chip')('has room for a finger', async () => {
    await page.setViewport({ ...sizes[kind], height: kind === 'options' ? 5_000 : 580, hasTouch: true });
    await begin(kind);
    for (const scene of fingered[kind]) {
      await show(page, scene);
      expect({ [scene]: await page.evaluate(tooSmall) }).toEqual({ [scene]: [] });
    }
  });

  it.runIf(chromium)('is read out as it was read through', () => {
    const file = path.join(folder, `${kind}.md`);
    const text = `# What a screen reader is given: ${kind}\n\n${heard.join('\n')}`;
    if (process.env.UPDATE_SPOKEN === '1') {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, text);
    }
    expect(text).toBe(readFileSync(file, 'utf8'));
  });
});
