// The popup's scenes: `?scene=NAME&theme=light|dark&lang=ar&dir=rtl`.

import { render } from 'preact';
import { App } from '../../../src/popup/App';
import { firstAnswers } from '../../../src/popup/first-answers';
import type { Host } from '../../../src/popup/host';
import { fakeBackground } from './fake-background';
import { speakAsAsked } from './language';
import { pressAll } from './pressed';
import { popupScenes } from './scenes';
import { offerScenes } from './shown';

const parameters = new URLSearchParams(location.search);
document.documentElement.dataset.form = 'tab';
await speakAsAsked(parameters);
const dir = parameters.get('dir');
if (dir !== null) document.documentElement.dir = dir;
const root = document.getElementById('app') as HTMLElement;

await offerScenes(parameters, async (name) => {
  render(null, root);
  const scene = popupScenes[name] ?? { vault: 'none' };
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
  render(<App host={host} first={await firstAnswers(host.ask, Promise.resolve(host.pageTab))} />, root);
  await pressAll(scene.presses ?? []);
});
