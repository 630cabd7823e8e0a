// src/content/fill.ts in a real browser, beside the page's world as a content script is: every widget of fill-widgets.ts.

import path from 'node:path';
import type { Page } from 'puppeteer';
import { build, type Rollup } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_CODE, type FillWidget, widgets } from './fill-widgets';
import { launch } from './launch';
import type { Rig } from './rig';

let rig: Rig;
let page: Page;
let bundle: string;

/** A world of its own over the same document, with its own prototypes: what both browsers give to content scripts. */
interface World {
  evaluate<T>(script: string): Promise<T>;
}
const world = (): World => (page.mainFrame() as unknown as { isolatedRealm(): World }).isolatedRealm();

beforeAll(async () => {
  const output = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: path.resolve('src/content/fill.ts'), formats: ['iife'], name: 'countersignFill' },
    },
  })) as Rollup.RollupOutput[];
  const chunk = output[0]?.output[0];
  if (chunk === undefined || !('code' in chunk)) throw new Error('no bundle');
  bundle = `${chunk.code.replace(/^(?:const|var|let) countersignFill\s*=/m, 'globalThis.countersignFill =')}; undefined`;
  rig = await launch({ dist: null });
  page = await rig.browser.newPage();
});
afterAll(() => rig?.close());

async function show(widget: FillWidget): Promise<void> {
  await page.goto(`data:text/html,${encodeURIComponent(`<!doctype html><title>.</title><main>${widget.html}</main>`)}`);
  await page.bringToFront();
  await page.evaluate(`globalThis.log = []; ((root, log) => { ${widget.script ?? ''} })(document.querySelector('main'), log); undefined`);
  await world().evaluate(bundle);
}

const fill = (code: string): Promise<string> =>
  world().evaluate(`globalThis.boxes ??= [...document.querySelectorAll('input')]; countersignFill.fill(boxes, '${code}')`);
const held = (): Promise<string> => page.evaluate(() => [...document.querySelectorAll('input')].map((box) => box.value).join(''));
const logged = (): Promise<string[]> => page.evaluate(() => (globalThis as unknown as { log: string[] }).log);

describe.each(widgets)('$name', (widget) => {
  test(widget.expected, async () => {
    const code = widget.code ?? DEFAULT_CODE;
    await show(widget);
    expect(await fill(code)).toBe(widget.expected);
    expect(await held()).toBe(widget.holds ?? code);
    expect(await logged()).toEqual(widget.sent ?? []);
  });
});

describe('over time', () => {
  const plain: FillWidget = { name: '', html: '<input><button>Next</button>', expected: 'taken' };
  const watched: FillWidget = {
    ...plain,
    script: `for (const type of ['keydown', 'beforeinput', 'input', 'keyup', 'change', 'blur']) root.querySelector('input').addEventListener(type, () => log.push(type));`,
  };

  test('what a person typing would cause, and change only when the box is left', async () => {
    await show(watched);
    await fill(DEFAULT_CODE);
    expect(await logged()).toEqual(['keydown', 'beforeinput', 'input', 'keyup']);
    await page.click('button');
    expect((await logged()).filter((type) => type === 'change')).toEqual(['change']);
  });

  test('change before Enter, and once', async () => {
    await show(watched);
    await fill(DEFAULT_CODE);
    await page.keyboard.press('Enter');
    await page.click('button');
    expect((await logged()).filter((type) => type === 'change')).toEqual(['change']);
  });

  test('our own earlier code is written over', async () => {
    await show(plain);
    await fill(DEFAULT_CODE);
    expect(await fill('777777')).toBe('taken');
    expect(await held()).toBe('777777');
  });

  test('not once a person has typed in it', async () => {
    await show(plain);
    await fill(DEFAULT_CODE);
    await page.focus('input');
    await page.keyboard.press('End');
    await page.keyboard.press('Backspace');
    expect(await fill('777777')).toBe('not-empty');
    expect(await held()).toBe(DEFAULT_CODE.slice(0, -1));
  });
});
