// Starts the popup: as the toolbar's popup, as the approval window (`?window=1`), as a tab or beside the page (panel.html), where it
// stays open. `?tab=ID` names the page it is about.

import { render } from 'preact';
import { ask, frontTab, getMessage, onPush, openOptions } from '../platform/page-messages';
import { followFrontTab, openPanelHere } from '../platform/panel';
import { speakIn } from '../ui/document-language';
import { applyRememberedTheme, applyTheme } from '../ui/theme';
import { App } from './App';
import { copyText } from './clipboard';
import { firstAnswers } from './first-answers';
import type { Host } from './host';

async function start(): Promise<void> {
  applyRememberedTheme();
  speakIn(document, getMessage);
  const parameters = new URLSearchParams(location.search);
  const named = parameters.get('tab');
  const isPanel = location.pathname.endsWith('/panel.html');
  const form = parameters.has('window') ? 'window' : named === null && !isPanel ? 'popup' : 'tab';
  document.documentElement.dataset.form = isPanel ? 'panel' : form;

  const pageTab = named !== null && /^\d+$/.test(named) ? Promise.resolve(Number(named)) : frontTab().catch(() => null);
  const first = await firstAnswers(ask, pageTab);
  const page = isPanel ? pageInFront(await pageTab) : { tab: await pageTab, onPush };
  const host: Host = {
    ask,
    onPush: page.onPush,
    get pageTab() {
      return page.tab;
    },
    form,
    openOptions: (section) => {
      void openOptions(section).then(() => {
        if (form !== 'tab') window.close();
      });
    },
    copyText,
    close: () => window.close(),
    openPanel: isPanel ? null : () => void openPanelHere().then(() => form !== 'tab' && window.close()),
  };
  const root = document.getElementById('app');
  if (root === null) return;
  root.replaceChildren();
  root.removeAttribute('aria-busy');
  render(<App host={host} first={first} />, root);

  const settings = await ask('settings/read', {});
  if (settings.ok) applyTheme(settings.value.theme);
}

/** Another tab in front is another page to rank for and to fill: as good as a change of the list. */
function pageInFront(first: number | null): { readonly tab: number | null; readonly onPush: Host['onPush'] } {
  let tab = first;
  const listeners = new Set<Parameters<Host['onPush']>[0]>();
  followFrontTab((next) => {
    tab = next;
    for (const listener of listeners) listener({ push: 'items-changed' });
  });
  return {
    get tab() {
      return tab;
    },
    onPush(listener) {
      listeners.add(listener);
      const stop = onPush(listener);
      return () => {
        listeners.delete(listener);
        stop();
      };
    },
  };
}

void start();
