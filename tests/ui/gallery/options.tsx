// One scene of the options page: `?scene=NAME&theme=light|dark`.

import { render } from 'preact';
import { App } from '../../../src/options/App';
import { clipboardRights, fakeBackground, firstRun } from './fake-background';
import { readFileOf } from './fake-files';
import { fakePasskeys } from './fake-ways';
import { speakAsAsked } from './language';
import { pressAll } from './pressed';
import { optionsScenes } from './scenes';

const parameters = new URLSearchParams(location.search);
const scene = optionsScenes[parameters.get('scene') ?? ''] ?? { vault: 'none' };
if (scene.place !== undefined) location.hash = scene.place;
const theme = parameters.get('theme');
if (theme !== null) document.documentElement.dataset.theme = theme;
await speakAsAsked(parameters);

const ask = fakeBackground(scene, Date.now);
const [status, settings] = await Promise.all([ask('status', {}), ask('settings/read', {})]);
const root = document.getElementById('app');
if (root !== null && status.ok && settings.ok) {
  render(
    <App
      host={{
        ask,
        onPush: () => () => undefined,
        version: '0.1.0',
        firstRun,
        clipboard: clipboardRights,
        downloads: { request: async () => true, giveBack: async () => true },
        folder: { pick: async () => true, allow: async () => true },
        notifications: { held: async () => true, request: async () => true, giveBack: async () => true },
        hearsSystemLock: true,
        readFile: readFileOf(scene),
        passkeys: fakePasskeys,
      }}
      status={status.value}
      settings={settings.value}
    />,
    root,
  );
}

await pressAll(scene.presses ?? []);
document.documentElement.dataset.shown = 'true';

if (scene.file !== undefined) {
  // As a person would, once the page listens.
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', 'otpauth://');
  requestAnimationFrame(() => setTimeout(() => document.dispatchEvent(new ClipboardEvent('paste', { clipboardData }))));
}
