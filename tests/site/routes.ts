// Which page answers which address.

import { randomBytes } from 'node:crypto';
import { accountPage, codePage, donePage, homePage, loginPage, plainPage, signupPage } from './account-pages';
import { html } from './html';
import { answerMethods } from './methods-routes';
import type { Setting } from './page';
import { dataUrl } from './qr-picture';
import { recoveryPage, recoveryPrompt } from './recovery-pages';
import { setupPage } from './setup-page';
import type { CodeVerdict, Session, SiteState } from './state';
import type { Enrolment } from './totp';
import type { Variant } from './variants';
import { answerKeys } from './webauthn-routes';

export interface Visit {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly scheme: 'http' | 'https';
  readonly form: URLSearchParams;
  readonly session: Session;
  readonly variant: Variant;
  readonly setting: Setting;
}

export type Reply =
  | { readonly page: string; readonly status?: number }
  | { readonly to: string }
  | { readonly png: Buffer }
  | { readonly json: object; readonly status?: number };

const TROUBLE: Record<Exclude<CodeVerdict, 'accepted'>, string> = {
  empty: 'Enter the code from your authenticator app.',
  wrong: 'That code is not right. Check the time on your device and try again.',
  reused: 'That code has been used already. Wait for the next one.',
};

const RECOVERY_TROUBLE: Record<Exclude<CodeVerdict, 'accepted'>, string> = {
  empty: 'Enter one of your recovery codes.',
  wrong: 'That is none of your recovery codes.',
  reused: 'That recovery code has been used already.',
};

const typedCode = (visit: Visit): string => (visit.form.get('code') ?? '').replace(/\s/g, '');

function signup(state: SiteState, visit: Visit): Reply {
  const email = (visit.form.get('email') ?? '').trim();
  const password = visit.form.get('password') ?? '';
  if (visit.method !== 'POST') return { page: signupPage(visit.setting, visit.variant, { email: '', trouble: null }) };
  const taken = state.user(visit.setting.host, email) !== undefined;
  if (taken || email === '' || password === '') {
    const trouble = taken ? 'There is an account with this e-mail address already.' : 'Enter an e-mail address and a password.';
    return { page: signupPage(visit.setting, visit.variant, { email, trouble }), status: 400 };
  }
  visit.session.user = state.addUser(visit.setting.host, email, password);
  return { to: `/account${visit.variant.search}` };
}

function login(state: SiteState, visit: Visit): Reply {
  const autofill = state.hasPasskeys(visit.setting.host);
  if (visit.method !== 'POST') return { page: loginPage(visit.setting, visit.variant, { email: '', trouble: null }, autofill) };
  const email = (visit.form.get('email') ?? '').trim();
  const user = state.user(visit.setting.host, email);
  if (user === undefined || user.password !== visit.form.get('password')) {
    return {
      page: loginPage(visit.setting, visit.variant, { email, trouble: 'E-mail address or password is wrong.' }, autofill),
      status: 400,
    };
  }
  const [sent] = user.channels;
  if (user.mfa === null && user.keys.length > 0) {
    visit.session.pending = user;
    return { to: `/login/key${visit.variant.search}` };
  }
  if (user.mfa === null && sent !== undefined) {
    visit.session.pending = user;
    return { to: `/login/${sent}${visit.variant.search}` };
  }
  if (user.mfa === null) {
    visit.session.user = user;
    return { to: `/account${visit.variant.search}` };
  }
  visit.session.pending = user;
  return { to: `/login/verify${visit.variant.search}` };
}

function verify(state: SiteState, visit: Visit): Reply {
  const user = visit.session.pending;
  const mfa = user?.mfa ?? null;
  if (user === null || mfa === null) return { to: `/login${visit.variant.search}` };
  const framed = visit.path === '/login/verify/frame';
  if (visit.method !== 'POST') return { page: codePage(visit.setting, visit.variant, mfa.digits, null, framed) };
  const verdict = state.tryCode(visit.setting.host, user, mfa, typedCode(visit), 'login');
  if (verdict !== 'accepted') return { page: codePage(visit.setting, visit.variant, mfa.digits, TROUBLE[verdict]), status: 400 };
  visit.session.user = user;
  visit.session.pending = null;
  return { to: `/account${visit.variant.search}` };
}

function freshEnrolment(variant: Variant): Enrolment {
  return { secret: randomBytes(20), algorithm: variant.algorithm, digits: variant.digits, period: variant.period };
}

