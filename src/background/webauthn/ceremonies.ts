// One WebAuthn call from its arrival to its end: planned, put before a person, answered by the vault or left to the browser. The port is
// the call: when it closes, everything that was going on for it stops.

import { hex } from '../../core/bytes';
import type { Env } from '../../core/env';
import type { Result } from '../../core/result';
import type { BridgeCall } from '../../messages/bridge-protocol';
import type { Outcome } from '../../messages/views';
import type { Answer, Approver, Asked } from './asked';
import type { CallPlanner } from './call-planner';
import type { Delivery } from './delivery';
import type { FieldOffers } from './field-offers';
import type { Timers } from './just-in-time';
import { createPatience } from './patience';
import type { CallHandler, Line } from './port';
import type { Signals } from './signals';

type Ceremony = Extract<BridgeCall, { options: unknown; conditional: boolean }>;

export interface CeremonyParts {
  readonly env: Env;
  readonly timers: Timers;
  readonly planner: CallPlanner;
  readonly approver: Approver;
  readonly delivery: Delivery;
  readonly signals: Signals;
  readonly fields: FieldOffers;
  /** May a page count on a platform authenticator of ours? */
  readonly available: (line: Line) => Promise<boolean>;
  /** Says on the icon how a call ended for which nothing else is on screen. */
  readonly say: (tabId: number, done: Result<Outcome | null>) => void;
  readonly onBug: (error: unknown) => void;
}

interface Running {
  readonly over: AbortController;
  readonly tabId: number;
  /** `beside`: passkey autofill, with the browser's own going on in the page. */
  state: 'planning' | 'beside' | 'asking' | 'delivering';
}

export function createCeremonies(parts: CeremonyParts): CallHandler {
  const { env, timers, planner, approver, delivery } = parts;
  const running = new Map<Line, Running>();
  const patience = createPatience(env.now);
  /** What a page has said and is not yet done: its next call is about what is true then. */
  const telling = new Map<string, Promise<void>>();

  function hear({ sender }: Line, { signal, options }: Extract<BridgeCall, { call: 'signal' }>): void {
    const page = pageOf(sender);
    const done = (telling.get(page) ?? Promise.resolve())
      .then(() => parts.signals(sender, signal, options))
      .catch(parts.onBug)
      .then(() => {
        if (telling.get(page) === done) telling.delete(page);
      });
    telling.set(page, done);
  }

  /** The person sees one question of a tab, the latest: who clicked again means that one. */
  function endOthers(tabId: number, except: Line): void {
    for (const [line, other] of running) {
      if (other.tabId !== tabId || line === except || other.state !== 'asking') continue;
      line.end({ act: 'reject', name: 'NotAllowedError' });
      stop(line);
    }
  }

  function stop(line: Line): void {
    const was = running.get(line);
    was?.over.abort();
    running.delete(line);
    if (was?.state === 'beside') parts.fields.end(line.sender);
  }

  async function decide(line: Line, asked: Asked, { over }: Running): Promise<Answer | null> {
    // A page that offers passkey autofill waits for ever, and is right to.
    const endTimer = asked.conditional ? () => undefined : timers.after(asked.expires - env.now(), () => over.abort('timeout'));
    const answer = await approver.ask(asked, over.signal);
    endTimer();
    if (answer === null && over.signal.reason === 'timeout') line.end({ act: 'reject', name: 'NotAllowedError' });
    return over.signal.aborted ? null : answer;
  }

  async function run(line: Line, call: Ceremony): Promise<void> {
    const page = pageOf(line.sender);
    const clicked = call.frame.activation;
    const me: Running = { over: new AbortController(), tabId: line.sender.tabId, state: 'planning' };
    running.set(line, me);
    const { unattended } = approver;
    await telling.get(page);
    const planned = await planner(line.sender, call, { turnedDown: !unattended && patience.isOver(page, clicked), unattended });
    if (me.over.signal.aborted) return;
    if (planned.act === 'native') {
      line.end({ act: 'native' });
      return stop(line);
    }
    const asked: Asked = { ...planned.asked, id: hex(env.random(8)) };
    if (planned.act === 'parallel') {
      me.state = 'beside';
      line.say({ act: 'parallel' });
      parts.fields.begin(line.sender);
    } else {
      me.state = 'asking';
      endOthers(me.tabId, line);
      patience.noteAsked(page, clicked);
    }
    const answer = await decide(line, asked, me);
    if (answer === null) return stop(line);
    if (answer.choice === 'cancel' && !asked.conditional) patience.noteTurnedDown(page);
    if (me.state === 'beside') parts.fields.end(line.sender);
    me.state = 'delivering';
    await carryOut(line, asked, answer, me.over.signal);
    stop(line);
  }

  async function carryOut(line: Line, asked: Asked, answer: Answer, over: AbortSignal): Promise<void> {
    if (answer.choice !== 'vault') {
      // Passkey autofill: the browser's own has been going on all the time, and goes on.
      if (asked.conditional) return;
      return line.end(answer.choice === 'native' ? { act: 'native' } : { act: 'reject', name: 'NotAllowedError' });
    }
    const done = await delivery.deliver(line, asked, answer, over);
    if (!done.ok) line.end({ act: 'reject', name: 'NotAllowedError' });
    // The page itself took it back: nobody waits for a word.
    if (done.ok || done.error.code !== 'call-over') parts.say(asked.sender.tabId, done);
  }

  function failed(line: Line, error: unknown): void {
    parts.onBug(error);
    line.end({ act: 'native' });
    stop(line);
  }

  return {
    called(line, call) {
      switch (call.call) {
        case 'create':
        case 'get':
          return void run(line, call).catch((error: unknown) => failed(line, error));
        case 'signal':
          // At once, whatever we do with it: a page must not see whether it had an effect.
          line.end({ act: 'native' });
          return hear(line, call);
        case 'field':
          return parts.fields.stands(line);
        case 'capabilities':
          return void parts.available(line).then(
            (on) => line.end({ act: 'capabilities', on }),
            () => line.end({ act: 'capabilities', on: false }),
          );
      }
    },

    ended(line) {
      delivery.ended(line);
      // The browser's own answered: there is nothing to choose any more.
      if (running.get(line)?.state === 'beside') stop(line);
    },

    pressed: (line) => parts.fields.pressed(line),

    gone(line) {
      parts.fields.gone(line);
      delivery.ended(line);
      stop(line);
    },
  };
}

const pageOf = ({ tabId, origin }: Line['sender']): string => `${tabId} ${origin}`;
