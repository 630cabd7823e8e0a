// What becomes of one call of a page: the browser's own, a question to the person, or ours beside the browser's. A table, read from
// the top; the first row that fits decides. Native is always right: it is what the page would get without us.

/** What is known when a call arrives. Options that cannot be read, or that the browser would refuse, are `invalid`. */
export interface CallFacts {
  readonly kind: 'create' | 'get';
  /** Passkey autofill, or a passkey made without being asked for. */
  readonly conditional: boolean;
  /** The person's switch for all sites. */
  readonly bridgeOn: boolean;
  readonly vault: 'none' | 'locked' | 'open';
  /** The person always uses the browser's own here. */
  readonly browsersOwn: boolean;
  /** The person has had enough of this page's questions for now. */
  readonly turnedDown: boolean;
  /** An https origin, or this very machine; not opaque, not prerendered. */
  readonly secure: boolean;
  readonly focused: boolean;
  /** A click or a key press of the person a moment ago. */
  readonly activation: boolean;
  readonly invalid: boolean;
  /** Asks for what the vault is not: a roaming authenticator, an algorithm or an extension that we lack. */
  readonly elsewhere: boolean;
  /** Some frame above is of another origin, or may be. */
  readonly crossOrigin: boolean;
  /** The rpId belongs to the caller only by the list of related origins that the browser fetches. */
  readonly relatedOrigin: boolean;
  /** The browser can be made to check the caller: the proxy is there. */
  readonly browserChecks: boolean;
  /** Passkeys that can answer (get). Nothing is known of a locked vault: 0. */
  readonly matches: number;
  /** The site is on the keyed-hash list of those whose passkeys live here. */
  readonly hinted: boolean;
  /** Some passkey of this rpId is here, whoever may use it; of a locked vault: it is hinted. */
  readonly rpKnown: boolean;
  /** A sign-in at this origin that we filled, at most five minutes ago. */
  readonly justSignedIn: boolean;
}

export type NativeReason =
  | 'off'
  | 'no-vault'
  | 'browsers-own'
  | 'turned-down'
  | 'insecure'
  | 'invalid'
  | 'elsewhere'
  | 'unfocused'
  | 'unchecked-caller'
  | 'unknown-rp'
  | 'no-activation'
  | 'locked'
  | 'no-match'
  | 'no-sign-in';

export type Plan =
  | { readonly act: 'native'; readonly why: NativeReason }
  /** A person decides, in extension UI. */
  | { readonly act: 'ask' }
  /** The browser's own goes on; ours is there for whom opens the popup. */
  | { readonly act: 'parallel' };

type Row = readonly [why: NativeReason, fits: (facts: CallFacts) => boolean];

/** webauthn.md §5.3; DESIGN §6. */
const NATIVE: readonly Row[] = [
  ['off', (f) => !f.bridgeOn],
  ['no-vault', (f) => f.vault === 'none'],
  ['browsers-own', (f) => f.browsersOwn],
  ['insecure', (f) => !f.secure],
  ['invalid', (f) => f.invalid],
  ['elsewhere', (f) => f.elsewhere],
  // The browser refuses a modal call of a page without focus, in its own words.
  ['unfocused', (f) => !f.focused && !(f.kind === 'get' && f.conditional)],
  // Without the browser's check nobody would have fetched the list, or consumed the activation that a frame's create needs.
  ['unchecked-caller', (f) => !f.browserChecks && (f.relatedOrigin || (f.kind === 'create' && f.crossOrigin))],
  // Whether that site lists the caller is found out after the yes. So nobody is asked about names that a page merely drops.
  ['unknown-rp', (f) => f.kind === 'create' && f.relatedOrigin && !f.rpKnown],
  ['no-activation', (f) => f.kind === 'create' && f.crossOrigin && !f.activation],
  ['no-activation', (f) => f.kind === 'get' && !f.conditional && !f.activation],
  // A locked vault cannot know what matches.
  ['locked', (f) => f.vault === 'locked' && !f.hinted],
  ['locked', (f) => f.vault === 'locked' && f.kind === 'create' && f.conditional],
  ['no-match', (f) => f.vault === 'open' && f.kind === 'get' && f.matches === 0],
  ['no-sign-in', (f) => f.kind === 'create' && f.conditional && (!f.justSignedIn || f.crossOrigin)],
  ['turned-down', (f) => f.turnedDown && !(f.kind === 'get' && f.conditional)],
];

export function planCall(facts: CallFacts): Plan {
  const row = NATIVE.find(([, fits]) => fits(facts));
  if (row !== undefined) return { act: 'native', why: row[0] };
  return { act: facts.kind === 'get' && facts.conditional ? 'parallel' : 'ask' };
}
