// Everything that another context may send: pages of ours, content scripts, the bridge, the browser's own words about a sender.

import * as v from 'valibot';
import { readText } from '../../src/background/omnibox';
import { base64url } from '../../src/core/bytes';
import { matchRequest } from '../../src/core/webauthn/request-match';
import { bridgeSenderOf, type NamedSender, originOfUrl, senderOf } from '../../src/messages/audiences';
import { bridgeCall, bridgeNews } from '../../src/messages/bridge-protocol';
import { contentRequests } from '../../src/messages/content-protocol';
import { fieldRule, pageFacts } from '../../src/messages/facts-shape';
import { pageRequests } from '../../src/messages/page-protocol';
import { type Decoders, dispatch } from '../../src/messages/routes';
import { signalOptions } from '../../src/messages/signal-options';
import { decodeCreationOptions, decodeRequestOptions } from '../../src/messages/webauthn-options';
import { asMarker } from '../../src/platform/store/copies';
import type { Chance } from './chance';
import { answered, type Parser, textParser, valueParser } from './parser';
import { sampleOf } from './sample-of-schema';

/** A handler counts as reached only through its decoder; a throw of the decoder would be a throw of `dispatch`. */
function table(source: string, name: string, decoders: Decoders): Parser {
  const routes = Object.keys(decoders);
  const handlers = Object.fromEntries(routes.map((route) => [route, async () => ({ ok: true as const, value: null })]));
  return valueParser(
    source,
    name,
    (by) => {
      const route = by.of(routes);
      return { route, body: sampleOf(decoders[route], by) };
    },
    async (message) =>
      answered(
        await dispatch(decoders, handlers, message, {}, (_, error) => {
          throw error;
        }),
      ),
  );
}

const schema = (source: string, name: string, decoder: v.GenericSchema): Parser =>
  valueParser(
    source,
    name,
    (by) => sampleOf(decoder, by),
    (value) => void v.safeParse(decoder, value),
  );

const ID = base64url(new Uint8Array(16).fill(7));
const webauthn = (by: Chance): unknown => ({
  rp: { id: 'example.com', name: 'Example' },
  rpId: 'example.com',
  user: { id: ID, name: 'ada', displayName: 'Ada' },
  challenge: ID,
  pubKeyCredParams: [
    { type: 'public-key', alg: -7 },
    { type: 'public-key', alg: -257 },
  ],
  timeout: by.of([1, 60_000]),
  hints: ['hybrid'],
  excludeCredentials: [{ type: 'public-key', id: ID, transports: ['internal'] }],
  allowCredentials: [{ type: 'public-key', id: ID }],
  userVerification: by.of(['required', 'preferred', 'discouraged']),
  authenticatorSelection: { residentKey: 'required', requireResidentKey: true },
  attestation: 'none',
  extensions: {
    appid: 'x',
    credProps: true,
    prf: { eval: { first: ID, second: ID }, evalByCredential: { [ID]: { first: ID } } },
    largeBlob: by.once(2) ? { read: true } : { support: 'preferred' },
    credBlob: 'AQ',
    getCredBlob: true,
    remoteDesktopClientOverride: { origin: 'https://example.com', sameOriginWithAncestors: true },
  },
});

const SELF = { id: 'jimppnjpkecmloipkdlbhclmjlpaehda', root: 'chrome-extension://jimppnjpkecmloipkdlbhclmjlpaehda/' };
const sender = (by: Chance): unknown => ({
  id: SELF.id,
  url: by.of([`${SELF.root}src/popup/index.html`, 'https://example.com/a', 'about:blank', 'data:,x']),
  origin: by.of(['https://example.com', 'null', undefined]),
  frameId: by.of([0, 3]),
  documentId: 'D',
  documentLifecycle: 'active',
  tab: { id: 1, incognito: false },
});
/** The browser fills in a sender, so its fields have their types: only texts and numbers are odd. */
const named = (value: unknown): NamedSender => {
  const raw = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const text = (one: unknown): string | undefined => (typeof one === 'string' ? one : undefined);
  return {
    id: text(raw.id),
    url: text(raw.url),
    origin: text(raw.origin),
    frameId: typeof raw.frameId === 'number' ? raw.frameId : undefined,
  };
};

export const messageParsers: readonly Parser[] = [
  table('messages/page-protocol', 'messages of our pages', pageRequests),
  table('messages/content-protocol', 'messages of content scripts', contentRequests),
  schema('messages/bridge-protocol', 'first message of a bridge port', bridgeCall),
  schema('messages/bridge-protocol', 'later messages of a bridge port', bridgeNews),
  schema('messages/facts-shape', 'facts of a page', pageFacts),
  schema('messages/facts-shape', 'taught rule of a field', fieldRule),
  ...Object.entries(signalOptions).map(([name, options]) => schema('messages/signal-options', `signal ${name}`, options)),
  valueParser('messages/webauthn-options', 'options to create a passkey', webauthn, (value) => answered(decodeCreationOptions(value))),
  valueParser('messages/webauthn-options', 'options to use a passkey', webauthn, (value) => answered(decodeRequestOptions(value))),
  valueParser('core/webauthn/request-match', "the browser's request for its proxy", webauthn, (details) =>
    answered(
      matchRequest(
        { kind: 'get', requestId: 1, details },
        {
          kind: 'get',
          origin: 'https://example.com',
          sameOriginWithAncestors: true,
          rpId: 'example.com',
          challenge: new Uint8Array(16).fill(7),
          credentialIds: [new Uint8Array(16).fill(7)],
          userHandle: null,
        },
      ),
    ),
  ),
  valueParser('messages/audiences', 'who sends', sender, (value) => {
    const from = senderOf(named(value), SELF);
    bridgeSenderOf(named(value), SELF);
    if (from?.audience === 'page' && !named(value).url?.startsWith(SELF.root)) throw new Error('a stranger is taken for a page of ours');
  }),
  textParser('messages/audiences', 'origin of an address that the browser lists', ['https://a.example/b?c#d', 'about:srcdoc'], originOfUrl),
  valueParser('platform/store/copies', 'marker of a copy', () => ({ vaultId: 'a'.repeat(32), generation: 3 }), asMarker),
  textParser('background/omnibox', 'words in the address bar', ['fill example ada', 'exa'], readText),
];
