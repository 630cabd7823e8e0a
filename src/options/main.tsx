// Starts the options page.

import { render } from 'preact';
import { downloadRights } from '../platform/backup-files';
import { folderRights } from '../platform/backup-folder';
import { isFirefox } from '../platform/browser';
import { clipboardRights } from '../platform/clipboard-rights';
import * as firstRun from '../platform/first-run';
import { readInWorker } from '../platform/import-host';
import { notificationRights } from '../platform/notifications';
import { ask, extensionVersion, getMessage, onPush } from '../platform/page-messages';
import { vaultPasskeys } from '../platform/vault-passkey';
import { speakIn } from '../ui/document-language';
import { applyRememberedTheme, applyTheme } from '../ui/theme';
import { t } from '../ui/words';
import { App } from './App';

async function start(): Promise<void> {
  applyRememberedTheme();
  speakIn(document, getMessage);
  document.title = t('optionsTitle');

  const root = document.getElementById('app');
  if (root === null) return;
  const [status, settings] = await Promise.all([ask('status', {}), ask('settings/read', {})]);
  root.removeAttribute('aria-busy');
  if (settings.ok) applyTheme(settings.value.theme);
  render(
    <App
      host={{
        ask,
        onPush,
        version: extensionVersion(),
        firstRun,
        clipboard: clipboardRights,
        downloads: downloadRights,
        folder: folderRights(),
        notifications: notificationRights,
        hearsSystemLock: !isFirefox,
        readFile: readInWorker,
        passkeys: vaultPasskeys,
      }}
      status={status.ok ? status.value : null}
      settings={settings.ok ? settings.value : null}
    />,
    root,
  );
}

void start();
