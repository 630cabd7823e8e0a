// One create() or get() of the page: read, put before the background, and answered as it says. Whatever is odd goes to the browser's own
// method with the page's own arguments. webauthn.md §4.1, §5.3.

import { MAX_BRIDGE_MESSAGE } from '../../messages/bridge-wire';
import { call } from './channel';
import { json } from './options-json';
import { type Around, apply, follow, getterOf, listen, OurPromise, Refusal, rejected, unbound, unlisten } from './primordials';
import { credentialOf } from './synthetic';

const container = navigator.credentials;
const Controller = AbortController;
const isAborted = getterOf(AbortSignal.prototype, 'aborted');
const reasonOf = getterOf(AbortSignal.prototype, 'reason');
const signalOf = getterOf(Controller.prototype, 'signal');
const abort = unbound(Controller.prototype.abort);

interface Options {
  readonly publicKey?: object;
  readonly mediation?: unknown;
  readonly signal?: AbortSignal;
  /** Types that are not ours, alone or beside a public key: the browser knows what to say. */
  readonly password?: unknown;
  readonly federated?: unknown;
  readonly identity?: unknown;
  readonly digital?: unknown;
  readonly otp?: unknown;
  /** `immediate`: a get whose page wants a plain no where there is no passkey; the browser checks it when it runs for us. */
  readonly uiMode?: unknown;
}

/** Gives up the call that is going on; null: none of ours is. */
let busy: (() => unknown) | null = null;

export const ceremony =
  (kind: 'create' | 'get'): Around =>
  (native, self, args) => {
    const asUsual = (): unknown => apply(native, self, args);
    try {
      const { password, federated, identity, digital, otp, uiMode, mediation = 'optional', publicKey, signal } = args[0] as Options;
      const conditional = mediation === 'conditional';
      const known = conditional || mediation === 'optional' || mediation === 'required';
      const foreign = password || federated || identity || digital || otp;
      if (self !== container || foreign || !publicKey || !known || (signal && isAborted(signal))) return asUsual();
      const body = `"call":"${kind}","conditional":${conditional},"options":${json(publicKey)}`;
      if (body.length > MAX_BRIDGE_MESSAGE) return asUsual();
      if (busy) {
        // Each browser's own way with a second request: Chromium keeps the first, Firefox the last.
        if (__TARGET__ === 'chromium') return rejected('A request is already pending.', 'OperationError');
        busy();
      }
      return new OurPromise((resolve, reject) => {
        /** Of the browser's method, while it runs for us or beside us. */
        let inner: AbortController | undefined;
        let over = false;
        const finish = (news: string, settle: (value: unknown) => void, value?: unknown): void => {
          if (over) return;
          over = true;
          busy = null;
          if (signal) unlisten(signal, 'abort', aborted);
          hangUp(news);
          if (inner) abort(inner);
          settle(value);
        };
        const aborted = (): void => finish('', reject, reasonOf(signal));
        const begin = (mediation?: string): void => {
          if (inner) abort(inner);
          const mine = new Controller();
          inner = mine;
          const ended = (news: string, settle: (value: unknown) => void) => (value: unknown) => {
            if (mine === inner) finish(news, settle, value);
          };
          follow(
            apply(native, self, [{ __proto__: null, publicKey, mediation, uiMode, signal: signalOf(mine) }]),
            ended('true', resolve),
            ended('false', reject),
          );
        };
        const hangUp = call(body, (heard) => {
          const { act } = heard;
          if (over) return;
          if (act === 'proxied') begin();
          else if (act === 'result') finish('', resolve, credentialOf(heard.credential, heard.bytes));
          else if (act === 'reject') finish('', reject, new Refusal(heard.message, heard.name));
          else if (act === 'parallel' && !inner) begin('conditional');
          else if (!inner) finish('', () => follow(asUsual(), resolve, reject));
        });
        // Nobody gives up the first where it is kept.
        busy = () => __TARGET__ === 'firefox' && finish('', reject, new Refusal('The operation was aborted. ', 'AbortError'));
        if (signal) listen(signal, 'abort', aborted);
      });
    } catch {
      return asUsual();
    }
  };
