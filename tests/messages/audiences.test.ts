import { describe, expect, test } from 'vitest';
import { type NamedSender, senderOf } from '../../src/messages/audiences';

const self = { id: 'ours', root: 'chrome-extension://ours/' };
const tab = { id: 7, incognito: false };
const popup = 'chrome-extension://ours/src/popup/index.html';
const audience = (sender: NamedSender): string | null => senderOf(sender, self)?.audience ?? null;

describe('who is talking', () => {
  const cases: readonly [string, NamedSender, string | null][] = [
    ['the popup', { id: 'ours', url: popup }, 'page'],
    ['the popup in a tab of its own, with a query', { id: 'ours', url: `${popup}?tab=3`, tab, frameId: 0 }, 'page'],
    ['the side panel', { id: 'ours', url: 'chrome-extension://ours/src/popup/panel.html' }, 'page'],
    ['the side panel inside a frame', { id: 'ours', url: 'chrome-extension://ours/src/popup/panel.html', tab, frameId: 2 }, null],
    ['the options page', { id: 'ours', url: 'chrome-extension://ours/src/options/index.html#backup', tab, frameId: 0 }, 'page'],
    ['a page of ours inside a frame', { id: 'ours', url: popup, tab, frameId: 4 }, null],
    ['another file of ours', { id: 'ours', url: 'chrome-extension://ours/manifest.json', tab, frameId: 0 }, null],
    ['the worker host', { id: 'ours', url: 'chrome-extension://ours/src/offscreen/offscreen.html' }, null],
    ['another extension by its id', { id: 'other', url: popup }, null],
    ['another extension by its address', { id: 'ours', url: 'chrome-extension://other/src/popup/index.html' }, null],
    ['nobody', {}, null],
    ['a sender without an address', { id: 'ours', tab, frameId: 0 }, null],
    ['a frame of the web', { id: 'ours', url: 'https://a.example/', origin: 'https://a.example', tab, frameId: 0 }, 'content'],
    ['a web path that looks like ours', { id: 'ours', url: 'https://a.example/src/popup/index.html', tab, frameId: 0 }, 'content'],
    ['a frame without a tab', { id: 'ours', url: 'https://a.example/', origin: 'https://a.example' }, null],
    ['about:blank', { id: 'ours', url: 'about:blank', origin: 'https://a.example', tab, frameId: 2 }, 'content'],
  ];
  test.each(cases)('%s', (_, sender, expected) => expect(audience(sender)).toBe(expected));
});

test('an opaque document has no origin, whatever its address says', () => {
  const sandboxed = senderOf({ id: 'ours', url: 'https://bank.example/', origin: 'null', tab, frameId: 1 }, self);
  expect(sandboxed).toMatchObject({ audience: 'content', origin: null });
  const old = senderOf({ id: 'ours', url: 'https://bank.example/', tab, frameId: 1 }, self);
  expect(old).toMatchObject({ origin: null });
});

test('a prerendered document is not active', () => {
  const sender = { id: 'ours', url: 'https://a.example/', origin: 'https://a.example', tab, frameId: 0 };
  expect(senderOf({ ...sender, documentLifecycle: 'prerender' }, self)).toMatchObject({ active: false });
  expect(senderOf(sender, self)).toMatchObject({ active: true });
});
