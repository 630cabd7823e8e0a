// Recovery codes as sites show them, once; and the page that takes one.

import { type Html, html } from './html';
import { document, notice, type Setting } from './page';
import type { RecoveryMarkup, Variant } from './variants';

const rows = (codes: readonly string[]): Html =>
  html`<table class="codes"><tbody>${pairs(codes).map(([a, b]) => html`<tr><td>${a}</td><td>${b ?? ''}</td></tr>`)}</tbody></table>`;

const pairs = (codes: readonly string[]): readonly (readonly [string, string | undefined])[] =>
  codes.flatMap((code, i) => (i % 2 === 0 ? [[code, codes[i + 1]] as const] : []));

function shown(codes: readonly string[], markup: RecoveryMarkup): Html {
  switch (markup) {
    case 'ul':
      return html`<ul class="codes">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>`;
    case 'ol':
      return html`<ol class="codes">${codes.map((code) => html`<li>${code}</li>`)}</ol>`;
    case 'numbered':
      return html`<div class="codes">${codes.map((code, i) => html`<div>${i + 1}. ${code}</div>`)}</div>`;
    case 'pre':
      return html`<pre class="codes">${codes.join('\n')}</pre>`;
    case 'table':
      return rows(codes);
    case 'textarea':
      return html`<textarea class="codes" rows="10" readonly>${codes.join('\n')}</textarea>`;
    case 'inputs':
      return html`<div class="codes">${codes.map((code) => html`<input readonly value="${code}" aria-label="Recovery code">`)}</div>`;
    case 'line':
      return html`<p class="codes">${codes.join(', ')}</p>`;
    case 'struck':
      return html`<ul class="codes">${codes.map((code, i) => html`<li>${i < 2 ? html`<s>${code}</s>` : code}</li>`)}</ul>`;
  }
}

/** `codes` null: they were shown before and are not shown again. */
export const recoveryPage = (setting: Setting, variant: Variant, codes: readonly string[] | null): string =>
  document(
    setting,
    'Recovery codes',
    html`<div class="card"><h1>Recovery codes</h1>
<p class="lead">If you lose your device, a recovery code signs you in to your account. Each works once.</p>
${
  codes === null
    ? notice('These codes were shown once. Make new ones if you have lost them.', 'bad')
    : html`<p>Save these recovery codes in a safe place. They are not shown again.</p>${shown(codes, variant.recovery ?? 'ul')}
<p class="row"><a class="button quiet" download="recovery-codes.txt" href="data:text/plain,${encodeURIComponent(codes.join('\n'))}">Download</a></p>`
}
<div class="row"><a class="button" href="/account${variant.search}">Go to account</a>
<form method="post" action="/account/mfa/recovery${variant.search}"><button class="quiet" type="submit" id="regenerate">Make new codes</button></form></div></div>`,
  );

/** `ordinal`: the number of the code that is asked for; null for any. */
export const recoveryPrompt = (setting: Setting, variant: Variant, ordinal: number | null, trouble: string | null): string =>
  document(
    setting,
    'Enter a recovery code',
    html`<div class="card"><h1>Enter a recovery code</h1>
<p class="lead">${ordinal === null ? 'Use one of the recovery codes that you saved when you set up multi-factor authentication.' : `Look at your list and enter recovery code number ${ordinal}.`}</p>
${notice(trouble, 'bad')}
<form id="code-form" method="post" action="/login/recovery${variant.search}">
<div class="field"><label for="recovery">${ordinal === null ? 'Recovery code' : `Recovery code #${ordinal}`}</label><input id="recovery" name="code" type="text" autocomplete="off" spellcheck="false"></div>
<div class="row"><button type="submit">Verify</button><a href="/login/verify${variant.search}">Use your authenticator</a></div></form></div>`,
  );
