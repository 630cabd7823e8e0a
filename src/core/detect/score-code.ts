// Is this field waiting for a code, and for whose? Precision first: a wrong offer costs more trust than a missing one.

import { type Candidate, candidate } from './candidate';
import { channelOf } from './channel';
import { digitsOf } from './digits';
import { Evidence } from './evidence';
import type { FieldFacts, PageFacts } from './facts';
import type { CodePrompt, RecoveryPrompt } from './finding';
import { takesSavedCodesOnly } from './saved-codes';
import { ofAnotherThing } from './score-against';
import { AUTHENTICATOR, BY_EMAIL, CODE, PASSWORD_RESET, RECOVERY, SECOND_FACTOR, SENT, SIGN_UP } from './words';

/** What all evidence together must reach. */
const THRESHOLD = 4;
/** Context that lets a field pass which says little itself. */
const PLAIN_CONTEXT = 3;

/** Scores one field or one row of boxes; null where it is neither a code prompt nor a recovery prompt, `weighed` hears the evidence. */
export function scoreCodeField(
  facts: PageFacts,
  group: readonly number[],
  weighed: (reasons: readonly string[]) => void = () => undefined,
): CodePrompt | RecoveryPrompt | null {
  const field = candidate(facts, group);
  if (!mayAsk(field) || ofAnotherThing(field)) return null;
  const { words, first, split } = field;
  const address = PASSWORD_RESET.test(about(field)) || SIGN_UP.test(about(field));
  if (takesSavedCodesOnly(field)) {
    const mailed =
      channelOf({ ...field, strong: false }) === 'email' && BY_EMAIL.test(`${words.sentences.join(' ; ')} ; ${words.headings}`);
    return split || address || mailed ? null : { kind: 'recovery-prompt', fields: group, score: THRESHOLD, reasons: ['own:recovery'] };
  }

  const evidence = new Evidence();
  own(field, evidence);
  const context = around(field, evidence);
  if (isMeant(field, context)) evidence.add(1, 'only-field');
  const channel = channelOf(field);
  const sent = channel === 'sms' || channel === 'email';
  if (sent && !split && SENT.test(words.sentences.join(' ; '))) evidence.add(1, 'near:sent');
  against(field, context, sent, evidence);
  weighed(evidence.reasons);
  if (evidence.score < THRESHOLD) return null;
  if (!(isNamed(field) || isMeant(field, context)) || isPassword(field, context)) return null;
  if (channel === 'device' || (address && channel !== 'authenticator')) return null;
  return {
    kind: 'code-prompt',
    mode: split ? 'split' : 'single',
    digits: split ? group.length : digitsOf(first),
    channel,
    fields: group,
    score: evidence.score,
    reasons: evidence.reasons,
  };
}

/** An address of the settings: a code that is asked for there belongs to what the page says, not to what its address says. */
const SETTING = /(?:^| )(?:settings?|enable|set ?up|enroll?|activate|register)(?: |$)/;

/** Headings, title and path: what the page as a whole is about. */
const about = ({ words }: Candidate): string => `${words.headings} ; ${words.title} ; ${words.path}`.replaceAll('recovery code', '');

/** Without some word or shape of a code on it, a text field is just a text field, unless nothing else is open. */
const mayAsk = (field: Candidate): boolean => field.onlyOpen || isNamed(field) || RECOVERY.test(field.own);

function isNamed({ oneTime, split, strong, code, words }: Candidate): boolean {
  return (
    oneTime || split || strong || code || SECOND_FACTOR.test(words.className) || /^(?:0{6}|1 ?2 ?3 ?4 ?5 ?6|x{6}|\d{6})$/.test(words.shown)
  );
}

/** Where the field itself is silent, the page has to be clear. */
const isMeant = ({ words, first, onlyOpen }: Candidate, context: number): boolean =>
  onlyOpen && (context >= PLAIN_CONTEXT || (words.settingUp && first.maxLength !== null && first.maxLength >= 6 && first.maxLength <= 8));

