// In every frame of every page: the smallest script that can say "nothing here". One message at most, then silence. It asks for no
// layout and keeps no value, and its observer looks at added inputs and pictures only.

import './bridge/relay';
import { isCodeField, speaksOfQr, speaksOfSavedCodes, speaksOfSecondFactor } from '../core/detect/wake';
import { tell } from './messages';
import { shadowRootOf } from './read-page-shadow';

/** In the isolated world only: false once a look found nothing, true once the detector was asked for. */
const world = globalThis as unknown as { countersignSentinel?: boolean; seen?: Document };

const THINGS = 'input,img,canvas,svg,a[href^="otpauth" i]';
/** What recovery codes are shown in. */
const LISTS = 'li,pre,td,textarea';
/** A page that asks for something shows none. */
const ASKS = 'input:not([type]),input[type=text],input[type=tel]';
const HEADINGS = 'h1,h2,h3,legend';
/** Where saved codes are shown, a button copies, prints or renews them. */
const NAMES_CODES = `${HEADINGS},button`;
const MAX_NAMES = 60;
const MAX_THINGS = 150;
/** XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, in a number for its length. */
const SNAPSHOT = 7;
/** Ordinary elements that have a shadow root are empty otherwise. */
const EMPTY = 'div:empty,span:empty,section:empty,main:empty,article:empty';
const MAX_HOSTS = 300;
/** A smaller square, in px, is no QR code; neither is a drawing of fewer shapes and a shorter path. */
const MIN_SIDE = 60;
const MODULES = 60;
const PATH = 800;
/** A text longer than this around a field is the page, not its form; so is a block of more elements, whose text nobody need put together. */
const NEAR = 1500;
const BLOCK = 400;

/** Texts read around things, a second at most: a busy page must not pay for what is almost never there. */
const PATIENCE = 24;
const SECOND_MS = 1000;

/** What was read in this look: many fields share their headings and blocks. */
let known = new Map<unknown, unknown>();

/** A picture, and fields without a word of their own, by which alone nothing is said; four, as a row of boxes, say enough. */
let picture = false;
let blanks = 0;
let awake = false;
let patience = PATIENCE;
let since = 0;

/** What was added since the last look. Judged when the page has nothing better to do, and soon in any case. */
let added: Element[] = [];
const SOON_MS = 50;
const MAX_ADDED = 500;

const observer = new MutationObserver((records) => {
  const idle = added.length === 0;
  for (const { addedNodes } of records) for (const node of addedNodes) if (node.nodeType === 1) added.push(node as Element);
  if (idle && added.length > 0) requestIdleCallback(lookAtAdded, { timeout: SOON_MS });
});

function lookAtAdded(): void {
  const now = performance.now();
  if (now - since > SECOND_MS) [since, patience] = [now, PATIENCE];
  known = new Map();
  const nodes = added.length > MAX_ADDED ? [document.documentElement] : added.filter((node) => node.isConnected);
  added = [];
  nodes.forEach(look);
  if (!awake && nodes.some(announcesCodes)) wake();
}

/** A single-page application comes to its recovery codes: the codes themselves may be any text. */
const announcesCodes = (node: Element): boolean =>
  speaksOfSavedCodes(
    [node, ...node.querySelectorAll(NAMES_CODES)]
      .slice(0, MAX_NAMES)
      .filter((one) => one.matches(NAMES_CODES))
      .map((one) => one.textContent)
      .join('\n'),
  );

function start(): void {
  world.countersignSentinel = false;
  look(document);
  if (!awake && (speaksOfSavedCodes(about()) || announcesCodes(document.documentElement) || (mayShowCodes() && speaks(about())))) wake();
  if (!awake) observe(document);
}

const mayShowCodes = (): boolean => document.querySelector(LISTS) !== null || document.querySelector(ASKS) === null;

const observe = (root: Node) => observer.observe(root, { childList: true, subtree: true });

function look(root: Document | ShadowRoot | Element): void {
  if (awake) return;
  const things = root.querySelectorAll(THINGS);
  let found = root instanceof Element && root.matches(THINGS) && matters(root);
  for (let i = 0; i < things.length && i < MAX_THINGS && !found; i++) found = matters(things[i] as Element);
  if (found || blanks > (picture ? 0 : 3)) wake();
  else if (root === document) {
    const custom = document.evaluate('//*[contains(local-name(), "-")]', root, null, SNAPSHOT, null);
    for (let i = 0; i < custom.snapshotLength && i < MAX_HOSTS; i++) descend(custom.snapshotItem(i) as Element);
    all(root.querySelectorAll(EMPTY));
  } else {
    if (root instanceof Element) descend(root);
    all(root.querySelectorAll('*'));
  }
}

