// What a site puts around the question for a code: nothing, a modal dialog, a frame of its own, or a page that never loads again.

import { Html, html } from './html';
import type { Setting } from './page';
import type { Variant } from './variants';

/** The card as this layout shows it. `path`: where the same card stands alone. */
export function inLayout(card: Html, setting: Setting, variant: Variant, path: string): Html {
  if (variant.layout === 'modal')
    return html`<div class="card"><h1>Your projects</h1><p class="lead">Sign in to see them.</p></div>
<dialog id="mfa-dialog" aria-label="Verification">${card}</dialog><script nonce="${setting.nonce}">document.getElementById('mfa-dialog').showModal();</script>`;
  if (variant.layout === 'iframe') return html`<iframe class="card-frame" title="Verification" src="${path}${variant.search}"></iframe>`;
  return card;
}

/** Forms and links of `main` without loading a document: what single-page applications do. */
export const SPA = new Html(`
  const go = async (url, options) => {
    const answer = await fetch(url, options);
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
    history.pushState(null, '', answer.url);
    document.title = next.title;
    document.querySelector('main').replaceWith(document.adoptNode(next.querySelector('main')));
    for (const old of document.querySelectorAll('main script')) {
      const script = document.createElement('script');
      script.textContent = old.textContent;
      old.replaceWith(script);
    }
  };
  document.addEventListener('submit', (event) => {
    if (!event.target.closest('main')) return;
    event.preventDefault();
    void go(event.target.action, { method: 'POST', body: new URLSearchParams(new FormData(event.target)) });
  });
  document.addEventListener('click', (event) => {
    const link = event.target.closest('main a[href^="/"]');
    if (!link) return;
    event.preventDefault();
    void go(link.href);
  });`);