/** A password field takes a code only where it says so itself, or the page leaves no doubt. */
const isPassword = ({ first, strong, oneTime, split, code }: Candidate, context: number): boolean =>
  first.type === 'password' && !strong && !oneTime && !(split && context > 0) && !(code && context >= PLAIN_CONTEXT);

function own({ oneTime, strong, code, words, split, first }: Candidate, evidence: Evidence): void {
  if (oneTime) evidence.add(4, 'autocomplete');
  if (strong) evidence.add(4, 'own:second-factor');
  else if (code) evidence.add(2, 'own:code');
  if (!strong && SECOND_FACTOR.test(words.className)) evidence.add(2, 'class:second-factor');
  if (split) evidence.add(3, 'boxes');
  else shape(first, evidence);
}

function shape(field: FieldFacts, evidence: Evidence): void {
  let weight = 0;
  if (/^(?:numeric|decimal)$/.test(field.inputMode) || field.type === 'tel' || field.type === 'number') weight += 0.75;
  if (/\\d|\[0-9\]|\{6\}/.test(field.pattern)) weight += 0.5;
  if (field.maxLength !== null && field.maxLength >= 6 && field.maxLength <= 8) weight += 1;
  if (/^(?:[0x#•*_-]{6,8}|\d{3} ?\d{3})$/i.test(field.placeholder.trim())) weight += 1.5;
  if (weight > 0) evidence.add(Math.min(weight, 2.5), 'shape');
}

/** What block, headings, title and path say; the sum is also the answer. */
function around({ words }: Candidate, evidence: Evidence): number {
  const before = evidence.score;
  const place = (text: string, second: number, code: number, name: string) => {
    if (SECOND_FACTOR.test(text) || AUTHENTICATOR.test(text)) evidence.add(second, `${name}:second-factor`);
    else if (CODE.test(text)) evidence.add(code, `${name}:code`);
  };
  const block = words.sentences.join(' ; ');
  if (AUTHENTICATOR.test(block)) evidence.add(3, 'near:authenticator');
  else place(block, 2, 1, 'near');
  place(words.headings, 2.5, 1, 'heading');
  // Where something is set up, there is something to set it up with.
  place(words.path, SETTING.test(words.path) && !words.settingUp ? 1 : 2.5, 1, 'path');
  place(words.title, 2, 1, 'title');
  if (words.settingUp) evidence.add(2, 'setting-up');
  return evidence.score - before;
}

function against(field: Candidate, context: number, sent: boolean, evidence: Evidence): void {
  const { first, words, strong, oneTime, split, group } = field;
  const length = split ? null : first.maxLength;
  if (length !== null && (length < 4 || (length > 16 && length < 32))) evidence.add(-3, 'length');
  if (length !== null && length < 6 && !strong && !oneTime) evidence.add(-3, 'short');
  // Beside a user name and a password, a bare "code" is a captcha more often than a second factor.
  if (!strong && !oneTime && !split && context < 2.5 && words.besides().password) evidence.add(-2, 'beside-password');
  if (
    !strong &&
    context < PLAIN_CONTEXT &&
    /captcha|coupon|voucher|discount|gift|promo|invit|pickup|join|meeting|game|receipt|characters shown|image|画像|图/.test(
      `${words.sentences.join(' ; ')} ; ${words.before} ; ${words.headings}`,
    )
  )
    evidence.add(-3, 'near:other');
  // Nobody's authenticator makes four digits; five are Steam's, in one box.
  if (split && group.length < 6 && !sent && !AUTHENTICATOR.test(words.sentences.join(' ; '))) evidence.add(-4, 'few-boxes');
  // It says what it is for, and that is no code.
  if (words.shown !== '' && !oneTime && !split && !CODE.test(words.shown) && !isNamed(field)) evidence.add(-3, 'named-otherwise');
  // A number that stands there already is a setting: how many digits, how many seconds.
  if (first.filled && first.type === 'number' && !strong && !oneTime && !split) evidence.add(-4, 'number-filled');
  else if (first.filled) evidence.add(-0.5, 'filled');
}
