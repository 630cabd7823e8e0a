// A notification for a prompt that is out of view, once a document; and a press on it, which fills that very document or none.

import { beforeEach, describe, expect, test } from 'vitest';
import { createPromptNotices, type PromptNotices } from '../../src/background/prompt-notices';
import { ok } from '../../src/core/result';
import type { ContentSender } from '../../src/messages/audiences';
import type { TabView } from '../../src/platform/web-tab';

const BANK = 'https://bank.example';
const ID = 'code-prompt:1';
const bank: ContentSender = {
  audience: 'content',
  origin: BANK,
  url: `${BANK}/login`,
  tabId: 1,
  frameId: 0,
  documentId: 'A',
  incognito: false,
  active: true,
};

let session: Map<string, unknown>;
let onScreen: Map<string, string>;
let wanted: boolean;
let view: TabView;
let now: ContentSender | null;
let done: string[];
let notices: PromptNotices;

/** As a worker that has just started. */
const start = (): PromptNotices =>
  createPromptNotices({
    wanted: async () => wanted,
    read: async (key) => session.get(key),
    write: async (key, value) => void session.set(key, value),
    remove: async (key) => void session.delete(key),
    viewOf: async () => view,
    show: async (id, host) => {
      onScreen.set(id, host);
      done.push(`show ${host}`);
    },
    clear: async (id) => void onScreen.delete(id),
    shown: async () => [...onScreen.keys()],
    bringToFront: async (tabId) => void done.push(`front ${tabId}`),
    documentIn: async (_, frameId) => now && { ...now, frameId },
    documentInFront: async () => now,
    fill: async (target, id) => {
      done.push(`fill ${target.documentId} ${id}`);
      return ok({ ok: true, key: 'outcomeFilled', args: [] });
    },
    say: async (tabId, said) => void done.push(`say ${tabId} ${said.ok}`),
  });

beforeEach(() => {
  [session, onScreen, wanted, view, now, done] = [new Map(), new Map(), true, 'lately', bank, []];
  notices = start();
});

describe('a prompt', () => {
  test('out of view is told of, by the name of the host alone', async () => {
    await notices.offered(bank, ['x']);
    expect([...onScreen]).toEqual([[ID, 'bank.example']]);
  });

  test.each<[string, () => void, Partial<ContentSender>]>([
    ['while the setting is off or the permission missing', () => (wanted = false), {}],
    ['in view', () => (view = 'in-view'), {}],
    ['in a tab that nobody has looked at for long', () => (view = 'long-ago'), {}],
    ['in a private window', () => undefined, { incognito: true }],
    ['without an origin', () => undefined, { origin: null }],
  ])('%s is not', async (_, prepare, more) => {
    prepare();
    await notices.offered({ ...bank, ...more }, ['x']);
    await notices.pressed(ID);
    expect(done).toEqual([]);
  });

  test('is told of once a document, however often it is found', async () => {
    await Promise.all([notices.offered(bank, ['x']), notices.offered(bank, ['x'])]);
    notices = start();
    await notices.offered(bank, ['x']);
    await notices.pressed(ID);
    await notices.offered(bank, ['x']);
    expect(done.filter((one) => one.startsWith('show'))).toHaveLength(1);
    await notices.forget(1, 0);
    now = { ...bank, documentId: 'B' };
    await notices.offered(now, ['x']);
    expect(done.filter((one) => one.startsWith('show'))).toHaveLength(2);
  });

  test('of a document that has gone meanwhile is not told of, and the next one is', async () => {
    now = { ...bank, documentId: 'B' };
    await notices.forget(1, 0);
    await notices.offered(bank, ['x']);
    expect(done).toEqual([]);
    await notices.offered(now, ['x']);
    await notices.pressed(ID);
    expect(done).toContain('fill B x');
  });

  test('that the person saw is not told of when they leave the tab', async () => {
    view = 'in-view';
    await notices.offered(bank, ['x']);
    view = 'lately';
    await notices.offered(bank, ['x']);
    expect(done).toEqual([]);
  });
});

describe('a press', () => {
  test('shows the tab and fills that document, once, also after the worker was stopped', async () => {
    await notices.offered(bank, ['x']);
    notices = start();
    done = [];
    await notices.pressed(ID);
    await notices.pressed(ID);
    expect(done).toEqual(['front 1', 'fill A x', 'say 1 true']);
    expect([...onScreen]).toEqual([]);
  });

  test('leaves it to the person which account it is, where there are several', async () => {
    await notices.offered(bank, ['x', 'y']);
    await notices.pressed(ID);
    expect(done).toContain('fill A null');
  });

  test.each<[string, ContentSender | null]>([
    ['another document', { ...bank, documentId: 'B' }],
    ['another origin', { ...bank, origin: 'https://evil.example' }],
    ['another origin in a browser that does not name documents', { ...bank, documentId: null, origin: 'https://evil.example' }],
    ['no origin', { ...bank, origin: null }],
    ['no frame any more', null],
  ])('on what is now %s only shows the tab', async (_, there) => {
    await notices.offered(bank, ['x']);
    now = there;
    done = [];
    await notices.pressed(ID);
    expect(done).toEqual(['front 1']);
  });

  test.each<[string, (open: PromptNotices) => Promise<void>]>([
    ['the page has gone on', (open) => open.forget(1, 0)],
    ['the tab is closed', (open) => open.forget(1)],
    ['the vault was locked', (open) => open.forgetAll()],
  ])('does nothing once %s, and the notification is gone', async (_, happen) => {
    await notices.offered(bank, ['x']);
    await happen(notices);
    expect([...onScreen]).toEqual([]);
    done = [];
    await notices.pressed(ID);
    expect(done).toEqual([]);
  });

  test('fills still where only another frame of the page has gone on', async () => {
    await notices.offered({ ...bank, frameId: 3 }, ['x']);
    await notices.forget(1, 4);
    expect([...onScreen.keys()]).toEqual([ID]);
    await notices.forget(1, 3);
    expect([...onScreen.keys()]).toEqual([]);
  });

  test('on a notification that is not of ours, or of a session before, does nothing', async () => {
    await notices.pressed('something');
    await notices.pressed(ID);
    expect(done).toEqual([]);
  });
});
