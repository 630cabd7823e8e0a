// One scene of the popup: `?scene=NAME&theme=light|dark|system&dir=rtl`.

import { render } from 'preact';
import { App } from '../../../src/popup/App';
import { firstAnswers } from '../../../src/popup/first-answers';
import type { Host } from '../../../src/popup/host';
import { fakeBackground } from './fake-background';
import { speakAsAsked } from './language';
import { pressAll } from './pressed';
import { popupScenes } from './scenes';

const parameters = new URLSearchParams(location.search);
const scene = popupScenes[parameters.get('scene') ?? ''] ?? { vault: 'none' };
const theme = parameters.get('theme');
if (theme !== null) document.documentElement.dataset.theme = theme;
document.documentElement.dataset.form = 'tab';
localStorage.clear();
await speakAsAsked(parameters);
const dir = parameters.get('dir');
if (dir !== null) document.documentElement.dir = dir;

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
