// Sign-up, login, account, and the page that asks for a code.

import { codeField } from './code-field';
import { type Html, html } from './html';
import { inLayout } from './layouts';
import { companyOf, document, notice, type Setting } from './page';
import { FIELD_VARIANTS, LAYOUTS, QR_VARIANTS, RECOVERY_MARKUPS, type Variant } from './variants';
import { passkeyPart } from './webauthn-pages';

export interface Filled {
  readonly email: string;
  readonly trouble: string | null;
}

function credentials(kind: 'signup' | 'login', filled: Filled): Html {
  return html`<div class="field"><label for="email">E-mail</label><input id="email" name="email" type="email" autocomplete="${kind === 'login' ? 'username webauthn' : 'username'}" required value="${filled.email}"></div>
<div class="field"><label for="password">Password</label><input id="password" name="password" type="password" autocomplete="${kind === 'signup' ? 'new-password' : 'current-password'}" required></div>`;
}

export const signupPage = (setting: Setting, variant: Variant, filled: Filled): string =>
  document(
    setting,
    'Sign up',
    html`<div class="card"><h1>Create your ${companyOf(setting.host)} account</h1><p class="lead">Free for hobby projects. No card needed.</p>
${notice(filled.trouble, 'bad')}
<form method="post" action="/signup${variant.search}">${credentials('signup', filled)}
<div class="row"><button type="submit">Create account</button><a href="/login${variant.search}">I have an account</a></div></form></div>`,
  );

/** `autofill`: passkeys are asked for in the user name's autofill. */
export const loginPage = (setting: Setting, variant: Variant, filled: Filled, autofill: boolean): string =>
  document(
    setting,
    'Log in',
    html`<div class="card"><h1>Log in to your account</h1>
${notice(filled.trouble, 'bad')}
<form method="post" action="/login${variant.search}">${credentials('login', filled)}
<div class="row"><button type="submit">Log in</button><a href="/signup${variant.search}">Sign up</a></div></form>
${passkeyPart(setting, autofill)}</div>`,
  );

/** `framed`: it stands alone in a frame, and its answer goes to the whole page. */
export function codePage(setting: Setting, variant: Variant, digits: number, trouble: string | null, framed = false): string {
  const card = html`<div class="card"><h1>Verify your identity</h1><p class="lead">Your account is protected with two-factor authentication.</p>
${notice(trouble, 'bad')}
<form id="code-form" method="post" action="/login/verify${variant.search}" data-digits="${digits}"${framed ? html` target="_top"` : null}>
${codeField(variant, digits, setting.nonce)}
<div class="row"><button type="submit">Verify</button><a href="/login/recovery${variant.search}">Use a recovery code</a><a href="/login/methods${variant.search}">Try another way</a><a href="/login${variant.search}">Start again</a></div></form></div>`;
  return document(setting, 'Verify your identity', framed ? card : inLayout(card, setting, variant, '/login/verify/frame'));
}

export const accountPage = (setting: Setting, variant: Variant, email: string, hasMfa: boolean): string =>
  document(
    setting,
    'Account',
    html`<div class="card"><h1>Manage account</h1><p class="lead">Signed in as <strong id="signed-in-as">${email}</strong></p>
<h2>Multi-factor authentication</h2>
<table class="list"><tbody><tr><td><strong>Authenticator app</strong><br><small>${hasMfa ? 'Codes from your authenticator are asked for at login.' : 'One-time codes from an app on your device.'}</small></td>
<td><span id="mfa-state">${hasMfa ? 'On' : 'Off'}</span></td></tr></tbody></table>
<div class="row"><a class="button" href="/account/mfa/setup${variant.search}">${hasMfa ? 'Replace authenticator' : 'Set up multi-factor authentication'}</a><a class="button quiet" href="/account/mfa${variant.search}">All methods</a>
<form method="post" action="/logout${variant.search}"><button class="quiet" type="submit">Log out</button></form></div></div>`,
  );

export const donePage = (setting: Setting, variant: Variant): string =>
  document(
    setting,
    'Multi-factor authentication is on',
    html`<div class="card"><h1>Multi-factor authentication is on</h1>
${notice('Your authenticator is confirmed. From now on a code is asked for at login.', 'good')}
<div class="row"><a class="button" href="/account${variant.search}">Go to account</a><a class="button quiet" href="/account/mfa/recovery${variant.search}">Get recovery codes</a>
<form method="post" action="/logout${variant.search}"><button class="quiet" type="submit">Log out</button></form></div></div>`,
  );

const links = (name: string, values: readonly string[]): Html =>
  html`<ul class="links">${values.map((value) => html`<li><a href="/signup?period=10&${name}=${value}">${name}=${value}</a></li>`)}</ul>`;

export const homePage = (setting: Setting): string =>
  document(
    setting,
    'Home',
    html`<div class="card"><h1>${companyOf(setting.host)}, a site to try Countersign on</h1>
<p class="lead">Sign up with any e-mail address and password. Nothing leaves this computer, and all is forgotten when the server stops.</p>
<div class="row"><a class="button" href="/signup">Sign up</a><a class="button quiet" href="/login">Log in</a><a class="button quiet" href="/account">Account</a></div>
<h2>The set-up page in other markups</h2>${links('qr', QR_VARIANTS)}
<h2>The code field in other markups</h2>${links('fields', FIELD_VARIANTS)}
<h2>Recovery codes after the set-up</h2>${links('recovery', RECOVERY_MARKUPS)}
<h2>Around the question for a code</h2>${links('layout', LAYOUTS)}
<p class="help">Join them: <code>?qr=svg&amp;fields=six,autosubmit&amp;period=5&amp;digits=6&amp;algorithm=SHA256&amp;csp=strict</code></p></div>`,
    true,
  );

export const plainPage = (setting: Setting, title: string, text: string): string =>
  document(setting, title, html`<div class="card"><h1>${title}</h1><p class="lead">${text}</p></div>`);
