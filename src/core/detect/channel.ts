// Whose code: the authenticator's, or one that was sent, or one that another thing shows. Only the first is ours to fill.

import type { Candidate } from './candidate';
import type { PromptChannel } from './finding';
import { AUTHENTICATOR, BY_EMAIL, BY_PHONE, HARDWARE, OTHER_DEVICE, SECOND_FACTOR, SENT } from './words';

export function channelOf({ words, own, strong }: Candidate): PromptChannel {
  const about = `${words.sentences.join(' ; ')} ; ${words.before} ; ${words.headings} ; ${words.title}`;
  const app = AUTHENTICATOR.test(own) || AUTHENTICATOR.test(about) || /totp|authenticator/.test(words.path);
  if (HARDWARE.test(`${own} ; ${words.before}`) || (HARDWARE.test(words.headings) && !app)) return 'hardware';
  if (app) return 'authenticator';
  const phone = BY_PHONE.test(own) || BY_PHONE.test(about);
  const email = BY_EMAIL.test(own) || BY_EMAIL.test(about);
  const sent = SENT.test(about) || SENT.test(words.actions);
  // A page about the device that signs in says so too, and where it sent the code.
  const told = SENT.test(about) && (phone || email);
  if (!told && (OTHER_DEVICE.test(`${own} ; ${about}`) || /(?:^| )device(?: |$)/.test(words.path))) return 'device';

  // "OTP" beside the phone number or address that it is sent to, and no password: a login by message.
  const besides = words.besides();
  if (besides.phone && (sent || !besides.password)) return 'sms';
  if (besides.address && !besides.password && !SECOND_FACTOR.test(about)) return 'email';
  if (BY_PHONE.test(own) || (phone && sent)) return 'sms';
  if (BY_EMAIL.test(own) || (email && (sent || !strong)) || /(?:^| )(?:e ?mail)(?: |$)/.test(words.path)) return 'email';
  if (phone && !strong) return 'sms';
  if (sent) return 'email';
  const second = strong || SECOND_FACTOR.test(about) || SECOND_FACTOR.test(words.path);
  return second ? 'authenticator' : 'unknown';
}
