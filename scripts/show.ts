// Opens a browser window with the extension and the test site, and says what to click. Ends with the window.

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from '../tests/e2e/launch';
import { startSite } from '../tests/site/server';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const site = await startSite();
const rig = await launch({ headed: true, profile: path.join(root, 'out', `profile-${process.env.E2E_BROWSER ?? 'chromium'}`) });
const [page] = await rig.browser.pages();
await (page ?? (await rig.browser.newPage())).goto(site.url);

console.log(`
Countersign is installed in the browser window that just opened. Try it:

  1. Click the Countersign icon (puzzle piece, then Countersign) and choose a vault password.
  2. On the test site (${site.url}) sign up with any e-mail address and password.
  3. Click "Set up multi-factor authentication", then the Countersign offer by the QR code.
  4. Click the offer at the code field, then Confirm. Log out.
  5. Log in again: the offer at the code field fills the code.

Close the browser window, or press Ctrl+C here, to stop.`);

const stop = async (): Promise<void> => {
  await site.close();
  process.exit(0);
};
rig.browser.on('disconnected', () => void stop());
process.on('SIGINT', () => void rig.close().finally(stop));
