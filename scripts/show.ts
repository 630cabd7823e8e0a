// Opens a browser window with the extension and the test site, and says what to click. Ends with the window.

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from '../tests/e2e/launch';
import { startSite } from '../tests/site/server';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const site = await startSite();
const rig = await launch({
  headed: true,
  keepWelcome: true,
  profile: path.join(root, 'out', `profile-${process.env.E2E_BROWSER ?? 'chromium'}`),
});
const [page] = await rig.browser.pages();
await (page ?? (await rig.browser.newPage())).goto(site.url);

console.log(`
Countersign is installed in the browser window that just opened. Try it:

  1. Choose a vault password on the welcome page (or click the Countersign icon: puzzle piece, then Countersign).
     Its practice page has a QR code, a code field and recovery codes to try.
  2. On the test site (${site.url}) sign up with any e-mail address and password.
  3. Click "Set up multi-factor authentication", then the Countersign offer by the QR code.
  4. Click the offer at the code field, then Confirm. Get recovery codes: the offer beside them keeps them.
  5. Log out and in again: the offer at the code field fills the code. Or press Alt+Shift+F, use the field's menu, or type
     "2fa harbour" into the address bar. "Use a recovery code" works, too.

Close the browser window, or press Ctrl+C here, to stop.`);

const stop = async (): Promise<void> => {
  await site.close();
  process.exit(0);
};
rig.browser.on('disconnected', () => void stop());
process.on('SIGINT', () => void rig.close().finally(stop));
