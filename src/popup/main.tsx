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
import { pageInFront } from './page-in-front';

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
  const page = isPanel ? pageInFront(await pageTab, followFrontTab, onPush) : { tab: await pageTab, onPush };
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

void start();
