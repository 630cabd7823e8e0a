// Credentials of our own making where the browser makes none. They are objects with the browser's prototypes, whose getters and methods
// know ours by a brand that a page can neither see nor copy, and leave every other receiver to the browser. WebAuthn L3 §5.1, §5.2.

import { BASE64URL, OurBytes } from './options-json';
import { type Around, apply, parse, rejected, unbound, wrap } from './primordials';

/** Member → its value, or what a method returns. */
type Brand = Record<string, unknown>;

const brands = new WeakMap<object, Brand>();
const brandOf = unbound(brands.get);
const setBrand = unbound(brands.set);

/** None in insecure contexts. */
const interfaces = isSecureContext
  ? [AuthenticatorAssertionResponse, AuthenticatorAttestationResponse, PublicKeyCredential, AuthenticatorResponse, Credential]
  : [];
const ASSERTION = 0;
const ATTESTATION = 1;
const CREDENTIAL = 2;

/** Lets the browser's getters and methods know our objects. Before any script of the page. */
export function teachAll(): void {
  for (const { prototype } of interfaces)
    for (const name of Object.getOwnPropertyNames(prototype))
      if (name !== 'constructor')
        wrap(prototype, name, (native, self) => {
          const brand = brandOf(brands, self as object);
          if (brand === undefined || !(name in brand)) return apply(native, self, []);
          const value = brand[name];
          return typeof value === 'function' ? value() : value;
        });
}

const NO_STORE = __TARGET__ === 'firefox' ? 'Operation is not supported' : 'Store operation not permitted for this credential type.';

/** What we made is refused like what the browser made. WebAuthn L3 §5.1.5. */
export const store: Around = (native, self, args) =>
  brandOf(brands, args[0] as object) ? rejected(NO_STORE, 'NotSupportedError') : apply(native, self, args);

const fromBase64 = unbound((OurBytes as unknown as { fromBase64(text: string, options: object): Uint8Array }).fromBase64);
const revive = (_: string, value: unknown): unknown => (typeof value === 'string' ? fromBase64(OurBytes, value, BASE64URL).buffer : value);

function make(of: number, brand: Brand): object {
  const made = { __proto__: interfaces[of]?.prototype };
  setBrand(brands, made, brand);
  return made;
}

/**
 * `json`: RegistrationResponseJSON or AuthenticationResponseJSON, what toJSON() gives. `bytes`: what else of it is bytes, where every text
 * is base64url: rawId, members of the response, clientExtensionResults as `results`.
 */
export function credentialOf(json: string, bytes: string): object {
  const { rawId, response } = parse(bytes, revive);
  return make(CREDENTIAL, {
    __proto__: null,
    ...parse(json),
    rawId,
    response: make(response.signature ? ASSERTION : ATTESTATION, {
      __proto__: null,
      ...response,
      getAuthenticatorData: () => response.authenticatorData,
      getPublicKey: () => response.publicKey,
      getPublicKeyAlgorithm: () => response.publicKeyAlgorithm,
      getTransports: () => parse(json).response.transports,
    }),
    toJSON: () => parse(json),
    getClientExtensionResults: () => parse(bytes, revive).results,
  });
}
