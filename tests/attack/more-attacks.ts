// Attacks on what a person sees and presses that no report lists: thought of while building, or known from elsewhere in the browser.
// Numbers go on from attacks.ts.

import type { Attack } from './attacks';

const before = (number: number, name: string, what: string, script: string): Attack => ({ number, name, what, script, when: 'before' });
const potent = (attack: Attack): Attack => ({ ...attack, potent: true });
const MOVE = `box.moveBefore ? box.moveBefore(host(), null) : box.append(host());`;
const COVER = `lure('pointer-events:none').showPopover();`;

export const moreAttacks: readonly Attack[] = [
  {
    ...before(
      30,
      'view-transition-through',
      'the picture of a decoy stands over the page for as long as a transition lasts, and lets the press through',
      `
    css('::view-transition{pointer-events:none}::view-transition-group(root){animation-duration:60s}::view-transition-old(root){animation:none;opacity:1;z-index:9}::view-transition-new(root){animation:none;opacity:0}');
    const over = lure('pointer-events:none');
    over.showPopover();
    document.startViewTransition?.(() => over.remove());`,
    ),
    timed: true,
  },
  before(
    31,
    'inherited-properties',
    'everything that is inherited, made invisible at the root',
    `css('html{color:transparent!important;-webkit-text-fill-color:transparent!important;font:0/0 a!important;letter-spacing:-9em!important;text-indent:-9999px!important;visibility:hidden!important;text-shadow:0 0 9px #fff!important;writing-mode:vertical-rl!important;direction:rtl!important;zoom:1;cursor:none!important;fill:none!important;stroke:none!important;color-scheme:only dark!important}');`,
  ),
  before(
    32,
    'fonts',
    'fonts of the page under the names of the system, as good as empty',
    `
    for (const name of ['system-ui', 'sans-serif', 'Cantarell', 'DejaVu Sans', 'Segoe UI', 'BlinkMacSystemFont'])
      css('@font-face{font-family:"' + name + '";src:local("DejaVu Sans"),local("Liberation Sans");size-adjust:0%}');`,
  ),
  before(
    33,
    'custom-properties',
    'the names of the chip’s own colours, and colours of the whole system, set by the page',
    `
    css('*{--ground:#fff!important;--text:#fff!important;--edge:#fff!important;--accent:#fff!important;--hover:#fff!important;forced-color-adjust:none!important;color-scheme:only light!important}');
    for (const name of ['--text', '--accent']) try { CSS.registerProperty({ name, syntax: '<color>', inherits: true, initialValue: '#fff' }); } catch {}`,
  ),
  before(34, 'inert', 'the root inert', `document.documentElement.inert = true;`),
  before(
    35,
    'hidden-root',
    'the root not displayed, its content not drawn',
    `css('html{content-visibility:hidden!important}body{display:none!important}');`,
  ),
  before(
    36,
    'modern-transforms',
    'rotate, scale, translate, offset, perspective, 3D at root and body',
    `css('html,body{rotate:90deg!important;scale:.01!important;translate:-3000px!important;offset:path("M9 9")!important;perspective:1px!important;transform-style:preserve-3d!important;will-change:transform,filter!important;contain:strict!important;container-type:size!important}');`,
  ),
  before(
    37,
    'svg-filter',
    'the root pushed aside by a filter of SVG',
    `
    document.body.insertAdjacentHTML('beforeend', '<svg width="0" height="0"><filter id="away"><feOffset dx="3000"/></filter></svg>');
    css('html{filter:url(#away)!important}');`,
  ),
  potent(
    before(
      38,
      'backdrop-blur',
      'a popover that only blurs and recolours what is behind it',
      `lure('background:none!important;backdrop-filter:blur(60px) brightness(4);pointer-events:none').showPopover();`,
    ),
  ),
  potent(
    before(
      39,
      'blended-cover',
      'a popover that is blended with what is behind it',
      `lure('mix-blend-mode:lighten;pointer-events:none').showPopover();`,
    ),
  ),
  potent(
    before(
      40,
      'cover-with-hole',
      'everything covered but a hole under the pointer',
      `
    const box = host().getBoundingClientRect();
    const [x, y] = [box.x + Math.min(60, box.width / 2), box.y + box.height / 2];
    lure('pointer-events:none;clip-path:polygon(evenodd,0 0,100% 0,100% 100%,0 100%,0 0,' + [[-8, -8], [8, -8], [8, 8], [-8, 8], [-8, -8]].map(([a, b]) => (x + a) + 'px ' + (y + b) + 'px').join() + ')').showPopover();`,
    ),
  ),
  potent({
    ...before(
      41,
      'css-flicker',
      'a cover that an animation takes away for one frame in many',
      `
    css('@keyframes blink{0%,84%{opacity:1}85%,100%{opacity:0}}');
    lure('pointer-events:none;animation:blink 180ms steps(1) infinite').showPopover();`,
    ),
    timed: true,
  }),
  before(
    42,
    'fullscreen-cover',
    'an element in full screen, over the chip and transparent to the pointer',
    `
    const over = document.createElement('div');
    over.style.cssText = 'background:#fff;pointer-events:none';
    over.textContent = 'Click anywhere to go on';
    document.body.append(over);
    over.requestFullscreen().catch(() => { over.popover = 'manual'; over.style.cssText += ';inset:0;width:100vw;height:100vh'; over.showPopover(); });`,
  ),
  before(43, 'pointer-lock', 'the pointer locked to the page', `document.body.requestPointerLock();`),
  {
    number: 44,
    name: 'scrolled-under-pointer',
    potent: true,
    what: 'the page scrolls so that the chip comes under the pointer right before the press',
    when: 'press',
    arrives: true,
    script: `
    document.body.style.minHeight = '4000px';
    const form = document.querySelector('form');
    form.style.top = '560px';
    form.style.left = (pointer.x - 60) + 'px';
    setTimeout(() => { form.style.left = (2 * pointer.x - 100 - host().getBoundingClientRect().x) + 'px'; }, 100);
    setTimeout(() => scrollBy({ top: host().getBoundingClientRect().y + 20 - pointer.y, behavior: 'instant' }), 800);`,
  },
  {
    number: 45,
    name: 'double-click-lure',
    potent: true,
    what: 'a cover that goes at the first half of a double click',
    when: 'hovered',
    gesture: 'double',
    script: `
    const over = lure('');
    over.showPopover();
    over.addEventListener('pointerdown', () => over.remove());`,
  },
  {
    number: 46,
    name: 'dragged-on',
    what: 'a press that began elsewhere and is let go on the chip, and something dropped on it',
    when: 'hovered',
    gesture: 'drag',
    script: `document.querySelector('h1').draggable = false; document.body.style.userSelect = 'none';`,
  },
  {
    number: 47,
    name: 'key-lure',
    what: 'the focus put beside the covered chip, then Tab and Enter asked for',
    when: 'hovered',
    gesture: 'keys',
    script: `${COVER} const last = document.createElement('button'); document.body.append(last); last.focus(); host().focus();`,
  },
  {
    number: 48,
    name: 'access-keys',
    what: 'labels, forms, access keys and command buttons that point at the chip',
    when: 'hovered',
    scripted: true,
    script: `
    const target = host();
    target.id = 'chip';
    for (const [name, more] of [['label', { htmlFor: 'chip' }], ['button', { popoverTargetElement: target, popoverTargetAction: 'show' }]]) {
      const made = Object.assign(document.createElement(name), more);
      document.body.append(made);
      made.click();
    }
    const button = document.createElement('button');
    button.setAttribute('commandfor', 'chip');
    button.setAttribute('command', '--press');
    document.body.append(button);
    button.click();
    target.accessKey = 'x';
    target.click();
    target.tabIndex = 0;
    target.focus();
    document.execCommand?.('insertText', false, '123');`,
  },
  {
    number: 49,
    name: 'another-window',
    potent: true,
    headed: true,
    what: 'a window of the page lay over the chip, and is closed right before the press',
    when: 'press',
    gesture: 'window',
    script: `globalThis.over = open('about:blank', '', 'popup,width=700,height=500,left=0,top=0');`,
  },
  {
    number: 50,
    name: 'frozen-picture',
    timed: true,
    what: 'a transition whose update does not end freezes the picture of a decoy',
    when: 'hovered',
    script: `
    const over = lure('pointer-events:none');
    over.showPopover();
    requestAnimationFrame(() => requestAnimationFrame(() => document.startViewTransition?.(() => { over.remove(); return new Promise((done) => setTimeout(done, 3000)); })));`,
  },
  before(
    51,
    'refused-popovers',
    'the page calls off every popover before it shows',
    `
    addEventListener('beforetoggle', (event) => event.preventDefault(), true);
    addEventListener('toggle', (event) => event.stopImmediatePropagation(), true);
    host().hidePopover();
    document.documentElement.style.cssText = 'opacity:.001!important';`,
  ),
  before(
    52,
    'editable-page',
    'the whole page is for editing',
    `document.designMode = 'on'; document.documentElement.contentEditable = 'true'; css('*{user-select:all!important;user-modify:read-write!important}');`,
  ),
  potent(
    before(
      53,
      'select-picker',
      'the list of a select of the page, laid over everything',
      `
    css('select,::picker(select){appearance:base-select}::picker(select){position:fixed;inset:0;width:100vw;height:100vh;max-height:none;margin:0;border:0;background:#fff;pointer-events:none}');
    const select = document.createElement('select');
    select.innerHTML = '<option>Click anywhere</option>';
    document.body.append(select);
    try { select.showPicker(); } catch {}
    if (!CSS.supports('appearance', 'base-select')) ${COVER}`,
    ),
  ),
  before(
    54,
    'rewritten-document',
    'the document opened anew while the chip stands',
    `
    const html = document.documentElement.outerHTML;
    setTimeout(() => { document.open(); document.write('<p>gone</p>' + html.replace(/<script[^]*?<\\/script>/g, '')); document.close(); }, 300);`,
  ),
  before(
    55,
    'move-before',
    'the host moved with what it holds, as only moveBefore does, into a box that is not seen',
    `
    const box = document.createElement('div');
    box.style.cssText = 'opacity:.001;filter:opacity(0);clip-path:inset(50%);position:fixed;inset:0;overflow:hidden;contain:strict;transform:translateZ(0)';
    document.documentElement.append(box);
    ${MOVE}`,
  ),
  {
    number: 56,
    name: 'move-before-hovered',
    what: 'the host moved below a decoy that lets the press through, once the pointer rests on it',
    when: 'hovered',
    script: `
    const over = lure('pointer-events:none');
    const box = document.createElement('div');
    box.style.cssText = 'visibility:hidden;content-visibility:hidden';
    document.body.append(box);
    ${MOVE}
    over.showPopover();`,
  },
];
