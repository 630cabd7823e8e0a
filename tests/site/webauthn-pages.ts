// Pages for security keys, built-in authenticators and passkeys.

import { Html, html } from './html';
import { document, type Setting } from './page';
import type { User } from './state';
import type { Variant } from './variants';
import { EXPERIMENTS, passkeyLogin, REGISTER, SECOND_STEP } from './webauthn-client';
import { KEY_KINDS, type KeyKind } from './webauthn-state';

export const KEY_NAMES: Record<KeyKind, string> = {
  'security-key': 'Security key',
  'built-in': 'Built-in authenticator',
  passkey: 'Passkey',
};

const HELP: Record<KeyKind, string> = {
  'security-key': 'A device that you plug in or hold to your phone.',
  'built-in': 'The fingerprint, face or PIN of this device.',
  passkey: 'Signs you in without a password.',
};

const trouble = html`<p id="key-trouble" class="notice bad" role="alert" hidden></p>`;
const script = (setting: Setting, code: Html): Html => html`<script nonce="${setting.nonce}">${code}</script>`;

/** Rows of the methods list: each kind with those that are registered, and a way to add one. */
export const keyRows = (variant: Variant, user: User): Html =>
  html`${KEY_KINDS.map((kind) => {
    const own = user.keys.filter((key) => key.kind === kind);
    const list = html`<ul class="keys">${own.map(
      ({ id, name }) =>
        html`<li data-key="${id}">${name} <form method="post" action="/account/mfa/remove${variant.search}"><input type="hidden" name="method" value="${kind}"><input type="hidden" name="key" value="${id}"><button class="quiet" type="submit">Remove</button></form></li>`,
    )}</ul>`;
    return html`<tr id="method-${kind}"><td><strong>${KEY_NAMES[kind]}</strong><br><small>${HELP[kind]}</small>${own.length === 0 ? null : list}</td><td><span class="method-state">${own.length === 0 ? 'Off' : 'On'}</span></td><td><a href="/account/mfa/key/${kind}${variant.search}">Add</a></td></tr>`;
  })}`;

export const registerPage = (setting: Setting, variant: Variant, kind: KeyKind): string =>
  document(
    setting,
    `Add: ${KEY_NAMES[kind]}`,
    html`<div class="card"><h1>Add: ${KEY_NAMES[kind]}</h1><p class="lead">${HELP[kind]}</p>${trouble}
<div class="field"><label for="key-name">Nickname</label><input id="key-name" type="text" autocomplete="off" value="${KEY_NAMES[kind]}"></div>
<div class="row"><button id="key-register" type="button" data-kind="${kind}">Register</button><a href="/account/mfa${variant.search}">Not now</a></div></div>
${script(setting, REGISTER)}`,
  );

export const secondStepPage = (setting: Setting, variant: Variant, user: User): string =>
  document(
    setting,
    'Verify your identity',
    html`<div class="card"><h1>Verify your identity</h1><p class="lead">With ${[...new Set(user.keys.map(({ kind }) => KEY_NAMES[kind].toLowerCase()))].join(' or ')}.</p>${trouble}
<div class="row"><button id="key-use" type="button">Verify</button><a href="/login/methods${variant.search}">Try another way</a></div></div>
${script(setting, SECOND_STEP)}`,
  );

/** What the login page has for passkeys, below its form. */
export const passkeyPart = (setting: Setting, autofill: boolean): Html => html`${trouble}
<div class="row"><button id="passkey-login" class="quiet" type="button">Sign in with a passkey</button></div>${script(setting, passkeyLogin(autofill))}`;

/** Every way to call, for tests: as a page of its own or in a frame. `options`: for documents that cannot fetch them. */
export const experimentsPage = (setting: Setting, options: object): string =>
  document(
    setting,
    'Experiments with WebAuthn',
    html`<div class="card"><h1>Experiments</h1>${trouble}
<div class="field"><label for="username">User name</label><input id="username" autocomplete="username webauthn"></div>
<div class="row">${['create', 'unasked', 'get', 'conditional', 'switch', 'abort'].map((act) => html`<button id="${act}" type="button">${act}</button>`)}</div>
<pre id="result"></pre></div><script type="application/json" id="options">${new Html(JSON.stringify(options).replaceAll('<', '\\u003c'))}</script>
${script(setting, EXPERIMENTS)}`,
  );

/** A page around a frame. */
export const aroundPage = (
  setting: Setting,
  frame: { readonly src: string; readonly allow: string; readonly sandbox: string | null },
): string =>
  document(
    setting,
    'A page around a frame',
    html`<div class="card"><h1>A frame of somebody</h1></div>
<iframe class="card-frame" src="${frame.src}" allow="${frame.allow}"${frame.sandbox === null ? null : html` sandbox="${frame.sandbox}"`}></iframe>`,
  );
