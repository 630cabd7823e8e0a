// Injected when the person wants to draw a frame around a QR code. Takes nothing from the page and gives it nothing: an overlay in a
// closed root, gone before the picture is taken; the background alone sees the picture.

import { ask } from './messages';
import { regionSheet } from './region-style';
import { errorWords, words } from './words';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** CSS px; a smaller frame was a click. */
const LEAST = 16;
/** Milliseconds that the end is readable. */
const READ_FOR = 5_000;

const world = globalThis as unknown as { countersignRegion?: () => void };

function start(): void {
  world.countersignRegion?.();
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'closed' });
  root.adoptedStyleSheets = [regionSheet()];
  host.popover = 'manual';
  const body = document.createElement('div');
  // read by the tests as they read a chip
  body.className = 'cs-chip cs-region';
  body.dataset.kind = 'region';
  body.dataset.phase = 'draw';
  const hint = document.createElement('p');
  hint.setAttribute('role', 'status');
  hint.dir = words('@@bidi_dir') === 'rtl' ? 'rtl' : 'ltr';
  hint.textContent = words('regionHint');
  const frame = document.createElement('div');
  frame.className = 'cs-frame';
  body.append(frame, hint);
  root.append(body);

  const listening = new AbortController();
  const { signal } = listening;
  let from: Point | null = null;

  const end = (): void => {
    listening.abort();
    host.remove();
    delete world.countersignRegion;
  };
  world.countersignRegion = end;

  const boxTo = ({ x, y }: Point): DOMRect => {
    const start = from ?? { x, y };
    return new DOMRect(Math.min(start.x, x), Math.min(start.y, y), Math.abs(x - start.x), Math.abs(y - start.y));
  };
  const pointOf = ({ clientX, clientY }: PointerEvent): Point => ({
    x: Math.min(Math.max(clientX, 0), innerWidth),
    y: Math.min(Math.max(clientY, 0), innerHeight),
  });

  // Every event that goes through the overlay is ours alone, and only those that a person made count.
  const on = <K extends keyof HTMLElementEventMap>(type: K, act: (event: HTMLElementEventMap[K]) => void): void =>
    body.addEventListener(
      type,
      (event) => {
        event.preventDefault();
        event.stopPropagation();
        if (event.isTrusted) act(event);
      },
      { signal },
    );
  on('pointerdown', (event) => {
    if (event.button !== 0) return;
    body.setPointerCapture(event.pointerId);
    from = pointOf(event);
  });
  on('pointermove', (event) => {
    if (from === null) return;
    const { x, y, width, height } = boxTo(pointOf(event));
    frame.style.cssText = `left: ${x}px; top: ${y}px; width: ${width}px; height: ${height}px`;
  });
  on('pointerup', (event) => {
    if (from === null) return;
    const box = boxTo(pointOf(event));
    from = null;
    frame.style.cssText = '';
    if (box.width >= LEAST && box.height >= LEAST) void take(box);
  });
  on('pointercancel', () => {
    from = null;
    frame.style.cssText = '';
  });
  on('click', () => {});
  on('contextmenu', end);
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !event.isTrusted) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      end();
    },
    { signal, capture: true },
  );

  async function take({ x, y, width, height }: DOMRect): Promise<void> {
    host.hidePopover();
    body.dataset.phase = 'said';
    // Two frames later the overlay is off the screen.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const reply = await ask('region/drawn', { x, y, width, height, ratio: devicePixelRatio });
    if (signal.aborted) return;
    const said = reply.ok ? words(reply.value.key, reply.value.args) || errorWords('unknown') : errorWords(reply.error.code);
    hint.textContent = said;
    hint.dataset.outcome = reply.ok && reply.value.ok ? 'ok' : 'error';
    host.showPopover();
    setTimeout(end, READ_FOR);
  }

  (document.body ?? document.documentElement).append(host);
  host.showPopover();
}

start();
