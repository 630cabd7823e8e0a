// The keyboard commands of the manifest. `_execute_action` (open) is the browser's own.

import { fail, type Result } from '../core/result';
import type { Outcome } from '../messages/views';
import type { CaptureOnRequest } from './capture-on-request';
import type { Copies } from './copies';
import type { FillHere } from './fill-here';
import type { Toolbar } from './toolbar';

export type Commands = (name: string, tabId: number) => Promise<void>;

interface Parts {
  readonly fillHere: FillHere;
  readonly copies: Copies;
  readonly captures: CaptureOnRequest;
  readonly toolbar: Toolbar;
}

export function createCommands({ fillHere, copies, captures, toolbar }: Parts): Commands {
  async function run(name: string, tabId: number): Promise<Result<Outcome | null>> {
    if (name === 'fill-this-site') return fillHere.prompt(tabId, null, 'command');
    if (name === 'copy-code') return copies.here(tabId, 'command');
    // Nothing is drawn over the page: a QR code that shows only while it is pointed at stays.
    if (name === 'capture-qr') return captures.capture(tabId);
    return fail('bad-request');
  }
  return async (name, tabId) => toolbar.say(tabId, await run(name, tabId));
}
