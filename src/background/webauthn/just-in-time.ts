// Tier J: attach as the browser's WebAuthn proxy for one approved call, let the page call the browser's own method, answer the request
// that the browser has checked, detach. While attached, every other request of the profile is denied, so it is a matter of
// milliseconds; a watchdog ends it whatever happens. webauthn.md §1.4, §5.3.

import type { Result } from '../../core/result';
import { type ApprovedRequest, type CheckedCaller, matchRequest, type ProxiedRequest } from '../../core/webauthn/request-match';
import type { ProxyListener, WebauthnProxy } from '../../platform/webauthn-proxy';
import type { Line } from './port';

/** The page calls at once, or it does not call. */
const CALLED_WITHIN_MS = 500;
/** Nothing of ours takes that long: the key of a new passkey is there before. */
const WATCHDOG_MS = 2_000;

/** Credentials are made and used only when the browser's own request is there. */
export type Respond = (request: ProxiedRequest, caller: CheckedCaller) => Promise<Result<unknown>>;

/**
 * `delivered`: the browser has our response. `ended`: the page has, or will get, the browser's own word: denied, aborted, not focused.
 * `unused`: nobody called, or another extension is attached; the page still waits.
 */
export type Delivery = 'delivered' | 'ended' | 'unused';

export interface JustInTime extends ProxyListener {
  deliver(line: Line, approved: ApprovedRequest, respond: Respond): Promise<Delivery>;
  /** The browser's method has ended in the page of this line, or the page is gone. */
  ended(line: Line): void;
}

interface Run {
  readonly line: Line;
  readonly approved: ApprovedRequest;
  readonly respond: Respond;
  requestId: number | null;
  cancelled: boolean;
  readonly settle: (delivery: Delivery) => void;
}

/** `log` gets the name of what differed, never its value. */
export function createJustInTime(proxy: WebauthnProxy, log: (code: string) => void, timers: Timers): JustInTime {
  let turn: Promise<unknown> = Promise.resolve();
  let run: Run | null = null;

  const deny = (request: ProxiedRequest): void => void proxy.complete(request, { error: DENIED }).catch(() => undefined);

  async function attached(line: Line, approved: ApprovedRequest, respond: Respond): Promise<Delivery> {
    if (!(await proxy.attach())) return 'unused';
    let stop: () => void = () => undefined;
    try {
      return await new Promise<Delivery>((settle) => {
        run = { line, approved, respond, requestId: null, cancelled: false, settle };
        const watch = timers.after(WATCHDOG_MS, () => settle('ended'));
        const called = timers.after(CALLED_WITHIN_MS, () => run?.requestId === null && settle('unused'));
        stop = () => {
          watch();
          called();
        };
        if (!line.say({ act: 'proxied' })) settle('ended');
      });
    } finally {
      run = null;
      stop();
      await proxy.detach();
    }
  }

  async function answer(current: Run, request: ProxiedRequest, caller: CheckedCaller): Promise<void> {
    const response = await current.respond(request, caller);
    const reached = await proxy.complete(request, response.ok ? { response: response.value } : { error: DENIED }).then(
      () => true,
      () => false,
    );
    current.settle(response.ok && reached && !current.cancelled ? 'delivered' : 'ended');
  }

  return {
    deliver(line, approved, respond) {
      const mine = turn.then(() => attached(line, approved, respond));
      turn = mine.catch(() => undefined);
      return mine;
    },

    request(request) {
      const current = run;
      // Nothing was approved, or not this: attached or not, it is not ours to answer.
      if (current === null || current.requestId !== null) return deny(request);
      const match = matchRequest(request, current.approved);
      if (!match.ok) {
        log(match.error.code);
        return deny(request);
      }
      current.requestId = request.requestId;
      answer(current, request, match.value).catch(() => {
        deny(request);
        current.settle('ended');
      });
    },

    cancelled(requestId) {
      if (run?.requestId !== requestId) return;
      run.cancelled = true;
      run.settle('ended');
    },

    ended(line) {
      if (run?.line === line && run.requestId === null) run.settle('ended');
    },
  };
}

/** Milliseconds from now; the return value calls it off. */
export interface Timers {
  after(ms: number, task: () => void): () => void;
}

/** In the browser's own words: a page learns nothing from them. */
const DENIED = {
  name: 'NotAllowedError',
  message: 'The operation either timed out or was not allowed. See: https://www.w3.org/TR/webauthn-2/#sctn-privacy-considerations-client.',
};
