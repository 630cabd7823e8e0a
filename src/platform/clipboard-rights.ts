// The two optional permissions for the clipboard, as a page of ours asks for them. Only out of a click.

import { browser } from './browser';

export interface ClipboardRights {
  readonly write: boolean;
  readonly read: boolean;
}

export interface ClipboardRightsApi {
  held(): Promise<ClipboardRights>;
  /** Reading is of no use without writing: they are asked for together, and given back so. Resolves with what is held then. */
  change(right: 'write' | 'read', on: boolean): Promise<ClipboardRights>;
}

const has = (permission: 'clipboardRead' | 'clipboardWrite'): Promise<boolean> =>
  browser.permissions.contains({ permissions: [permission] });

const held = async (): Promise<ClipboardRights> => ({ write: await has('clipboardWrite'), read: await has('clipboardRead') });

export const clipboardRights: ClipboardRightsApi = {
  held,
  async change(right, on) {
    const permissions =
      on === (right === 'read')
        ? (['clipboardRead', 'clipboardWrite'] as const)
        : ([right === 'read' ? 'clipboardRead' : 'clipboardWrite'] as const);
    const asked = { permissions: [...permissions] };
    await (on ? browser.permissions.request(asked) : browser.permissions.remove(asked)).catch(() => false);
    return held();
  },
};