function all(hosts: NodeListOf<Element>): void {
  for (let i = 0; i < hosts.length && i < MAX_HOSTS; i++) descend(hosts[i] as Element);
}

function descend(host: Element): void {
  const root = awake ? null : shadowRootOf(host);
  if (root === null) return;
  observe(root);
  look(root);
}

function wake(): void {
  awake = true;
  observer.disconnect();
  world.countersignSentinel = true;
  tell('sentinel/evidence');
}

/** Asks once a look. */
function once<T>(of: unknown, ask: () => T): T {
  if (!known.has(of)) known.set(of, ask());
  return known.get(of) as T;
}

const speaks = (text: string): boolean => once(text, () => speaksOfSecondFactor(text));

/** Address, title and headings: what the page says it is about. Not by `location`: one object less to come into this world. */
const about = (): string =>
  once(document, () => {
    const headings = [...document.querySelectorAll(HEADINGS)].slice(0, 12).map((heading) => heading.textContent);
    return document.URL.split('/').slice(3).join('/').slice(0, 200) + document.title + headings;
  });

/** The text of the largest small block around, without scripts. */
function around(element: Element): string {
  let text = '';
  let block = element.parentElement;
  for (let i = 0; block !== null && i < 6; i++, block = block.parentElement) {
    const here = textOf(block);
    if (here.length >= NEAR) break;
    text = here;
  }
  return text;
}

const textOf = (block: Element): string =>
  once(block, () => {
    if (block.getElementsByTagName('*').length > BLOCK) return ' '.repeat(NEAR);
    let text = block.textContent as string;
    for (const script of block.querySelectorAll('script,style')) text = text.replace(script.textContent as string, '');
    return text;
  });

function matters(element: Element): boolean {
  const of = (...names: string[]) => names.map((name) => element.getAttribute(name)).join(' ');
  if (element.localName === 'a') return true;
  if (element.localName !== 'input') return pictureMatters(element, of('alt', 'class', 'id', 'aria-label'));
  const input = element as HTMLInputElement;
  // Few patterns: each one is compiled anew in every page.
  if (!['text', 'tel', 'number', 'password'].includes(input.type)) return /^otpauth/i.test(of('value'));
  const own = of('name', 'id', 'placeholder', 'aria-label', 'title');
  if (of('autocomplete').toLowerCase().includes('one-time-code')) return true;
  if (input.type === 'password' && !/otp|code|token|[2m]fa|pin/i.test(own)) return false;
  const { maxLength } = input;
  const numeric = /number|tel|numeric|decimal/.test(input.type + input.inputMode) || (maxLength > 5 && maxLength < 9) || maxLength === 1;
  const labels = [...(input.labels ?? [])].map((label) => label.textContent);
  const is = isCodeField(`${own} ${labels}`, numeric, () => speaks(about()) || (patience-- > 0 && speaks(around(input))));
  if (is === null) blanks++;
  return is === true;
}

/** Sizes by attribute or of the file. A canvas of the initial size (300 × 150) has still to be drawn. */
function pictureMatters(element: Element, own: string): boolean {
  const size = (name: string) => Number.parseInt(element.getAttribute(name) as string, 10);
  let [width, height] = [size('width'), size('height')];
  const { naturalWidth, naturalHeight } = element as HTMLImageElement;
  if (naturalWidth > 1) [width, height] = [naturalWidth, naturalHeight];
  const canvas = element.localName === 'canvas';
  if ((Math.abs(width - height) > 0.2 * height || width < MIN_SIDE) && !(canvas && width === 300)) return false;
  if (element.localName === 'svg') {
    const paths = [...element.querySelectorAll('path')];
    if (element.getElementsByTagName('*').length < MODULES && !paths.some((path) => (path.getAttribute('d') ?? '').length > PATH))
      return false;
  }
  if (/qr|barcode|otp|2fa/i.test(own) || speaks(about()) || (patience-- > 0 && speaksOfQr(around(element)))) return true;
  picture ||= canvas || element.localName === 'svg' || /^data:/.test(element.getAttribute('src') as string);
  return false;
}

// Firefox uses a new frame's window for the empty document and then for the real one.
if (world.seen !== document) {
  world.seen = document;
  const soon = () => requestIdleCallback(start, { timeout: SOON_MS });
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', soon, { once: true });
  else soon();
}
