// Code boxes as sites build them, each with the one thing about it that a careless fill trips over. Scripts run in the page's world
// and find their own root as `root`; `log` counts what the page would have sent.

export interface FillWidget {
  readonly name: string;
  readonly html: string;
  readonly script?: string;
  readonly code?: string;
  readonly expected: 'taken' | 'not-taken' | 'gone' | 'not-empty';
  /** What the boxes hold afterwards, joined; the code where it was taken. */
  readonly holds?: string;
  /** How often the page sent a code, and nothing else it logs. */
  readonly sent?: readonly string[];
}

const CODE = '042913';
export const DEFAULT_CODE = CODE;

const boxes = (count: number, more = 'maxlength=1 inputmode=numeric'): string => `<div>${`<input ${more}>`.repeat(count)}</div>`;

/** As React keeps an input: the property on the element hides the prototype's, and a value that it did not hear of is put back. */
const CONTROLLED = `
const control = (input, accept) => {
  const own = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
  let tracked = input.value;
  let state = input.value;
  Object.defineProperty(input, 'value', { configurable: true, get() { return own.get.call(this); }, set(next) { tracked = String(next); own.set.call(this, next); } });
  const render = () => { input.value = state; };
  input.addEventListener('input', () => {
    const now = own.get.call(input);
    if (now !== tracked) { tracked = now; const next = accept(now, state); state = next; }
    queueMicrotask(render);
  });
  return { get: () => state, set: (next) => { state = next; render(); } };
};`;

const ADVANCE = `
const all = [...root.querySelectorAll('input')];
all.forEach((box, i) => box.addEventListener('input', () => { if (box.value !== '') all[i + 1]?.focus(); }));`;

