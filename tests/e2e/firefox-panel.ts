// Firefox's toolbar popup: a browser inside a panel, which no remote protocol lists. A frame script reads it and sends it real
// mouse and key events.

import type { FirefoxRig } from './firefox-rig';
import { callText, type Surface } from './surface';

interface PanelBrowser extends Element {
  readonly currentURI: { readonly spec: string };
  readonly messageManager: {
    addMessageListener(name: string, listener: (message: { data: { value?: unknown; error?: string } }) => void): void;
    loadFrameScript(url: string, later: boolean): void;
  };
}

// Sent into the browser's window. No function in here has a name of its own: tsx would wrap it in a helper that is not there.

/**
 * Firefox loads a popup in a panel that nobody sees and then moves it into the one that opens: what is asked of the first is never answered.
 * It is there once that is over.
 */
export function panelIsOpen(origin: string): boolean {
  const panels = document.querySelectorAll<PanelBrowser>('.webextension-popup-browser');
  const [panel] = panels;
  if (panel === undefined || panels.length > 1 || panel.classList.contains('webextension-preload-browser')) return false;
  return panel.currentURI.spec.startsWith(origin) && panel.closest<Element & { state: string }>('panel')?.state === 'open';
}

/** Whether none is there any more, on its way up or open. */
export function hidePanel(): boolean {
  const panel = document.querySelector('.webextension-popup-browser');
  panel?.closest<Element & { hidePopup(): void }>('panel')?.hidePopup();
  return panel === null;
}

function runInPanel(source: string, tag: string): Promise<{ value?: unknown; error?: string }> {
  return new Promise((resolve) => {
    const panel = document.querySelector<PanelBrowser>('.webextension-popup-browser');
    if (panel === null) {
      resolve({ error: 'closed' });
      return;
    }
    panel.messageManager.addMessageListener(tag, (message) => resolve(message.data));
    // A popup that closes on the way takes its answer along.
    setTimeout(() => {
      if (!panel.isConnected) resolve({ error: 'closed' });
    }, 500);
    setTimeout(() => resolve({ error: 'no answer' }), 5_000);
    const script = `try { sendAsyncMessage('${tag}', { value: ${source} }); } catch (trouble) { sendAsyncMessage('${tag}', { error: String(trouble) }); }`;
    panel.messageManager.loadFrameScript(`data:,${encodeURIComponent(script)}`, false);
  });
}

/** In the frame script: `content` is the popup's window with all privileges. */
interface PrivilegedWindow extends Window {
  synthesizeMouseEvent(type: string, x: number, y: number, mouse: object, options: object): void;
  readonly windowUtils: { sendMouseEvent?(type: string, x: number, y: number, button: number, clicks: number, modifiers: number): void };
}

function clickIn(root: Document, selector: string): boolean {
  const element = root.querySelector(selector);
  const view = root.defaultView as unknown as PrivilegedWindow;
  if (element === null) return false;
  element.scrollIntoView({ block: 'nearest' });
  const box = element.getBoundingClientRect();
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  for (const type of ['mousemove', 'mousedown', 'mouseup']) {
    if (view.windowUtils.sendMouseEvent) view.windowUtils.sendMouseEvent(type, x, y, 0, 1, 0);
    else view.synthesizeMouseEvent(type, x, y, { button: 0, clickCount: 1 }, {});
  }
  return true;
}

interface TextInputProcessor {
  beginInputTransactionForTests(view: Window): boolean;
  keydown(event: KeyboardEvent): number;
  keyup(event: KeyboardEvent): void;
}
declare const Cc: Record<string, { createInstance(type: unknown): TextInputProcessor }>;
declare const Ci: { nsITextInputProcessor: unknown };

function typeIn(root: Document, text: string): boolean {
  const view = root.defaultView as unknown as PrivilegedWindow & { KeyboardEvent: typeof KeyboardEvent };
  const keyboard = Cc['@mozilla.org/text-input-processor;1']?.createInstance(Ci.nsITextInputProcessor);
  if (keyboard?.beginInputTransactionForTests(view) !== true) return false;
  for (const key of text) {
    keyboard.keydown(new view.KeyboardEvent('', { key }));
    keyboard.keyup(new view.KeyboardEvent('', { key }));
  }
  return true;
}

let calls = 0;

export function panelSurface(rig: FirefoxRig): Surface {
  const call = async (source: string): Promise<unknown> => {
    calls += 1;
    const answer = await rig.inBrowser(runInPanel, source, `countersign-test:${calls}`);
    if (answer.error !== undefined) throw new Error(`toolbar popup: ${answer.error}`);
    return answer.value;
  };
  return {
    run: async (work, ...args) => (await call(callText(work, 'content.document', args))) as never,
    click: async (selector) => {
      if ((await call(callText(clickIn, 'content.document', [selector]))) !== true) throw new Error(`nothing matches ${selector}`);
    },
    type: async (selector, text) => {
      await call(callText(clickIn, 'content.document', [selector]));
      if ((await call(callText(typeIn, 'content.document', [text]))) !== true) throw new Error('the toolbar popup takes no keys');
    },
    isOpen: () => rig.inBrowser(panelIsOpen, rig.extensionOrigin),
  };
}
