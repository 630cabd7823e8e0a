// Injected beside the offers into a frame whose page waits for the autofill of a passkey, where the vault has one: a chip at the field
// that the page marks for it (HTML Standard §4.10.18.7.1, `webauthn`). A press opens the popup and nothing else.

import { BRIDGE_PORT } from '../messages/bridge-wire';
import type { OfferView } from '../messages/views';
import { runtime } from './messages';
import type { createOffers } from './offers';

const world = globalThis as unknown as { countersignOffers?: typeof createOffers; countersignPasskeyField?: boolean };

const MARKED = 'input[autocomplete~="webauthn" i]';

const VIEW: OfferView = { offerId: '', findingId: 0, kind: 'passkey', key: 'chipPasskey', args: [] };

interface Connects {
  connect(info: { name: string }): {
    postMessage(message: object): void;
    readonly onMessage: { addListener(listener: (word: string) => void): void };
    readonly onDisconnect: { addListener(listener: () => void): void };
    disconnect(): void;
  };
}

/** The port is the offer: it ends with the page's call, or with the background. */
function start(create: typeof createOffers): void {
  const life = new AbortController();
  const { signal } = life;
  const port = (runtime() as unknown as Connects).connect({ name: BRIDGE_PORT });
  /** Then it does not come back in this document, however often the page begins anew. */
  let dismissed = false;
  const end = (): void => {
    world.countersignPasskeyField = dismissed;
    offers.update([], new Map());
    life.abort();
    port.disconnect();
  };
  const offers = create({
    signal,
    async ask(route) {
      if (route === 'offer/accept') port.postMessage({ news: 'open' });
      if (route === 'offer/dismiss') dismissed = true;
      return { ok: true, value: (route === 'offer/accept' ? { status: 'confirming' } : null) as never };
    },
  });
  const showAt = (field: HTMLInputElement): void =>
    offers.update([VIEW], new Map([[0, { id: 0, kind: 'code-prompt', anchor: field, fields: [field] }]]));
  port.onDisconnect.addListener(end);
  port.onMessage.addListener((word) => {
    // '' is a ping, which wants a sign of life; the one word is that it is over.
    if (word === '') port.postMessage({ news: 'alive' });
    else end();
  });
  port.postMessage({ call: 'field' });
  const here = document.querySelector<HTMLInputElement>(MARKED);
  if (here !== null) showAt(here);
  // One that comes later, or in a shadow root, is met when the person goes there.
  addEventListener(
    'focusin',
    (event) => {
      const [field] = event.composedPath();
      if (field instanceof HTMLInputElement && field.matches(MARKED)) showAt(field);
    },
    { capture: true, signal },
  );
}

if (world.countersignOffers !== undefined && world.countersignPasskeyField !== true) {
  world.countersignPasskeyField = true;
  start(world.countersignOffers);
}
