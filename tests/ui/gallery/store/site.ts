// A made-up bank under the real chip: `?page=set-up|log-in|sign-in`.

import english from '../../../../public/_locales/en/messages.json';
import { buildChip } from '../../../../src/content/offer-chip';
import type { OfferView } from '../../../../src/messages/views';
import { qrModules } from '../../../../src/options/practice/qr-modules';
import { messageOf } from '../words-of-file';

Object.assign(globalThis, {
  browser: { i18n: { getMessage: (key: string, args: readonly string[] = []) => messageOf(english, key, args) } },
});

const pages = {
  'set-up': {
    html: '<h1>Protect your account</h1><p>Scan this code with your authenticator app.</p><canvas></canvas><button class="go">Continue</button>',
    at: 'canvas',
    offer: { kind: 'save-account', key: 'offerSaveAccount', args: ['example-bank.com'] },
  },
  'log-in': {
    html: `<h1>Confirm it is you</h1><p>Enter the 6-digit code from your authenticator app.</p><label>Security code</label>
      <div class="boxes">${'<input>'.repeat(6)}</div><button class="go">Log in</button>`,
    at: '.boxes',
    offer: { kind: 'fill-code', key: 'offerFillCode', args: [] },
  },
  'sign-in': {
    html: '<h1>Welcome back</h1><p>No password, no code: sign in with your passkey.</p><button class="go">Sign in with a passkey</button>',
    at: '.go',
    offer: null,
  },
} as const;

const page = pages[(new URLSearchParams(location.search).get('page') ?? 'set-up') as keyof typeof pages];
const main = document.querySelector('main') as HTMLElement;
main.innerHTML = page.html;
const canvas = document.querySelector('canvas');
if (canvas !== null) draw(canvas, 5);

if (page.offer !== null) offer(page.offer, page.at);
document.documentElement.dataset.shown = 'true';

function offer(view: Pick<OfferView, 'kind' | 'key' | 'args'>, at: string): void {
  const chip = buildChip({ ...view, offerId: 'o', findingId: 1 });
  document.body.append(chip.host);
  chip.host.showPopover();
  chip.ready(true);
  const box = document.querySelector(at)?.getBoundingClientRect();
  const width = chip.host.getBoundingClientRect().width;
  if (box !== undefined) chip.moveTo(at === 'canvas' ? (box.left + box.right - width) / 2 : box.left, box.bottom + 10);
}

function draw(onto: HTMLCanvasElement, scale: number): void {
  const quiet = 4;
  onto.width = onto.height = (qrModules.length + 2 * quiet) * scale;
  const pen = onto.getContext('2d');
  if (pen === null) return;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, onto.width, onto.height);
  pen.fillStyle = '#000';
  for (const [y, row] of qrModules.entries())
    for (const [x, dark] of row.entries()) if (dark) pen.fillRect((x + quiet) * scale, (y + quiet) * scale, scale, scale);
}
