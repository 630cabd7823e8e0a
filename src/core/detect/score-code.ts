// Is this field waiting for a code, and for whose? Precision first: a wrong offer costs more trust than a missing one.

import { channelOf } from './channel';
import { Evidence } from './evidence';
import type { FieldFacts, PageFacts } from './facts';
import { type FieldWords, fieldWords } from './field-words';
import type { CodePrompt, RecoveryPrompt } from './finding';
import { AUTHENTICATOR, CODE, KEEPS_KEY, OR, OTHER_THING, PASSWORD_RESET, RECOVERY, SECOND_FACTOR, SIGN_UP } from './words';

/** What all evidence together must reach. */
const THRESHOLD = 4;

/** Autofill names (HTML Standard, autofill detail tokens) of things that are no code. */
const OTHER_AUTOFILL =
  /(?:^|\s)(?:cc-|postal-code|tel|username$|email|current-password|bday|country|street|address|given-name|family-name|name$|organization|url|photo|sex|language|transaction)/;

/** Scores one field or one row of boxes; null where it is neither a code prompt nor a recovery prompt. */
export function scoreCodeField(facts: PageFacts, group: readonly number[]): CodePrompt | RecoveryPrompt | null {
  const first = facts.fields[group[0] as number] as FieldFacts;
  const split = group.length > 1;
  const words = fieldWords(facts, group);
  const own = `${words.shown} ; ${words.names}`;
  const autofill = first.autocomplete.toLowerCase();
  const oneTime = autofill.includes('one-time-code');
  const strong = SECOND_FACTOR.test(own) || AUTHENTICATOR.test(own);

  if (excluded(first, words, own, autofill, strong, oneTime)) return null;
  const recovery = recoveryEvidence(words, strong);
  if (recovery === 'only') return recoveryPrompt(words, group);

  const evidence = new Evidence();
  if (oneTime) evidence.add(4, 'autocomplete');
  if (strong) evidence.add(4, 'own:second-factor');
  else if (CODE.test(own)) evidence.add(2, 'own:code');
  else if (CODE.test(words.before)) evidence.add(1.5, 'before:code');
  if (!strong && SECOND_FACTOR.test(words.className)) evidence.add(2, 'class:second-factor');
  if (split) evidence.add(3, 'boxes');
  else shape(first, evidence);
  const context = contextEvidence(words, evidence);
  against(facts, first, words, strong, oneTime, split, context, evidence);

  if (!named(words, own, oneTime, split) && !(context >= 3 && onlyOpenField(facts, first))) return null;
  if (first.type === 'password' && !strong && !oneTime && !(split && context > 0) && !(CODE.test(own) && context >= 3)) return null;
  if (evidence.score < THRESHOLD) return null;

  const channel = channelOf(words, own, strong);
  if (channel === 'device') return null;
  if (channel !== 'authenticator' && (PASSWORD_RESET.test(page(words)) || SIGN_UP.test(page(words)))) return null;
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

/** Headings, title and path: what the page as a whole is about. */
const page = (words: FieldWords): string => `${words.headings} ; ${words.title} ; ${words.path}`;

/** Without some word of a code on it, a text field is just a text field. */
const named = (words: FieldWords, own: string, oneTime: boolean, split: boolean): boolean =>
  oneTime ||
  split ||
  SECOND_FACTOR.test(own) ||
  AUTHENTICATOR.test(own) ||
  CODE.test(own) ||
  CODE.test(words.before) ||
  SECOND_FACTOR.test(words.className) ||
  /^(?:0{6}|1 ?2 ?3 ?4 ?5 ?6|x{6}|\d{6})$/.test(words.shown);

function excluded(field: FieldFacts, words: FieldWords, own: string, autofill: string, strong: boolean, oneTime: boolean): boolean {
  if (OTHER_AUTOFILL.test(autofill) && !oneTime) return true;
  if (autofill.includes('new-password') && !strong) return true;
  if (field.type === 'password' && autofill.includes('password') && !strong) return true;
  if (KEEPS_KEY.test(own) && !RECOVERY.test(own)) return true;
  if (OTHER_THING.test(words.shown) && !SECOND_FACTOR.test(words.shown)) return true;
  if (OTHER_THING.test(words.names) && !SECOND_FACTOR.test(words.names) && !SECOND_FACTOR.test(words.shown) && !oneTime) return true;
  return false;
}

/** `only`: the field takes saved codes and nothing else. */
function recoveryEvidence(words: FieldWords, strong: boolean): 'only' | 'no' {
  const shownBoth = RECOVERY.test(words.shown) && OR.test(words.shown) && (CODE.test(words.shown) || strong);
  if (shownBoth) return 'no';
  if (RECOVERY.test(words.shown) || RECOVERY.test(words.names)) return 'only';
  if (strong) return 'no';
  // A neutral field ("Code", "Token"): the first thing that is said about codes decides, alternatives come later.
  for (const sentence of [words.headings, words.before, ...words.sentences]) {
    const saved = RECOVERY.test(sentence);
    const app = AUTHENTICATOR.test(sentence);
    if (saved && !app) return 'only';
    if (app || (SECOND_FACTOR.test(sentence) && CODE.test(sentence))) return 'no';
  }
  return 'no';
}

function recoveryPrompt(words: FieldWords, group: readonly number[]): RecoveryPrompt | null {
  if (group.length > 1) return null;
  if (PASSWORD_RESET.test(page(words)) || SIGN_UP.test(page(words))) return null;
  if (channelOf(words, words.shown, false) === 'email') return null;
  return { kind: 'recovery-prompt', fields: group, score: THRESHOLD, reasons: ['own:recovery'] };
}

function shape(field: FieldFacts, evidence: Evidence): void {
  let weight = 0;
  if (field.inputMode === 'numeric' || field.inputMode === 'decimal' || field.type === 'tel' || field.type === 'number') weight += 0.75;
  if (/\\d|\[0-9\]|\{6\}/.test(field.pattern)) weight += 0.5;
  if (field.maxLength !== null && field.maxLength >= 6 && field.maxLength <= 8) weight += 1;
  if (/^(?:[0x#•*_-]{6,8}|123 ?456|\d{3} ?\d{3})$/i.test(field.placeholder.trim())) weight += 1.5;
  if (weight > 0) evidence.add(Math.min(weight, 2.5), 'shape');
}

/** What block, headings, title and path say; the sum is also the answer. */
function contextEvidence(words: FieldWords, evidence: Evidence): number {
  let sum = 0;
  const add = (weight: number, reason: string) => {
    sum += weight;
    evidence.add(weight, reason);
  };
  const block = words.sentences.join(' ; ');
  if (AUTHENTICATOR.test(block)) add(3, 'near:authenticator');
  else if (SECOND_FACTOR.test(block)) add(2, 'near:second-factor');
  else if (CODE.test(block)) add(1, 'near:code');
  if (AUTHENTICATOR.test(words.headings) || SECOND_FACTOR.test(words.headings)) add(2.5, 'heading:second-factor');
  else if (CODE.test(words.headings)) add(1, 'heading:code');
  if (SECOND_FACTOR.test(words.path) || AUTHENTICATOR.test(words.path)) add(2.5, 'path:second-factor');
  else if (CODE.test(words.path)) add(1, 'path:code');
  if (SECOND_FACTOR.test(words.title) || AUTHENTICATOR.test(words.title)) add(2, 'title:second-factor');
  else if (CODE.test(words.title)) add(1, 'title:code');
  return sum;
}

function against(
  facts: PageFacts,
  field: FieldFacts,
  words: FieldWords,
  strong: boolean,
  oneTime: boolean,
  split: boolean,
  context: number,
  evidence: Evidence,
): void {
  if (field.maxLength !== null && !split && (field.maxLength < 4 || (field.maxLength > 16 && field.maxLength < 32)))
    evidence.add(-3, 'length');
  if (!strong && !oneTime && !split && field.maxLength !== null && field.maxLength < 6) evidence.add(-1.5, 'short');
  const block = `${words.sentences.join(' ; ')} ; ${words.before}`;
  if (!strong && context < 3 && OTHER_THING.test(block) && /captcha|image|characters shown|画像|图|coupon|gift|promo/.test(block))
    evidence.add(-3, 'near:other');
  // Beside a user name and a password, a bare "code" is a captcha more often than a second factor.
  if (!strong && !oneTime && !split && context < 2.5 && besidePassword(facts, field)) evidence.add(-2, 'beside-password');
  if (field.filled) evidence.add(-0.5, 'filled');
}

const besidePassword = (facts: PageFacts, field: FieldFacts): boolean =>
  facts.fields.some(
    (other) => other.type === 'password' && other !== field && other.form === field.form && other.root === field.root && other.visible,
  );

/** A field without a word on it can be the code's if it is the only one left open in its form. */
function onlyOpenField(facts: PageFacts, field: FieldFacts): boolean {
  if (field.type === 'password') return false;
  const open = facts.fields.filter((other) => other.form === field.form && other.root === field.root && other.visible && other.editable);
  return open.filter((other) => other.type !== 'password' && other.type !== 'checkbox').length === 1;
}

function digitsOf(field: FieldFacts): number | null {
  if (field.maxLength !== null && field.maxLength >= 4 && field.maxLength <= 8) return field.maxLength;
  const counted = /\{(\d)\}/.exec(field.pattern);
  return counted === null || Number(counted[1]) < 4 ? null : Number(counted[1]);
}
