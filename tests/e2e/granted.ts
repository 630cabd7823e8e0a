// A copy of the build in which optional permissions are required ones: in Chromium no test can answer the browser's own question.

import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The folder of the copy; its maker removes it. */
export function buildWith(granted: readonly string[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-granted-'));
  cpSync(process.env.E2E_DIST ?? path.join('dist', 'chromium'), folder, { recursive: true });
  const file = path.join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { permissions: string[]; optional_permissions: string[] };
  manifest.permissions.push(...granted);
  manifest.optional_permissions = manifest.optional_permissions.filter((one) => !granted.includes(one));
  writeFileSync(file, JSON.stringify(manifest));
  return folder;
}

declare const Services: { prefs: { setBoolPref(name: string, value: boolean): void } };

/** Sent into Firefox's own window: it then says yes to whatever is asked. */
export const sayYes = (): void => Services.prefs.setBoolPref('extensions.webextOptionalPermissionPrompts', false);

/** Sent likewise: it draws notifications itself, in a window that can be found, where the system would draw them or drop them. */
export const drawNotifications = (): void => Services.prefs.setBoolPref('alerts.useSystemBackend', false);
