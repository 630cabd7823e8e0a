// The list of a person's verification methods, the choice between them at login, and prompts for codes that come by SMS or e-mail: they
// look like the authenticator's, which is what they are here for.

import { type Html, html } from './html';
import { document, notice, type Setting } from './page';
import type { Channel, Message, User } from './state';
import type { Variant } from './variants';
import { keyRows } from './webauthn-pages';

export const CHANNEL_NAMES: Record<Channel, string> = { sms: 'Text message', email: 'E-mail' };

const WHERE: Record<Channel, (user: User) => string> = {
  sms: () => 'the phone number ending in 42',
  email: (user) => user.email,
};

function row(id: string, name: string, help: string, on: boolean, act: Html): Html {
  return html`<tr id="method-${id}"><td><strong>${name}</strong><br><small>${help}</small></td><td><span class="method-state">${on ? 'On' : 'Off'}</span></td><td>${act}</td></tr>`;
}

const remove = (method: string, variant: Variant): Html =>
  html`<form method="post" action="/account/mfa/remove${variant.search}"><input type="hidden" name="method" value="${method}"><button class="quiet" type="submit">Remove</button></form>`;

const BACKUP = 'This is your only method. Add another, so that losing it does not lock you out.';

/** Recovery codes count as one. */
const methodCount = (user: User): number =>
  (user.mfa === null ? 0 : 1) + user.keys.length + user.channels.size + (user.recovery.some(({ used }) => !used) ? 1 : 0);

export function methodsPage(setting: Setting, variant: Variant, user: User): string {
  const left = user.recovery.filter(({ used }) => !used).length;
  const channel = (one: Channel, help: string): Html =>
    user.channels.has(one)
      ? row(one, CHANNEL_NAMES[one], help, true, remove(one, variant))
      : row(one, CHANNEL_NAMES[one], help, false, html`<a href="/account/mfa/${one}${variant.search}">Add</a>`);
  return document(
    setting,
    'Verification methods',
    html`<div class="card"><h1>Verification methods</h1><p class="lead">Any one of them signs you in after your password; a passkey also without it.</p>
${methodCount(user) === 1 ? html`<p id="backup-hint" class="help">${BACKUP}</p>` : null}
<table class="list"><tbody>
${
  user.mfa === null
    ? row('app', 'Authenticator app', 'One-time codes from an app.', false, html`<a href="/account/mfa/setup${variant.search}">Set up</a>`)
    : row('app', 'Authenticator app', 'One-time codes from an app.', true, remove('app', variant))
}
${keyRows(variant, user)}
${row('recovery', 'Recovery codes', left === 0 ? 'For the day on which nothing else works.' : `${left} left`, left > 0, html`<a href="/account/mfa/recovery${variant.search}">${left === 0 ? 'Get codes' : 'Look'}</a>`)}
${channel('sms', 'To the phone number ending in 42. Not recommended.')}
${channel('email', `To ${user.email}.`)}
</tbody></table>
<div class="row"><a class="button" href="/account${variant.search}">Back to the account</a></div></div>`,
  );
}

/** `action`: where the code goes to. */
export function channelPage(
  setting: Setting,
  variant: Variant,
  user: User,
  channel: Channel,
  action: string,
  trouble: string | null,
): string {
  return document(
    setting,
    'Verify your identity',
    html`<div class="card"><h1>Verify your identity</h1><p class="lead">We sent a 6-digit code to ${WHERE[channel](user)}.</p>
${notice(trouble, 'bad')}
<form id="code-form" method="post" action="${action}${variant.search}">
<div class="field"><label for="code">Verification code</label><input id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="6">
<p class="help">${channel === 'sms' ? 'Text messages can take a minute.' : 'Look into your spam folder, too.'} <a href="/inbox" target="_blank">Open your inbox</a></p></div>
<div class="row"><button type="submit">Verify</button><a href="/login/methods${variant.search}">Try another way</a></div></form></div>`,
  );
}

export const choicePage = (setting: Setting, variant: Variant, user: User): string =>
  document(
    setting,
    'Choose a way to verify',
    html`<div class="card"><h1>Choose a way to verify</h1><ul class="ways">
${user.mfa === null ? null : html`<li><a href="/login/verify${variant.search}">Authenticator app</a></li>`}
${user.keys.length === 0 ? null : html`<li><a href="/login/key${variant.search}">Security key, built-in authenticator or passkey</a></li>`}
${[...user.channels].map((channel) => html`<li><a href="/login/${channel}${variant.search}">${CHANNEL_NAMES[channel]}</a></li>`)}
${user.recovery.length === 0 ? null : html`<li><a href="/login/recovery${variant.search}">Recovery code</a></li>`}
</ul></div>`,
  );

/** What phone and mailbox got. */
export const inboxPage = (setting: Setting, messages: readonly Message[]): string =>
  document(
    setting,
    'Inbox',
    html`<div class="card"><h1>Phone and mailbox</h1><p class="lead">What a real site would have sent.</p>
<ul id="messages">${messages.map(({ channel, code }) => html`<li>${CHANNEL_NAMES[channel]}: ${code}</li>`)}</ul></div>`,
  );
