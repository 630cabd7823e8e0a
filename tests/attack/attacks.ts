// The battery of research/security.md §2.1: twenty ways to make a person press a chip that they do not see, the stalled main thread
// (21), the clipped frame (22), and what was thought of since. Each runs in the page's own world, with the page's rights: it sees the
// chip's host and nothing in it.

export interface Attack {
  readonly number: number;
  readonly name: string;
  /** What is done to the chip. */
  readonly what: string;
  /** JavaScript of the page. `host()` finds the chip's host element; `lure(css)` lays a decoy over all. */
  readonly script: string;
  /** When the script runs: before the victim comes, once the pointer rests on the chip, or right before the press. */
  readonly when: 'before' | 'hovered' | 'press';
  /** The victim page stands in a frame of this page. `FRAME` is its address. */
  readonly parent?: string;
  /** Presses so many milliseconds after the script began, while the page's main thread stands still. */
  readonly stalled?: number;
  /** What the person sees changes from moment to moment: a picture taken before the press proves nothing. */
  readonly timed?: true;
  /** Gets a code out of an extension that believes every click (weakened.ts): it must, or it is no test of ours. */
  readonly potent?: true;
  /** No press at all: scripts press. */
  readonly scripted?: true;
  /** Needs windows on a screen: in a headless browser all of them have the focus. */
  readonly headed?: true;
  /** The pointer rests elsewhere, and the chip is brought under it. */
  readonly arrives?: true;
  /** What the person does instead of one press; `window`: presses once the window that the page opened is closed. */
  readonly gesture?: 'double' | 'drag' | 'keys' | 'window';
}

const before = (number: number, name: string, what: string, script: string): Attack => ({ number, name, what, script, when: 'before' });
const potent = (attack: Attack): Attack => ({ ...attack, potent: true });

/** A popover of the page that covers everything and lets the press through. */
const COVER = `lure('pointer-events:none').showPopover();`;

const FADED = `document.documentElement.style.cssText = 'opacity:.001!important';`;

