// The frame around every page: head, header with search, footer with newsletter, as real sites have them.

import { Html, html } from './html';
import { SPA } from './layouts';
import { realmOf } from './state';
import { STYLE } from './style';

/** What a page is built from besides its own content. */
export interface Setting {
  /** As the Host header says it, with port. */
  readonly host: string;
  /** For inline script and style under a strict policy. */
  readonly nonce: string;
  /** Signed in as */
  readonly email: string | null;
  /** No document is loaded after the first. */
  readonly spa: boolean;
}

/** The company's name follows its host: accounts.heroku.test is Heroku's, an address or localhost is Harbour's. */
export function companyOf(host: string): string {
  const first = realmOf(host).split('.')[0] ?? '';
  if (first === '' || first === 'localhost' || /^\d+$/.test(first)) return 'Harbour';
  return first.slice(0, 1).toUpperCase() + first.slice(1);
}

const LOGO = new Html(
  '<svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true"><rect width="26" height="26" rx="7" fill="#6b46c1"/><path d="M8 6v14M18 20v-6a4 4 0 0 0-4-4c-3 0-6 2-6 2" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/></svg>',
);

/** A whole document. */
export function document(setting: Setting, title: string, content: Html, wide = false): string {
  const company = companyOf(setting.host);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${company}</title>
<link rel="icon" href="data:,">
<style nonce="${setting.nonce}">${new Html(STYLE)}</style>
</head>
<body>
<header class="top">
<a class="brand" href="/">${LOGO}${company}</a>
<form action="/search" role="search"><input type="search" name="q" aria-label="Search" placeholder="Search the docs"></form>
${setting.email === null ? null : html`<small>${setting.email}</small>`}
</header>
<main${wide ? html` class="wide"` : null}>
${content}
</main>
<footer class="foot">
<span>© ${company}, a test site</span><a href="/">Home</a>
<form action="/newsletter"><input type="email" name="newsletter" aria-label="E-mail for the newsletter" placeholder="Newsletter: your e-mail"><button class="quiet">Subscribe</button></form>
</footer>
${setting.spa ? html`<script nonce="${setting.nonce}">{${SPA}}</script>` : null}
</body>
</html>`.text;
}

export const notice = (text: string | null, kind: 'good' | 'bad'): Html | null =>
  text === null ? null : html`<p class="notice ${kind}" role="${kind === 'bad' ? 'alert' : 'status'}">${text}</p>`;