export const widgets: readonly FillWidget[] = [
  { name: 'one box', html: '<input maxlength=6>', expected: 'taken' },
  { name: 'one box of type number keeps the leading zero', html: '<input type=number>', expected: 'taken' },
  { name: 'one box of type tel', html: '<input type=tel>', expected: 'taken' },
  { name: 'one box of type password', html: '<input type=password>', expected: 'taken' },
  { name: 'blank is empty', html: '<input value="   ">', expected: 'taken' },
  {
    name: 'a controlled box',
    html: '<input>',
    script: `${CONTROLLED} control(root.querySelector('input'), (now) => now);`,
    expected: 'taken',
  },
  {
    name: 'a controlled box that refuses',
    html: '<input>',
    script: `${CONTROLLED} control(root.querySelector('input'), () => '');`,
    expected: 'not-taken',
    holds: '',
  },
  {
    name: 'a controlled box that keeps four digits',
    html: '<input>',
    script: `${CONTROLLED} control(root.querySelector('input'), (now) => now.slice(0, 4));`,
    expected: 'not-taken',
    holds: '0429',
  },
  {
    name: 'a box that lets only digit keys through',
    html: '<input>',
    script: `root.querySelector('input').addEventListener('keydown', (event) => { if (!/^[0-9]$|^Backspace$/.test(event.key)) event.preventDefault(); });`,
    expected: 'taken',
  },
  {
    name: 'a box that groups the digits',
    html: '<input>',
    script: `const box = root.querySelector('input'); box.addEventListener('input', () => { box.value = box.value.replace(/\\D/g, '').replace(/^(...)(.+)/, '$1 $2'); });`,
    expected: 'taken',
    holds: '042 913',
  },
  {
    name: 'a transparent box over painted ones',
    html: '<div style="position:relative;width:200px;height:40px"><b>_ _ _ _ _ _</b><input maxlength=6 style="position:absolute;inset:0;opacity:0"></div>',
    expected: 'taken',
  },
  {
    name: 'sends by itself on input and on change, once',
    html: '<input maxlength=6>',
    script: `const box = root.querySelector('input'); for (const type of ['input', 'change']) box.addEventListener(type, () => { if (box.value.length === 6) log.push('sent ' + box.value); });`,
    expected: 'taken',
    sent: [`sent ${CODE}`],
  },
  {
    name: 'submits by itself and takes the form away',
    html: '<form><input maxlength=6></form>',
    script: `const form = root.querySelector('form'); form.addEventListener('submit', (event) => { event.preventDefault(); log.push('submit'); form.remove(); });
      root.querySelector('input').addEventListener('input', (event) => { if (event.target.value.length === 6) form.requestSubmit(); });`,
    expected: 'taken',
    holds: '',
    sent: ['submit'],
  },
  {
    name: 'submits by itself and empties the box',
    html: '<form><input maxlength=6></form>',
    script: `const form = root.querySelector('form'); form.addEventListener('submit', (event) => { event.preventDefault(); log.push('submit'); form.reset(); });
      root.querySelector('input').addEventListener('input', (event) => { if (event.target.value.length === 6) form.requestSubmit(); });`,
    expected: 'taken',
    holds: '',
    sent: ['submit'],
  },
  {
    name: 'locks the box once the code is in it',
    html: '<input maxlength=6>',
    script: `const box = root.querySelector('input'); box.addEventListener('input', () => { if (box.value.length === 6) setTimeout(() => { box.disabled = true; log.push('sent'); }); });`,
    expected: 'taken',
    sent: ['sent'],
  },
  { name: 'something is in it', html: '<input value="12">', expected: 'not-empty', holds: '12' },
  { name: 'something that is no number is in a number box', html: '<input type=number value="7">', expected: 'not-empty', holds: '7' },
  { name: 'a disabled box', html: '<fieldset disabled><input></fieldset>', expected: 'gone', holds: '' },
  { name: 'a hidden box', html: '<div style="visibility:hidden"><input></div>', expected: 'gone', holds: '' },
  {
    name: 'removed when it gets the focus',
    html: '<input>',
    script: `root.querySelector('input').addEventListener('focus', (event) => event.target.remove());`,
    expected: 'gone',
    holds: '',
  },
  {
    name: 'removed at the first key',
    html: '<input>',
    script: `root.querySelector('input').addEventListener('keydown', (event) => event.target.remove());`,
    expected: 'gone',
    holds: '',
  },
  {
    name: 'goes on in one page as soon as the code is in',
    html: '<input>',
    script: `root.querySelector('input').addEventListener('input', (event) => { log.push('sent'); event.target.remove(); });`,
    expected: 'taken',
    holds: '',
    sent: ['sent'],
  },
  { name: 'a box that is too short', html: '<input maxlength=4>', expected: 'not-taken', holds: '' },
  { name: 'six boxes', html: boxes(6), expected: 'taken' },
  { name: 'six boxes without maxlength', html: boxes(6, ''), expected: 'taken' },
  { name: 'six boxes of type number', html: boxes(6, 'type=number'), expected: 'taken' },
  { name: 'six boxes of type password', html: boxes(6, 'type=password maxlength=1'), expected: 'taken' },
  { name: 'six boxes that move the focus on', html: boxes(6), script: ADVANCE, expected: 'taken' },
  {
    name: 'six boxes that move the focus on a little later',
    html: boxes(6),
    script: `const all = [...root.querySelectorAll('input')]; all.forEach((box, i) => box.addEventListener('input', () => { if (box.value !== '') setTimeout(() => all[i + 1]?.focus(), 10); }));`,
    expected: 'taken',
  },
  {
    name: 'six controlled boxes that keep the last character',
    html: boxes(6, ''),
    script: `${CONTROLLED} ${ADVANCE} for (const box of all) control(box, (now) => now.slice(-1));`,
    expected: 'taken',
  },
  {
    name: 'six boxes that take a paste in the first',
    html: boxes(6),
    script: `const all = [...root.querySelectorAll('input')]; all[0].addEventListener('paste', (event) => { event.preventDefault(); [...event.clipboardData.getData('text')].forEach((digit, i) => { all[i].value = digit; }); log.push('sent'); });`,
    expected: 'taken',
    sent: ['sent'],
  },
  {
    name: 'six boxes that take a paste in their own time',
    html: boxes(6),
    script: `const all = [...root.querySelectorAll('input')]; all[0].addEventListener('paste', (event) => { event.preventDefault(); const text = event.clipboardData.getData('text'); setTimeout(() => { [...text].forEach((digit, i) => { all[i].value = digit; }); log.push('sent'); }, 150); });`,
    expected: 'taken',
    sent: ['sent'],
  },
  {
    name: 'six boxes that forbid pasting',
    html: boxes(6),
    script: `${ADVANCE} for (const box of all) box.addEventListener('paste', (event) => event.preventDefault());`,
    expected: 'taken',
  },
  {
    name: 'six boxes driven by keys',
    html: boxes(6),
    script: `const all = [...root.querySelectorAll('input')]; all.forEach((box, i) => box.addEventListener('keydown', (event) => { if (/^[0-9]$/.test(event.key)) { event.preventDefault(); box.value = event.key; all[i + 1]?.focus(); } }));`,
    expected: 'taken',
  },
  {
    name: 'six boxes that send by themselves, once',
    html: boxes(6),
    script: `${ADVANCE} root.addEventListener('input', () => { const code = all.map((box) => box.value).join(''); if (code.length === 6) log.push('sent ' + code); });`,
    expected: 'taken',
    sent: [`sent ${CODE}`],
  },
  {
    name: 'six boxes, the fourth taken away meanwhile',
    html: boxes(6),
    script: `const all = [...root.querySelectorAll('input')]; all[1].addEventListener('input', () => all[3].remove());`,
    expected: 'gone',
    holds: '042',
  },
  { name: 'six boxes, one of them full', html: `${boxes(5)}<input value="9">`, expected: 'not-empty', holds: '9' },
  { name: 'eight boxes for eight digits', html: boxes(8), code: '00429137', expected: 'taken' },
  { name: 'five boxes for Steam', html: boxes(5), code: 'B3CD9', expected: 'taken' },
  { name: 'eight boxes for six digits', html: boxes(8), expected: 'not-taken', holds: '' },
  { name: 'two boxes of three', html: boxes(2, 'maxlength=3'), expected: 'taken' },
];
