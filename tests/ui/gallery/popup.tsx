// One scene of the popup: `?scene=NAME&theme=light|dark|system&dir=rtl`.

import { render } from 'preact';
import words from '../../../public/_locales/en/messages.json';
import { App } from '../../../src/popup/App';
import { firstAnswers } from '../../../src/popup/first-answers';
import type { Host } from '../../../src/popup/host';
import { speak } from '../../../src/ui/words';
import { fakeBackground } from './fake-background';
import { pressAll } from './pressed';
import { popupScenes } from './scenes';
import { messageOf } from './words-of-file';

const parameters = new URLSearchParams(location.search);
const scene = popupScenes[parameters.get('scene') ?? ''] ?? { vault: 'none' };
const theme = parameters.get('theme');
if (theme !== null) document.documentElement.dataset.theme = theme;
document.documentElement.dir = parameters.get('dir') ?? 'ltr';
document.documentElement.dataset.form = 'tab';
localStorage.clear();
speak((key, args) => messageOf(words, key, args), 'en');

const host: Host = {
  ask: fakeBackground(scene, Date.now),
  onPush: () => () => undefined,
  pageTab: 1,
  form: 'tab',
  openOptions: () => undefined,
  copyText: async () => true,
  close: () => undefined,
  openPanel: () => undefined,
};
const root = document.getElementById('app');
if (root !== null) render(<App host={host} first={await firstAnswers(host.ask, Promise.resolve(host.pageTab))} />, root);
await pressAll(scene.presses ?? []);
document.documentElement.dataset.shown = 'true';
