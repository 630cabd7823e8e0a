// The WebAuthn bridge in our isolated world: hands the page's world a node that nobody else sees, and relays each call on it to the
// background through a port of its own, whose end is the call's end. Says *native* whenever the background does not.

import { BRIDGE_PORT } from '../../messages/bridge-wire';
import { runtime } from '../messages';
import { CALL, END, HELLO } from './words';

/** Of this window: a browser may use one for the empty document and then for the real one, whose page world knows us already. */
const world = globalThis as unknown as { bridged?: true };

/** What the background would say that knows nothing. */
const NATIVE = '{"act":"native","keys":[]}';
/** Before the browser's own method runs: our popup had the focus, without which browsers refuse a page. `native`, `proxied`, `parallel`. */
const NEEDS_FOCUS = /^.{8}[np]/;
const LOOK_MS = 100;
const LOOKS = 30;

/**
 * Whether this frame was given the right; the browser says the rest. Firefox has no list to ask: a silent request shows nothing and fails
 * within a millisecond, behind the gate as not supported, before it as not allowed. webauthn.md §1.3.
 */
const allowed = (kind: string): unknown =>
  __TARGET__ === 'chromium'
    ? (document as unknown as { featurePolicy: FeaturePolicy }).featurePolicy.allowsFeature(`publickey-credentials-${kind}`)
    : self === top ||
      navigator.credentials
        .get({ publicKey: { challenge: new Uint8Array(9) }, mediation: 'silent' })
        .catch((error: Error) => /Supp/.test(error.name));

async function serve(node: EventTarget, text: string): Promise<void> {
  const { id, ...call } = JSON.parse(text) as { id: string; call: string; conditional?: boolean };
  const focused = document.hasFocus();
  const frame = { activation: navigator.userActivation.isActive, focused };
  let port: Port | undefined;
  let over = false;
  const hear = async (detail: string): Promise<void> => {
    for (let looks = LOOKS; focused && NEEDS_FOCUS.test(detail) && !document.hasFocus() && looks > 0; looks--)
      await new Promise((done) => setTimeout(done, LOOK_MS));
    if (detail) node.dispatchEvent(new CustomEvent(id, { detail }));
    else port?.postMessage({ news: 'alive' });
  };
  const lost = (): void => {
    port = undefined;
    hear(NATIVE);
    // Passkey autofill goes on in the browser, and comes back to us when the person comes back to the page.
    if (call.conditional) addEventListener('focus', connect, { once: true });
  };
  const connect = (): void => {
    if (over) return;
    // A script that has outlived its extension has no runtime, or one that throws.
    try {
      port = (runtime() as unknown as Runtime).connect({ name: BRIDGE_PORT });
      port.onDisconnect.addListener(lost);
      port.onMessage.addListener(hear);
      port.postMessage({ ...call, frame });
    } catch {
      lost();
    }
  };
  node.addEventListener(id + END, ({ detail }: CustomEventInit<string>) => {
    over = true;
    if (detail) port?.postMessage({ news: 'ended', resolved: detail === 'true' });
    port?.disconnect();
  });
  if (/[et]$/.test(call.call) && !(await allowed(call.call))) lost();
  else connect();
}

if (document.head === null && document.contentType.includes('html')) {
  // The cheapest node there is: the first element of a world costs it a quarter of a millisecond.
  const node = world.bridged ? null : document.createTextNode('');
  node?.addEventListener(CALL, (event) => {
    if (__TARGET__ === 'firefox') event.preventDefault();
    // Empty: an open call that asks whether we are there.
    if (__TARGET__ !== 'firefox' || (event as CustomEvent<string>).detail) serve(node, (event as CustomEvent<string>).detail);
  });
  if (!dispatchEvent(new FocusEvent(HELLO, { relatedTarget: node, cancelable: true }))) world.bridged = true;
}

interface FeaturePolicy {
  allowsFeature(name: string): boolean;
}

interface Port {
  postMessage(message: object): void;
  disconnect(): void;
  readonly onMessage: { addListener(listener: (word: string) => void): void };
  readonly onDisconnect: { addListener(listener: () => void): void };
}

interface Runtime {
  connect(info: { name: string }): Port;
}
