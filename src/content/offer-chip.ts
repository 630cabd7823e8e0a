// The chip as elements: a host of a random name that carries nothing but `popover`, and everything else inside its closed root.

import type { OfferView } from '../messages/views';
import { chipSheet } from './chip-style';
import { words } from './words';

export type ChipPhase = 'offer' | 'busy' | 'outcome' | 'leaving';

export interface OfferChip {
  readonly host: HTMLElement;
  /** The whole chip inside the root: what is observed, and what tests read. */
  readonly body: HTMLElement;
  readonly act: HTMLButtonElement;
  readonly close: HTMLButtonElement;
  /** Takes over the words and the id of an offer. */
  offer(view: OfferView): void;
  ready(isReady: boolean): void;
  say(phase: Exclude<ChipPhase, 'offer'>, text: string, outcome?: 'ok' | 'error'): void;
  phase(): ChipPhase;
  /** Upper left corner, in CSS pixels of the viewport. */
  moveTo(x: number, y: number): void;
}

/** The zoom that this element is drawn with, its ancestors' included (CSSOM View: `currentCSSZoom`). */
export const zoomOf = (element: Element | null): number => (element as { currentCSSZoom?: number } | null)?.currentCSSZoom || 1;

const SVG = 'http://www.w3.org/2000/svg';

export function buildChip(view: OfferView): OfferChip {
  // A page that sees the name and defines it as a custom element still gets no root out of `attachInternals()`: the root is attached
  // before the definition, so it is not available to element internals (HTML §4.13.7.2).
  const host = document.createElement(randomName());
  const root = host.attachShadow({ mode: 'closed' });
  const spot = new CSSStyleSheet();
  let corner = '';
  let leastWidth = 0;
  /** `zoom` is the one thing that reaches through the top layer from the root: undone here, so that our pixels stay pixels. */
  const settle = (): void => {
    const around = zoomOf(host.parentElement);
    spot.replaceSync(`:host { ${corner} min-width: ${leastWidth}px !important; zoom: ${1 / around} !important; }`);
  };
  root.adoptedStyleSheets = [chipSheet(), spot];
  host.popover = 'manual';

  const rightToLeft = words('@@bidi_dir') === 'rtl';
  const body = element('div', 'cs-chip');
  body.dir = rightToLeft ? 'rtl' : 'ltr';
  body.setAttribute('role', 'group');
  body.setAttribute('aria-label', words('extensionName'));
  body.dataset.ready = 'false';
  body.dataset.phase = 'offer';

  const act = element('button', 'cs-act');
  act.type = 'button';
  const label = element('span', 'cs-words');
  act.append(mark(), label);

  const status = element('div', 'cs-status');
  status.setAttribute('role', 'status');

  const close = element('button', 'cs-close');
  close.type = 'button';
  close.append(cross());
  const nameClose = (key: string): void => {
    close.title = words(key);
    close.setAttribute('aria-label', close.title);
  };

  body.append(act, status, close);
  root.append(body);

  const chip: OfferChip = {
    host,
    body,
    act,
    close,
    offer(next) {
      body.dataset.offer = next.offerId;
      body.dataset.kind = next.kind;
      body.dataset.finding = String(next.findingId);
      body.dataset.phase = 'offer';
      leastWidth = 0;
      settle();
      if (status.hasChildNodes()) status.replaceChildren();
      delete status.dataset.outcome;
      const text = words(next.key, next.args);
      if (label.textContent !== text) label.textContent = text;
      act.title = text;
      nameClose('chipDismiss');
    },
    ready(isReady) {
      const next = String(isReady);
      if (body.dataset.ready !== next) body.dataset.ready = next;
    },
    say(phase, text, outcome) {
      // Shorter words must not pull the close button under a pointer that rests where it pressed.
      if (phase !== 'leaving' && leastWidth === 0) {
        leastWidth = Math.ceil(host.getBoundingClientRect().width);
        settle();
      }
      body.dataset.phase = phase;
      body.dataset.ready = 'false';
      if (phase === 'leaving') return;
      if (outcome === undefined) delete status.dataset.outcome;
      else status.dataset.outcome = outcome;
      const said = element('span', 'cs-words');
      said.textContent = text;
      status.replaceChildren(mark(), said);
      // what has happened cannot be put off any more
      if (phase === 'outcome') nameClose('close');
      status.title = text;
    },
    phase: () => (body.dataset.phase ?? 'offer') as ChipPhase,
    moveTo(x, y) {
      corner = `left: ${x}px !important; top: ${y}px !important;`;
      settle();
    },
  };
  chip.offer(view);
  return chip;
}

function element<K extends keyof HTMLElementTagNameMap>(name: K, className: string): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.className = className;
  return made;
}

/** The mark of `ui/Mark.tsx`. */
function mark(): SVGSVGElement {
  const svg = picture('cs-mark', '0 0 32 32');
  const ground = document.createElementNS(SVG, 'rect');
  for (const [name, value] of [
    ['class', 'cs-ground'],
    ['width', '32'],
    ['height', '32'],
    ['rx', '8'],
  ] as const)
    ground.setAttribute(name, value);
  svg.append(ground, path('cs-line', 'M21.6 8.8A9.2 9.2 0 1 0 24.9 18.2'), path('cs-line', 'M12.2 16.3l3.7 3.7L26 9.4'));
  return svg;
}

function cross(): SVGSVGElement {
  const svg = picture('cs-cross', '0 0 12 12');
  svg.append(path('', 'M2 2l8 8M10 2l-8 8'));
  return svg;
}

function picture(className: string, viewBox: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', className);
  svg.setAttribute('viewBox', viewBox);
  svg.setAttribute('aria-hidden', 'true');
  return svg;
}

function path(className: string, d: string): SVGPathElement {
  const line = document.createElementNS(SVG, 'path');
  if (className !== '') line.setAttribute('class', className);
  line.setAttribute('d', d);
  return line;
}

function randomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  const letters = [...bytes].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}
