// Addresses of security keys, built-in authenticators and passkeys.

import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { companyOf } from './page';
import type { Reply, Visit } from './routes';
import type { SiteState, User } from './state';
import { experimentCreation, experimentRequest, passkeyOptions, registrationOptions, secondStepOptions } from './webauthn-options';
import { aroundPage, experimentsPage, registerPage, secondStepPage } from './webauthn-pages';
import { KEY_KINDS, type KeyKind } from './webauthn-state';
import { judgeAssertion, judgeRegistration, type Place, type Verdict } from './webauthn-verify';

const placeOf = ({ scheme, setting, session }: Visit): Place => ({
  host: setting.host,
  origin: `${scheme}://${setting.host}`,
  sessionId: session.id,
});

const kindOf = (text: string | undefined): KeyKind | undefined => KEY_KINDS.find((one) => one === text);

/** Who experiments; `?user=` makes several. */
function experimenter(state: SiteState, { setting, query }: Visit): User {
  const email = `${query.get('user') ?? 'lab'}@example.com`;
  return state.user(setting.host, email) ?? state.addUser(setting.host, email, 'x');
}

const said = (verdict: Verdict): Reply => (verdict.ok ? { json: verdict.judged } : { json: verdict, status: 400 });

function register(state: SiteState, visit: Visit): Promise<Verdict> {
  const response = JSON.parse(visit.form.get('response') ?? '') as RegistrationResponseJSON;
  return judgeRegistration(state, placeOf(visit), response, visit.form.get('name') ?? '');
}

const assert = (state: SiteState, visit: Visit): Promise<Verdict> =>
  judgeAssertion(state, placeOf(visit), JSON.parse(visit.form.get('response') ?? '') as AuthenticationResponseJSON);

/** To the account, signed in. */
async function signIn(state: SiteState, visit: Visit): Promise<Reply> {
  const verdict = await assert(state, visit);
  if (!verdict.ok) return said(verdict);
  visit.session.user = verdict.user;
  visit.session.pending = null;
  return { json: { ok: true, to: `/account${visit.variant.search}` } };
}

async function answerPost(state: SiteState, visit: Visit): Promise<Reply | null> {
  const place = placeOf(visit);
  const { user, pending } = visit.session;
  const nobody: Reply = { json: { ok: false, trouble: 'Sign in first.' }, status: 403 };
  const company = companyOf(place.host);
  switch (visit.path) {
    case '/webauthn/register/options': {
      const kind = kindOf(visit.form.get('kind') ?? undefined);
      return user === null || kind === undefined ? nobody : { json: registrationOptions(state, place, user, kind, company) };
    }
    case '/webauthn/register': {
      const verdict = await register(state, visit);
      return verdict.ok ? { json: { ok: true, to: `/account/mfa${visit.variant.search}` } } : said(verdict);
    }
    case '/webauthn/second-step/options':
      return pending === null ? nobody : { json: secondStepOptions(state, place, pending) };
    case '/webauthn/second-step':
      return pending === null ? nobody : signIn(state, visit);
    case '/webauthn/login/options':
      return { json: passkeyOptions(state, place) };
    case '/webauthn/login':
      return signIn(state, visit);
    case '/webauthn/experiments/create/options':
      return { json: experimentCreation(state, place, experimenter(state, visit), company, visit.query) };
    case '/webauthn/experiments/get/options':
      return { json: experimentRequest(state, place, experimenter(state, visit), visit.query) };
    case '/webauthn/experiments/create':
      return said(await register(state, visit));
    case '/webauthn/experiments/get':
      return said(await assert(state, visit));
    default:
      return null;
  }
}

/** null: none of these addresses. */
export async function answerKeys(state: SiteState, visit: Visit): Promise<Reply | null> {
  const { path, setting, variant, session, query } = visit;
  if (visit.method === 'POST') return answerPost(state, visit);
  const kind = kindOf(path.match(/^\/account\/mfa\/key\/([a-z-]+)$/)?.[1]);
  if (kind !== undefined) return session.user === null ? { to: `/login${variant.search}` } : { page: registerPage(setting, variant, kind) };
  if (path === '/login/key') {
    const user = session.pending;
    return user === null ? { to: `/login${variant.search}` } : { page: secondStepPage(setting, variant, user) };
  }
  if (path === '/webauthn/experiments') {
    const user = experimenter(state, visit);
    const place = placeOf(visit);
    const create = experimentCreation(state, place, user, companyOf(place.host), query);
    return { page: experimentsPage(setting, { create, get: experimentRequest(state, place, user, query) }) };
  }
  if (path === '/.well-known/webauthn') return { json: { origins: state.webauthn.related } };
  if (path === '/webauthn/around') {
    const src = query.get('src') ?? '/webauthn/experiments';
    return { page: aroundPage(setting, { src, allow: query.get('allow') ?? '', sandbox: query.get('sandbox') }) };
  }
  return null;
}
