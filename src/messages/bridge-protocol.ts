// The WebAuthn bridge between the isolated script of a frame and the background: one port a call, named BRIDGE_PORT. The port is the
// correlation: what comes back on it belongs to that call, and its end is the call's end (abort, navigation, closed tab).

import * as v from 'valibot';

/** What the isolated script sees of its document. Hints for the plan, never authority: that is the sender's. */
const frame = v.strictObject({
  /** navigator.userActivation.isActive at the call. */
  activation: v.boolean(),
  focused: v.boolean(),
});

const ceremony = {
  /** PublicKeyCredentialCreationOptionsJSON or …RequestOptionsJSON (WebAuthn L3 §5.1.8, §5.1.9); decoded in webauthn-options.ts. */
  options: v.unknown(),
  conditional: v.boolean(),
  frame,
};

/** First message of a port. */
export const bridgeCall = v.variant('call', [
  v.strictObject({ call: v.literal('create'), ...ceremony }),
  v.strictObject({ call: v.literal('get'), ...ceremony }),
  v.strictObject({
    call: v.literal('signal'),
    /** The page's script sends the method's whole name. */
    signal: v.pipe(
      v.string(),
      v.transform((name) => name.replace(/^signal(.)/, (_, first: string) => first.toLowerCase())),
      v.picklist(['unknownCredential', 'allAcceptedCredentials', 'currentUserDetails']),
    ),
    options: v.unknown(),
    frame: v.optional(frame),
  }),
  /** May this page count on a platform authenticator of ours? Answered by `capabilities`. */
  v.strictObject({ call: v.literal('capabilities'), frame: v.optional(frame) }),
  /** No call of the page: the chip for passkey autofill stands at its field. */
  v.strictObject({ call: v.literal('field') }),
]);
export type BridgeCall = v.InferOutput<typeof bridgeCall>;

/** Later messages of the same port. */
export const bridgeNews = v.variant('news', [
  v.strictObject({ news: v.literal('alive') }),
  /** The chip at the field was pressed. */
  v.strictObject({ news: v.literal('open') }),
  /** The browser's own method, called after `native`, `parallel` or `proxied`, has ended: so has the call. */
  v.strictObject({ news: v.literal('ended'), resolved: v.boolean() }),
]);
export type BridgeNews = v.InferOutput<typeof bridgeNews>;
