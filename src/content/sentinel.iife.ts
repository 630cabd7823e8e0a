// In every frame of every page: the smallest script that can say "nothing here". One message at most, then silence. It asks for no
// layout and keeps no value, and its observer looks at added inputs and pictures only.

import './bridge/relay';
import { isCodeField, namesCode, speaksOfQr, speaksOfSavedCodes, speaksOfSecondFactor } from '../core/detect/wake';
import { tell } from './messages';
import { PLAIN, shadowRootOf } from './read-page-shadow';

/** In the isolated world only: false once a look found nothing, true once the detector was asked for. */
const world = globalThis as unknown as { countersignSentinel?: boolean; seen?: Document };

/** Not the fields that are on every page: another kind of element is one more thing for this world to get to know. */
const THINGS = 'input:not([type=search],[type=email],[type=hidden]),[value^="otpauth" i],img,canvas,svg,a[href^="otpauth" i]';
/** What recovery codes are shown in. */
const LISTS = 'li,pre,td,textarea';
/** A page that asks for something shows none. */
const ASKS = 'input:not([type]),[type=text],[type=tel]';
/** Where saved codes are shown, a button copies, prints or renews them. */
const NAMES = 'h1,h2,h3,legend,button';
const MAX_NAMES = 60;
const MAX_THINGS = 150;
const NUMERIC = ['number', 'tel', 'numeric', 'decimal'];
/** XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, in a number for its length. */
const SNAPSHOT = 7;
/** Ordinary elements that have a shadow root are empty otherwise. */
const EMPTY = `:is(${PLAIN}):empty`;
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

/** When the page has nothing better to do, and soon in any case. */
const idle = (act: () => void): void => void requestIdleCallback(act, { timeout: SOON_MS });

const observer = new MutationObserver((records) => {
  const first = added.length === 0;
  for (const { addedNodes } of records) for (const node of addedNodes) if (node.nodeType === 1) added.push(node as Element);
  if (first && added.length > 0) idle(lookAtAdded);
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

const namesIn = (root: Document | Element): string => {
  let text = '';
  const names = root.querySelectorAll(NAMES);
  for (let i = 0; i < names.length && i < MAX_NAMES; i++) text += `${(names[i] as Element).textContent}\n`;
  return text;
};

/** A single-page application comes to its recovery codes: the codes themselves may be any text. */
const announcesCodes = (node: Element): boolean => speaksOfSavedCodes((node.matches(NAMES) ? node.textContent : '') + namesIn(node));

function start(): void {
  world.countersignSentinel = false;
  look(document);
  if (!awake && speaks(about()) && (mayShowCodes() || speaksOfSavedCodes(about()))) wake();
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
    const custom = document.evaluate('//*[contains(local-name(),"-")]', root, null, SNAPSHOT, null);
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

/** Address, title, headings and buttons: what the page is about. Not by `location`: one object less to come into this world. */
const about = (): string =>
  once(document, () => `${document.URL.slice(document.URL.indexOf('/', 8)).slice(0, 200)} ${document.title} ${namesIn(document)}`);

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
  const kind = element.localName;
  if (kind === 'a') return true;
  const of = (name: string): string => `${element.getAttribute(name) ?? ''} `;
  if (kind !== 'input') return pictureMatters(element, kind, of);
  const input = element as HTMLInputElement;
  const { type, maxLength } = input;
  if (!['text', 'tel', 'number', 'password'].includes(type)) return of('value').toLowerCase().startsWith('otpauth');
  const own = of('name') + of('id') + of('placeholder') + of('aria-label') + of('title');
  if (of('autocomplete').toLowerCase().includes('one-time-code')) return true;
  if (type === 'password' && !namesCode(own)) return false;
  const numeric = NUMERIC.includes(type) || NUMERIC.includes(input.inputMode) || (maxLength > 5 && maxLength < 9) || maxLength === 1;
  let labels = '';
  for (const label of input.labels ?? []) labels += label.textContent;
  const is = isCodeField(own + labels, numeric, () => speaks(about()) || (patience-- > 0 && speaks(around(input))));
  if (is === null) blanks++;
  return is === true;
}

/** Sizes by attribute or of the file. A canvas of the initial size (300 × 150) has still to be drawn. */
function pictureMatters(element: Element, kind: string, of: (name: string) => string): boolean {
  let [width, height] = [Number.parseInt(of('width'), 10), Number.parseInt(of('height'), 10)];
  const { naturalWidth, naturalHeight } = element as HTMLImageElement;
  // One pixel holds a place where another size is given.
  if (naturalWidth > (width > 0 ? 1 : 0)) [width, height] = [naturalWidth, naturalHeight];
  const canvas = kind === 'canvas';
  const drawn = kind === 'svg';
  if ((Math.abs(width - height) > 0.2 * height || width < MIN_SIDE) && !(canvas && width === 300)) return false;
  if (drawn) {
    const paths = [...element.querySelectorAll('path')];
    if (element.getElementsByTagName('*').length < MODULES && !paths.some((path) => (path.getAttribute('d') ?? '').length > PATH))
      return false;
  }
  if (
    speaksOfQr(of('alt') + of('class') + of('id') + of('aria-label')) ||
    speaks(about()) ||
    (patience-- > 0 && speaksOfQr(around(element)))
  )
    return true;
  picture ||= canvas || drawn || of('src').startsWith('data:');
  return false;
}

// Firefox uses a new frame's window for the empty document and then for the real one.
if (world.seen !== document) {
  world.seen = document;
  // Mostly all is read by then; if not, an event will say so, and that is one more object to make.
  idle(() =>
    document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', () => idle(start), { once: true }) : start(),
  );
}
