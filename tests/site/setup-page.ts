// The page that hands out a secret: QR code, set-up key, confirmation field.

import { codeField } from './code-field';
import { Html, html } from './html';
import { companyOf, document, notice, type Setting } from './page';
import { brokenSvgHtml, canvasHtml, dataUrl, pngOf, svgHtml, tableHtml } from './qr-picture';
import { realmOf, type SiteState } from './state';
import { base32, type Enrolment } from './totp';
import type { Variant } from './variants';

/** Key URI with the issuer in both places, as most sites write it. */
export function keyUri(issuer: string, email: string, enrolment: Enrolment): string {
  const query = new URLSearchParams({ secret: base32(enrolment.secret), issuer });
  if (enrolment.algorithm !== 'SHA1') query.set('algorithm', enrolment.algorithm);
  if (enrolment.digits !== 6) query.set('digits', String(enrolment.digits));
  if (enrolment.period !== 30) query.set('period', String(enrolment.period));
  return `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(email)}?${query}`.replace(/\+/g, '%20');
}

/** What the picture says, which a bad site gets wrong. */
export function pictureText(variant: Variant, uri: string): string {
  if (variant.qr === 'foreign') return 'https://apps.example.com/get-our-app?from=mfa';
  if (variant.qr === 'absurd') return uri.replace(/\?.*$/, '?secret=JBSWY3DPEHPK3PXP&algorithm=MD5&digits=42&period=0');
  return uri;
}

/** Another origin that this same server answers for. */
export function otherHost(host: string): string {
  const port = host.match(/:\d+$/)?.[0] ?? '';
  const name = host.slice(0, host.length - port.length);
  if (name === 'localhost') return `127.0.0.1${port}`;
  return /^[\d.]+$/.test(name) ? `localhost${port}` : `assets.cdn.test${port}`;
}

const image = (source: string): Html => html`<img class="qr" alt="QR code" width="220" height="220" src="${source}">`;

const shelved = (content: Html, nonce: string, source: string): Html =>
  html`<template id="qr-shelf">${content}</template><script nonce="${nonce}">{ const shelf = document.getElementById('qr-shelf'); ${new Html(source)} }</script>`;

const inShadow = (mode: 'open' | 'closed'): string => `
  const host = document.createElement('mfa-qr');
  const root = host.attachShadow({ mode: '${mode}' });
  root.append(shelf.content);
  shelf.replaceWith(host);`;

async function picture(state: SiteState, variant: Variant, text: string, setting: Setting, scheme: string): Promise<Html | null> {
  const png = await pngOf(text);
  switch (variant.qr) {
    case 'none':
      return null;
    case 'img-url':
      return image(`/account/mfa/qr.png?t=${state.keepPicture(png)}`);
    case 'img-cross':
      return image(`${scheme}://${otherHost(setting.host)}/pictures/${state.keepPicture(png)}.png`);
    case 'iframe':
    case 'iframe-tight':
      return html`<iframe class="${variant.qr}" title="QR code" src="/account/mfa/qr-frame?t=${state.keepPicture(png)}"></iframe>`;
    case 'canvas':
      return canvasHtml(text, setting.nonce);
    case 'svg':
      return svgHtml(text);
    case 'table':
      return tableHtml(text);
    case 'css':
      return html`<style nonce="${setting.nonce}">.qr-css { background-image: url(${dataUrl(png)}); }</style><div class="qr-css" role="img" aria-label="QR code"></div>`;
    case 'broken':
      return brokenSvgHtml(text);
    case 'shadow':
      return shelved(image(dataUrl(png)), setting.nonce, inShadow('open'));
    case 'shadow-closed':
      return shelved(image(dataUrl(png)), setting.nonce, inShadow('closed'));
    case 'late':
      return shelved(image(dataUrl(png)), setting.nonce, 'setTimeout(() => shelf.replaceWith(shelf.content), 800);');
    default:
      return image(dataUrl(png));
  }
}

const grouped = (key: string): string => (key.match(/.{1,4}/g) ?? []).join(' ');

function keyHtml(variant: Variant, key: string): Html | null {
  if (variant.key === 'none') return null;
  const shown = html`<p>${variant.qr === 'none' ? 'Enter this set-up key in your authenticator app:' : "Can't scan the code? Enter this set-up key instead:"}</p><p><code class="key" id="secret-key">${grouped(key)}</code></p>`;
  return variant.key === 'shown' ? shown : html`<details><summary>Can’t scan the QR code?</summary>${shown}</details>`;
}

/** The whole set-up page. `scheme` is http or https; `trouble` says why the last code was refused. */
export async function setupPage(
  state: SiteState,
  variant: Variant,
  enrolment: Enrolment,
  email: string,
  setting: Setting,
  scheme: string,
  trouble: string | null,
): Promise<string> {
  const company = companyOf(setting.host);
  const uri = keyUri(variant.issuer ?? company, email, enrolment);
  const key = variant.qr === 'mismatch' ? base32(Uint8Array.from(enrolment.secret, (byte) => byte ^ 0x55)) : base32(enrolment.secret);
  const code = await picture(state, variant, pictureText(variant, uri), setting, scheme);
  return document(
    setting,
    'Set up an authenticator',
    html`<div class="card">
<h1>Set up an authenticator</h1>
<p class="lead">Add ${email} (${realmOf(setting.host)}) to an authenticator app, then confirm with a code from it.</p>
${notice(trouble, 'bad')}
<ol class="steps"><li>Open your authenticator app and add an account.</li><li>${code === null ? 'Type the set-up key.' : 'Scan this QR code.'}</li><li>Enter the code that the app shows.</li></ol>
${code === null ? null : html`<div class="qr-box">${code}</div>`}
${keyHtml(variant, key)}
<form id="code-form" method="post" action="/account/mfa/setup${variant.search}" data-digits="${enrolment.digits}">
${codeField(variant, enrolment.digits, setting.nonce)}
<div class="row"><button type="submit">Confirm</button><a class="button quiet" href="/account${variant.search}">Not now</a></div>
</form>
</div>`,
  );
}
