// The port of the WebAuthn bridge, one a call: decodes what comes in and binds what goes out to the document that opened it.

import * as v from 'valibot';
import type { BridgeSender } from '../../messages/audiences';
import { type BridgeCall, bridgeCall, bridgeNews } from '../../messages/bridge-protocol';
import type { BridgeAct } from '../../messages/bridge-wire';

/** What both browsers' ports have, and a test's. */
export interface BridgePort {
  postMessage(act: BridgeAct): void;
  disconnect(): void;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
  readonly onDisconnect: { addListener(listener: () => void): void };
}

/** One call of a page, from its first message to the end of its port. */
export interface Line {
  readonly sender: BridgeSender;
  /** Says it to the page; false where nobody is there any more. */
  say(act: BridgeAct): boolean;
  /** Says it and hangs up: nothing comes after. */
  end(act: BridgeAct): void;
}

export interface CallHandler {
  /** The first message. Called once a line. */
  called(line: Line, call: BridgeCall): void;
  /** The browser's own method has ended. */
  ended(line: Line, resolved: boolean): void;
  /** The chip at a field was pressed. */
  pressed(line: Line): void;
  /** The page has hung up: aborted, navigated away, closed. Not called after `end`. */
  gone(line: Line): void;
}

/** Takes a port; an odd first message gets the browser's own behaviour, odd later ones nothing. */
export function takePort(port: BridgePort, sender: BridgeSender, handler: CallHandler): void {
  let open = true;
  let called = false;
  const line: Line = {
    sender,
    say(act) {
      if (!open) return false;
      try {
        port.postMessage(act);
      } catch {
        // The other end is gone; onDisconnect says so to whom it concerns.
        return false;
      }
      return true;
    },
    end(act) {
      // The page hangs up when it has heard the last word: hanging up here could overtake it.
      line.say(act);
      open = false;
    },
  };
  port.onMessage.addListener((message) => {
    if (!open) return;
    if (!called) {
      called = true;
      const call = v.safeParse(bridgeCall, message);
      if (call.success) handler.called(line, call.output);
      else line.end({ act: 'native' });
      return;
    }
    const news = v.safeParse(bridgeNews, message);
    if (!news.success) return;
    if (news.output.news === 'ended') handler.ended(line, news.output.resolved);
    if (news.output.news === 'open') handler.pressed(line);
  });
  port.onDisconnect.addListener(() => {
    const was = open && called;
    open = false;
    if (was) handler.gone(line);
  });
}
