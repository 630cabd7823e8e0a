// Is an authenticator being set up here? A picture may be offered on thin evidence: it is decoded before anything is said.

import { Evidence } from './evidence';
import type { PageFacts } from './facts';
import type { Setup } from './finding';
import { plain } from './plain';
import { AUTHENTICATOR, CODE, KEY_LABEL, SECOND_FACTOR, SET_UP } from './words';

/** Enough to have the tab looked at where the page's pixels cannot be read. */
const CROP_THRESHOLD = 2;
const QR_WORDS = /\b(?:qr|barcode|totp|otp|2fa|authenticator)/;
/** Enough to offer a shown key that no QR code confirms. */
const KEY_THRESHOLD = 4;

export function scoreSetup(facts: PageFacts, hasCodePrompt: boolean): Setup | null {
  const evidence = new Evidence();
  if (facts.uris > 0) evidence.add(10, 'otpauth');
  const headings = `${facts.texts
    .filter((text) => text.kind === 'heading')
    .map((text) => plain(text.text))
    .join(' ; ')} ; ${plain(facts.title)}`;
  const body = facts.texts.map((text) => plain(text.text)).join(' ; ');
  const second = AUTHENTICATOR.test(body) || SECOND_FACTOR.test(`${body} ; ${facts.path} ; ${headings}`);
  if (AUTHENTICATOR.test(body)) evidence.add(2, 'text:authenticator');
  else if (SECOND_FACTOR.test(body)) evidence.add(1.5, 'text:second-factor');
  if (SET_UP.test(body)) evidence.add(1, 'text:set-up');
  if (SECOND_FACTOR.test(headings) || AUTHENTICATOR.test(headings)) evidence.add(1, 'heading:second-factor');
  if (SECOND_FACTOR.test(facts.path) || AUTHENTICATOR.test(facts.path)) evidence.add(1, 'path:second-factor');
  if (hasCodePrompt) evidence.add(1, 'code-prompt');

  // What surely looks like a QR code is decoded anyway; a picture that cannot be read costs a look at the tab.
  const pictures = [...facts.pictures.entries()]
    .filter(
      ([, { twoTone, words }]) =>
        twoTone === true || (twoTone === null && evidence.score + (QR_WORDS.test(words) ? 2 : 0) >= CROP_THRESHOLD),
    )
    .map(([index]) => index);
  const keyEvidence = new Evidence();
  const keys = facts.keys
    .map((key, index) => ({ key, index }))
    .filter(({ key }) => {
      const labelled = KEY_LABEL.test(plain(key.before));
      const weight = evidence.score + (labelled ? 2 : 0) + (pictures.length > 0 ? 1.5 : 0) + (key.where === 'field' ? 0.5 : 0);
      if (weight < KEY_THRESHOLD) return false;
      keyEvidence.add(labelled ? 2 : 1, 'key');
      return true;
    })
    .map(({ index }) => index);

  if (facts.uris === 0 && pictures.length === 0 && keys.length === 0) return null;
  if (pictures.length > 0) evidence.add(2, 'picture');
  return {
    kind: 'setup',
    words: second && SET_UP.test(body),
    keys,
    pictures,
    score: evidence.score + keyEvidence.score,
    reasons: [...evidence.reasons, ...keyEvidence.reasons, ...(CODE.test(body) ? ['text:code'] : [])],
  };
}
