// Between the page's world and our isolated one: a node that is in no document, handed over before any script of the page runs, and
// texts on it. A page that hears of an event of ours would find this node as its target: so nothing of the page's runs inside one.

import { getterOf, listen, parse, unbound, unlisten } from './primordials';
import { CALL, END, HELLO } from './words';

const OurEvent = CustomEvent;
const dispatch = unbound(EventTarget.prototype.dispatchEvent);
const detailOf = getterOf(OurEvent.prototype, 'detail');
const later = queueMicrotask;

/** Set before any call can be. */
let node: EventTarget;
let calls = 0;

/** `ready` runs when the isolated script is there. It sends no node to a window that has one already. */
export function meet(ready: () => void): void {
  const met = (event: Event): void => {
    event.stopImmediatePropagation();
    const { relatedTarget } = event as FocusEvent;
    if (!relatedTarget) return;
    event.preventDefault();
    node = relatedTarget;
    ready();
  };
  addEventListener(HELLO, met, { capture: true, once: true });
}

/** Firefox ends the isolated script with its extension, and then nobody takes a call, or says that one has ended; Chromium lets it go on. */
const ENDS = __TARGET__ === 'firefox';
const after = ENDS && setTimeout;

/** True where nobody has taken it, and that can be. */
const say = (type: string, detail?: string): unknown =>
  dispatch(
    node,
    new OurEvent(type, { __proto__: null, detail, ...(ENDS ? { cancelable: true } : {}) } as CustomEventInit<string | undefined>),
  );

/** What the background sends for this world: see to-page.ts there. */
export interface Heard {
  /** Nothing: `native`. */
  readonly act: 'native' | 'parallel' | 'proxied' | 'result' | 'reject' | 'capabilities' | null;
  readonly keys: readonly string[];
  readonly credential: string;
  readonly bytes: string;
  readonly name: string;
  readonly message: string;
}

/** Opens one call. `body`: members of its JSON. Returns how to end it: `true` or `false` as the browser's own method has ended, or ''. */
export function call(body: string, hear: (heard: Heard) => void): (news: string) => void {
  /** Of the events on the node; none: the call has ended. */
  let id = `${++calls}`;
  const heard = (event: Event): void => {
    const text = detailOf(event) as string;
    later(() => hear(parse(text)));
  };
  listen(node, id, heard);
  // Without a text: is anybody there still? Every second, while the call is open.
  const ask = (text?: string): unknown =>
    say(CALL, text) ? later(() => hear({ keys: [] } as unknown as Heard)) : id && (after as typeof setTimeout)(ask, 1000);
  const text = `{"id":"${id}",${body}}`;
  if (ENDS) ask(text);
  else say(CALL, text);
  return (news) => {
    unlisten(node, id, heard);
    say(id + END, news);
    if (ENDS) id = '';
  };
}
