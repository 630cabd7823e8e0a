// The scenes of the options page: `?scene=NAME&theme=light|dark&lang=ar`.

import { render } from 'preact';
import { App } from '../../../src/options/App';
import { clipboardRights, fakeBackground, firstRun } from './fake-background';
import { readFileOf } from './fake-files';
import { fakePasskeys } from './fake-ways';
import { speakAsAsked } from './language';
import { pressAll } from './pressed';
import { optionsScenes } from './scenes';
import { offerScenes } from './shown';

const parameters = new URLSearchParams(location.search);
const theme = parameters.get('theme') === 'dark' ? 'dark' : 'light';
await speakAsAsked(parameters);
const root = document.getElementById('app') as HTMLElement;

await offerScenes(parameters, async (name) => {
  render(null, root);
  const scene = optionsScenes[name] ?? { vault: 'none' };
  history.replaceState(null, '', scene.place === undefined ? location.pathname + location.search : `#${scene.place}`);
  // a setting that is pressed applies the theme of the settings
  const ask = fakeBackground({ ...scene, settings: { theme, ...scene.settings } }, Date.now);
  const [status, settings] = await Promise.all([ask('status', {}), ask('settings/read', {})]);
  if (!status.ok || !settings.ok) return;
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
  await pressAll(scene.presses ?? []);
  if (scene.file !== undefined) await paste('otpauth://');
});

/** As a person would, once the page listens. */
async function paste(text: string): Promise<void> {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const event = new ClipboardEvent('paste');
  // Firefox takes none from a page
  Object.defineProperty(event, 'clipboardData', { value: clipboardData });
  document.dispatchEvent(event);
}
