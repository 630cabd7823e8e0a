// Route tables: one a named audience. A handler sees a request only after its decoder made it a type, and the sender only as
// the browser named it.

import * as v from 'valibot';
import type { Failure, Result } from '../core/result';

export interface Request {
  readonly route: string;
  readonly body: unknown;
}

export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure<string> };

export type Decoders = Readonly<Record<string, v.GenericSchema>>;

/** One handler a route of the protocol P, for senders of class S. */
export type Handlers<P, S> = {
  [K in keyof P]: P[K] extends { req: infer Q; res: infer R } ? (request: Q, sender: S) => Promise<Result<R>> : never;
};

const requestShape = v.strictObject({ route: v.pipe(v.string(), v.maxLength(64)), body: v.unknown() });

/**
 * Answers one raw message out of one audience's table. Codes: `bad-request` (no such shape, no such route in this audience,
 * or a body that its decoder refuses), `internal` (the handler threw, which is a bug), else the handler's own.
 */
export async function dispatch<S>(
  decoders: Decoders,
  handlers: Readonly<Record<string, (request: never, sender: S) => Promise<Result<unknown>>>>,
  raw: unknown,
  sender: S,
  onBug: (route: string, error: unknown) => void,
): Promise<Reply<unknown>> {
  const request = v.safeParse(requestShape, raw);
  if (!request.success) return { ok: false, error: { code: 'bad-request' } };
  const { route, body } = request.output;
  if (!Object.hasOwn(decoders, route) || !Object.hasOwn(handlers, route)) return { ok: false, error: { code: 'bad-request' } };
  const decoded = v.safeParse(decoders[route] as v.GenericSchema, body);
  if (!decoded.success) return { ok: false, error: { code: 'bad-request', detail: route } };
  try {
    return await (handlers[route] as (request: unknown, sender: S) => Promise<Result<unknown>>)(decoded.output, sender);
  } catch (error) {
    onBug(route, error);
    return { ok: false, error: { code: 'internal', detail: route } };
  }
}
