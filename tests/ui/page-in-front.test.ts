import { expect, test } from 'vitest';
import type { PagePush } from '../../src/messages/push';
import { pageInFront } from '../../src/popup/page-in-front';

function panel(first: number | null) {
  let front: (tab: number | null) => void = () => undefined;
  const others = new Set<(push: PagePush) => void>();
  const page = pageInFront(
    first,
    (tell) => {
      front = tell;
    },
    (listener) => {
      others.add(listener);
      return () => others.delete(listener);
    },
  );
  const heard: string[] = [];
  const listen = (): (() => void) => page.onPush(({ push }) => void heard.push(push));
  return { page, heard, listen, front: (tab: number | null) => front(tab), others };
}

test('another tab in front is told of, until nobody listens any more', () => {
  const { page, heard, listen, front, others } = panel(1);
  const stop = listen();
  front(2);
  expect([page.tab, heard]).toEqual([2, ['items-changed']]);
  stop();
  front(3);
  expect([page.tab, heard.length, others.size]).toEqual([3, 1, 0]);
});

test('a tab that came in front before the list was drawn is told of as soon as it is', () => {
  const { page, heard, listen, front } = panel(1);
  front(2);
  listen();
  listen();
  expect([page.tab, heard]).toEqual([2, ['items-changed']]);
});

test('the same tab once more is nothing new', () => {
  const { heard, listen, front } = panel(1);
  front(1);
  listen();
  expect(heard).toEqual([]);
});
