// Starts the popup: as the toolbar's popup, as the approval window (`?window=1`) or as a tab. `?tab=ID` names the page it is about.

import { render } from 'preact';
import { ask, frontTab, getMessage, onPush, openOptions } from '../platform/page-messages';
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
  const form = parameters.has('window') ? 'window' : named === null ? 'popup' : 'tab';
  document.documentElement.dataset.form = form;

  const pageTab = named !== null && /^\d+$/.test(named) ? Promise.resolve(Number(named)) : frontTab().catch(() => null);
  const first = await firstAnswers(ask, pageTab);
  const host: Host = {
    ask,
    onPush,
    pageTab: await pageTab,
    form,
    openOptions: (section) => {
      void openOptions(section).then(() => {
        if (form !== 'tab') window.close();
      });
    },
    copyText,
    close: () => window.close(),
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