export const attacks: readonly Attack[] = [
  before(
    1,
    'inline-style',
    'inline declarations on the host, important',
    `
    for (const [name, value] of Object.entries({ opacity: '.001', transform: 'scale(.01)', left: '-9999px', filter: 'opacity(0)', 'clip-path': 'inset(50%)', 'z-index': '-1' }))
      host().style.setProperty(name, value, 'important');`,
  ),
  before(
    2,
    'page-stylesheet',
    'a rule of the page for every popover',
    `
    css('[popover]{opacity:.01!important;filter:opacity(.01)!important;color:transparent!important;width:1px!important}');`,
  ),
  before(
    3,
    'pseudo-elements',
    '::before, ::after and ::backdrop of the host as covers',
    `
    css(host().localName + '::before,' + host().localName + '::after,' + host().localName + '::backdrop{content:""!important;display:block!important;position:fixed!important;inset:0!important;background:#fff!important;z-index:9!important;pointer-events:none!important}');`,
  ),
  before(4, 'body-opacity', 'the body as good as transparent', `css('body{opacity:.001!important}');`),
  before(5, 'html-opacity', 'the root as good as transparent', FADED),
  before(6, 'html-clip-path', 'the root clipped to nothing', `css('html{clip-path:inset(50%)!important}');`),
  before(7, 'html-mask', 'the root masked', `css('html{mask:linear-gradient(transparent,transparent)!important}');`),
  before(
    8,
    'html-blend',
    'the root blended away',
    `css('html{mix-blend-mode:difference!important;isolation:isolate!important;background:#fff!important}');`,
  ),
  before(9, 'html-transform', 'the root moved and shrunk', `css('html{transform:translate(-3000px) scale(.01)!important}');`),
  before(10, 'html-filter', 'the root dimmed by a filter', `css('html{filter:opacity(.01)!important}');`),
  before(11, 'html-zoom', 'the root shrunk by zoom', `css('html{zoom:.05!important}');`),
  before(
    12,
    'z-index',
    'an overlay with the highest z-index',
    `
    const over = document.createElement('div');
    over.style.cssText = 'position:fixed;inset:0;background:#fff;z-index:2147483647;pointer-events:none';
    document.documentElement.append(over);`,
  ),
  potent(before(13, 'page-popover', 'a popover of the page over everything, transparent to the pointer', COVER)),
  potent(
    before(
      14,
      'partial-popover',
      'a popover over the words only',
      `
    const box = host().getBoundingClientRect();
    const over = lure('pointer-events:none');
    over.style.cssText += ';inset:auto;left:' + (box.x + 36) + 'px;top:' + box.y + 'px;width:' + (box.width - 72) + 'px;height:' + box.height + 'px';
    over.showPopover();`,
    ),
  ),
  before(
    15,
    'modal-dialog',
    'a modal dialog and its backdrop over everything',
    `
    const dialog = document.createElement('dialog');
    css('dialog{width:100vw;height:100vh;max-width:none;max-height:none;border:0;background:#fff;pointer-events:none}dialog::backdrop{pointer-events:none;background:#fff}');
    document.body.append(dialog);
    dialog.showModal();`,
  ),
  potent(
    before(
      16,
      'closed-shadow-popover',
      "a popover in a closed shadow root of the page's own",
      `
    const holder = document.createElement('div');
    document.body.append(holder);
    const over = lure('pointer-events:none');
    holder.attachShadow({ mode: 'closed' }).append(over);
    over.showPopover();`,
    ),
  ),
  before(
    17,
    'hide-popover',
    'hidePopover() on the host, then the root faded',
    `${FADED}
    host().hidePopover();
    for (let i = 0; i < 6; i++) setTimeout(() => host()?.hidePopover(), 150 * i);`,
  ),
  before(
    18,
    'popover-attribute',
    'the popover attribute taken away, then the root faded',
    `${FADED}
    host().removeAttribute('popover');
    for (let i = 0; i < 6; i++) setTimeout(() => host()?.removeAttribute('popover'), 150 * i);`,
  ),
  before(
    19,
    'view-transition',
    'a view transition whose pictures cover the page for ever',
    `
    css('::view-transition{background:#fff}::view-transition-group(*),::view-transition-old(*),::view-transition-new(*){animation-duration:60s;opacity:.01}');
    document.startViewTransition?.(() => undefined);`,
  ),
  before(
    20,
    'reparent',
    'the host moved into a faded container',
    `
    const box = document.createElement('div');
    box.style.cssText = 'opacity:.001;filter:opacity(.01);transform:scale(.1);overflow:hidden;width:1px;height:1px';
    document.body.append(box);
    const chip = host();
    for (let i = 0; i < 6; i++) setTimeout(() => box.append(chip), 150 * i);`,
  ),
  {
    number: 21,
    name: 'stalled-thread',
    potent: true,
    what: 'cover, stall the main thread while the press waits, uncover',
    when: 'hovered',
    stalled: 250,
    script: `
    const over = lure('pointer-events:none');
    over.showPopover();
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const end = performance.now() + 700;
      globalThis.stalling = true;
      while (performance.now() < end);
      over.remove();
    }));`,
  },
  {
    number: 22,
    name: 'clipped-frame',
    potent: true,
    what: 'the parent shows only the piece of the frame with the chip, under words of its own',
    when: 'before',
    script: '',
    parent: `<!doctype html><body style="margin:0;font:16px system-ui"><div style="clip-path:inset(0 0 0 0);opacity:.02"><iframe src="FRAME" style="border:0;width:1000px;height:700px"></iframe></div></body>`,
  },
  // ---- found while building
  {
    number: 23,
    name: 'moved-under-pointer',
    potent: true,
    arrives: true,
    what: 'the field jumps so that the chip lands under the pointer right before the press',
    when: 'press',
    script: `
    const box = host().getBoundingClientRect();
    document.querySelector('form').style.transform = 'translate(' + (pointer.x - box.x - 40) + 'px,' + (pointer.y - box.y - 20) + 'px)';`,
  },
  {
    number: 24,
    name: 'flicker',
    potent: true,
    timed: true,
    what: 'covered most of the time, uncovered in short moments',
    when: 'before',
    script: `
    const over = lure('pointer-events:none');
    over.showPopover();
    let shown = true;
    (function flick() {
      if (shown) over.hidePopover(); else over.showPopover();
      shown = !shown;
      setTimeout(flick, shown ? 130 : 24);
    })();`,
  },
  {
    number: 25,
    name: 'scripted-press',
    what: 'events and methods that press without a person',
    when: 'hovered',
    scripted: true,
    script: `
    const target = host();
    const { x, y } = target.getBoundingClientRect();
    const at = { bubbles: true, composed: true, cancelable: true, clientX: x + 40, clientY: y + 20, detail: 1, button: 0 };
    for (const type of ['pointerover', 'pointermove', 'pointerdown', 'pointerup']) target.dispatchEvent(new PointerEvent(type, at));
    for (const type of ['mousedown', 'mouseup', 'click']) target.dispatchEvent(new MouseEvent(type, at));
    target.click();
    target.focus();
    for (const type of ['keydown', 'keyup']) target.dispatchEvent(new KeyboardEvent(type, { key: 'Enter', code: 'Enter', bubbles: true, composed: true }));`,
  },
  {
    number: 26,
    name: 'custom-element',
    what: "the host's name defined as a custom element to get at the closed root",
    when: 'hovered',
    scripted: true,
    script: `
    const { localName } = host();
    customElements.define(localName, class extends HTMLElement {
      constructor() {
        super();
        try { globalThis.stolenRoot = this.attachInternals().shadowRoot; } catch {}
        globalThis.stolenRoot ??= this.shadowRoot;
        globalThis.stolenRoot?.querySelector('button')?.click();
      }
    });`,
  },
  before(
    27,
    'animation',
    'a script animation and an important transition on the host',
    `
    host().animate({ opacity: ['.001', '.001'], transform: ['scale(.01)', 'scale(.01)'] }, { duration: 1e6, fill: 'both' });
    css(host().localName + '{transition:all 1000s!important;animation:none}');`,
  ),
  {
    number: 28,
    name: 'cover-at-press',
    potent: true,
    what: 'covered once the pointer rests on the chip, uncovered by the press',
    when: 'press',
    script: `
    const over = lure('pointer-events:none');
    over.showPopover();
    addEventListener('pointerdown', () => over.remove(), { capture: true, once: true });`,
  },
  {
    number: 29,
    name: 'short-stall',
    potent: true,
    what: 'cover, stall just long enough for a quick hand, uncover as the press is handled',
    when: 'hovered',
    stalled: 235,
    script: `
    const over = lure('pointer-events:none');
    over.showPopover();
    addEventListener('pointerdown', () => over.remove(), { capture: true, once: true });
    requestAnimationFrame(() => {
      const end = performance.now() + 290;
      setTimeout(() => { while (performance.now() < end); });
    });`,
  },
];
