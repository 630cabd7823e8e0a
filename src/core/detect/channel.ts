// Whose code: the authenticator's, or one that was sent, or one that another thing shows. Only the first is ours to fill.

import type { Candidate } from './candidate';
import type { PromptChannel } from './finding';
import { AUTHENTICATOR, BY_EMAIL, BY_PHONE, CARD_READER, CODE, HARDWARE, OTHER_DEVICE, PAIRING, SECOND_FACTOR, SENT } from './words';

export function channelOf({ words, own, strong, first, oneTime }: Candidate): PromptChannel {
  const about = `${words.sentences.join(' ; ')} ; ${words.before} ; ${words.headings} ; ${words.title}`;
  const app = AUTHENTICATOR.test(own) || AUTHENTICATOR.test(about) || /totp|authenticator/.test(words.path);
  if (HARDWARE.test(`${own} ; ${words.before}`) || (HARDWARE.test(words.headings) && !app)) return 'hardware';
  if (CARD_READER.test(about) && !app) return 'hardware';
  if (app) return sentInstead(words, own) ?? 'authenticator';
  const phone = BY_PHONE.test(own) || BY_PHONE.test(about);
  const email = BY_EMAIL.test(own) || BY_EMAIL.test(about);
  const sent = SENT.test(about) || SENT.test(words.actions);
  // A page about the device that signs in says so too, and where it sent the code.
  const told = SENT.test(about) && (phone || email);
  const other = OTHER_DEVICE.test(`${own} ; ${about}`) || (!words.settingUp && PAIRING.test(`${own} ; ${about}`));
  if (!told && (other || /(?:^| )device(?: |$)/.test(words.path))) return 'device';

  // "OTP" beside the phone number or address that it is sent to, and no password: a login by message.
  const besides = words.besides();
  if (besides.phone && (sent || !besides.password)) return 'sms';
  if (besides.address && !besides.password && !SECOND_FACTOR.test(about)) return 'email';
  if (BY_PHONE.test(own) || BY_PHONE.test(words.headings) || (phone && sent)) return 'sms';
  if (BY_EMAIL.test(own) || (email && (sent || !strong)) || /(?:^| )(?:e ?mail)(?: |$)/.test(words.path)) return 'email';
  if (phone && !strong) return 'sms';
  if (sent) return 'email';
  const second = strong || SECOND_FACTOR.test(about) || SECOND_FACTOR.test(words.path);
  // Hidden as it is typed, or in two groups of three: neither is done for a code that was sent.
  const likeAnApps = oneTime && (first.type === 'password' || first.maxLength === 7 || /^\S{3} \S{3}$/.test(first.placeholder));
  return second || likeAnApps ? 'authenticator' : 'unknown';
}

/** Several codes in one form: each field says whose it is, and the app is the other's. */
function sentInstead({ shown, before }: Candidate['words'], own: string): PromptChannel | null {
  const closest = `${shown} ; ${before}`;
  if (!CODE.test(closest) || AUTHENTICATOR.test(`${own} ; ${before}`)) return null;
  if (BY_PHONE.test(closest)) return 'sms';
  return BY_EMAIL.test(closest) ? 'email' : null;
}
