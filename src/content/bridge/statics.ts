// The statics of PublicKeyCredential: the browser answers, and we add what it cannot know. WebAuthn L3 §5.1.6–5.1.10.

import { call } from './channel';
import { json } from './options-json';
import { type Around, apply, follow, OurPromise, wrap } from './primordials';

/** What the background says of keys in getClientCapabilities is true where the browser knows no authenticator of this device. */
const improved: Around = (native, self, args) =>
  new OurPromise((resolve, reject) =>
    follow(
      apply(native, self, args),
      (answer) => {
        const all = answer as Record<string, boolean>;
        if (answer === true || all.userVerifyingPlatformAuthenticator) return resolve(answer);
        const hangUp = call('"call":"capabilities"', ({ keys }) => {
          hangUp('');
          for (let i = 0; answer && i < keys.length; i++) if ((keys[i] as string) in all) all[keys[i] as string] = true;
          resolve(answer || keys.length > 0);
        });
      },
      reject,
    ),
  );

export function wrapStatics(): void {
  wrap(PublicKeyCredential, 'getClientCapabilities', improved);
  wrap(PublicKeyCredential, 'isUserVerifyingPlatformAuthenticatorAvailable', improved);
  // Firefox 153 has none of them.
  if (__TARGET__ === 'firefox') return;
  // No pattern: the first one in a process costs a tenth of a millisecond.
  for (const name of Object.getOwnPropertyNames(PublicKeyCredential))
    if (name.startsWith('signal'))
      wrap(PublicKeyCredential, name, (native, self, args) => {
        const done = apply(native, self, args);
        try {
          const hangUp = call(`"call":"signal","signal":"${name}","options":${json(args[0])}`, () => hangUp(''));
        } catch {
          // Options that the browser has just refused.
        }
        return done;
      });
}