async function setup(state: SiteState, visit: Visit): Promise<Reply> {
  const { user } = visit.session;
  if (user === null) return { to: `/login${visit.variant.search}` };
  const show = (enrolment: Enrolment, trouble: string | null): Promise<string> =>
    setupPage(state, visit.variant, enrolment, user.email, visit.setting, visit.scheme, trouble);
  if (visit.method !== 'POST' || visit.session.enrolling === null) {
    visit.session.enrolling = freshEnrolment(visit.variant);
    return { page: await show(visit.session.enrolling, null) };
  }
  const enrolment = visit.session.enrolling;
  const enrolled = { ...user, lastStep: -1 };
  const verdict = state.tryCode(visit.setting.host, enrolled, enrolment, typedCode(visit), 'set-up');
  if (verdict !== 'accepted') return { page: await show(enrolment, TROUBLE[verdict]), status: 400 };
  user.mfa = enrolment;
  user.lastStep = enrolled.lastStep;
  visit.session.enrolling = null;
  user.recovery = [];
  return { to: `/account/mfa/${visit.variant.recovery === null ? 'done' : 'recovery'}${visit.variant.search}` };
}

function frame(state: SiteState, visit: Visit): Reply {
  const png = state.picture(visit.query.get('t') ?? '');
  const source = png === undefined ? 'data:,' : dataUrl(png);
  return {
    page: html`<!doctype html><meta charset="utf-8"><title>QR code</title><img alt="QR code" width="220" height="220" src="${source}">`
      .text,
  };
}

/** Shown once: when they are made. */
function recovery(state: SiteState, visit: Visit): Reply {
  const { user } = visit.session;
  if (user === null || user.mfa === null) return { to: `/login${visit.variant.search}` };
  const fresh = visit.method === 'POST' || user.recovery.length === 0;
  return { page: recoveryPage(visit.setting, visit.variant, fresh ? state.newRecoveryCodes(user) : null) };
}

function recover(state: SiteState, visit: Visit): Reply {
  const user = visit.session.pending;
  if (user === null) return { to: `/login${visit.variant.search}` };
  const next = user.recovery.findIndex(({ used }, at) => !used && at > 0);
  const ordinal = visit.variant.askNumber && next > 0 ? next + 1 : null;
  if (visit.method !== 'POST') return { page: recoveryPrompt(visit.setting, visit.variant, ordinal, null) };
  const verdict = state.tryRecoveryCode(visit.setting.host, user, (visit.form.get('code') ?? '').trim(), ordinal);
  if (verdict !== 'accepted')
    return { page: recoveryPrompt(visit.setting, visit.variant, ordinal, RECOVERY_TROUBLE[verdict]), status: 400 };
  visit.session.user = user;
  visit.session.pending = null;
  return { to: `/account${visit.variant.search}` };
}

function logout(visit: Visit): Reply {
  visit.session.user = null;
  visit.session.pending = null;
  return { to: `/login${visit.variant.search}` };
}

const picture = (png: Buffer | undefined, setting: Setting): Reply =>
  png === undefined ? { page: plainPage(setting, 'Not found', 'There is nothing here.'), status: 404 } : { png };

/** The answer to one request. */
export async function answer(state: SiteState, visit: Visit): Promise<Reply> {
  const { setting, variant, session } = visit;
  const kept = state.picture(visit.path.match(/^\/pictures\/([0-9a-f]+)\.png$/)?.[1] ?? visit.query.get('t') ?? '');
  switch (visit.path) {
    case '/':
      return { page: homePage(setting) };
    case '/signup':
      return signup(state, visit);
    case '/login':
      return login(state, visit);
    case '/login/recovery':
      return recover(state, visit);
    case '/account/mfa/recovery':
      return recovery(state, visit);
    case '/login/verify':
    case '/login/verify/frame':
      return verify(state, visit);
    case '/account':
      return session.user === null
        ? { to: `/login${variant.search}` }
        : { page: accountPage(setting, variant, session.user.email, session.user.mfa !== null) };
    case '/account/mfa/setup':
      return setup(state, visit);
    case '/account/mfa/qr-frame':
      return frame(state, visit);
    case '/account/mfa/done':
      return session.user === null ? { to: `/login${variant.search}` } : { page: donePage(setting, variant) };
    case '/logout':
      return logout(visit);
    case '/search':
      return { page: plainPage(setting, 'Search', 'Nothing found.') };
    case '/newsletter':
      return { page: plainPage(setting, 'Newsletter', 'Thank you. We will not write.') };
    default:
      return answerMethods(state, visit) ?? (await answerKeys(state, visit)) ?? picture(kept, setting);
  }
}
