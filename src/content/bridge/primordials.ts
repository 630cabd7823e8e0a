// The browser's own functions as they were before any script of the page ran. Everything that the page-world script does later goes
// through these: what a page puts in their place afterwards is not called.

export const { apply, defineProperty, getOwnPropertyDescriptor: describe } = Reflect;
export const { parse, stringify } = JSON;
export const OurPromise = Promise;
export const Refusal = DOMException;

/** A promise of this page's, rejected. */
export const rejected = (message: string, name: string): unknown => new OurPromise((_, reject) => reject(new Refusal(message, name)));

type Unbound = <T, A extends unknown[], R>(method: (this: T, ...args: A) => R) => (self: T, ...args: A) => R;

/** A method as a function of its receiver; calling it looks nothing up. */
export const unbound = Function.prototype.bind.bind(Function.prototype.call) as unknown as Unbound;

/** The getter of a property as a function of its receiver; throws for a receiver that has not its brand. */
export const getterOf = (prototype: object, name: string): ((self: unknown) => unknown) =>
  unbound(describe(prototype, name)?.get as (this: unknown) => unknown);

export const listen = unbound(EventTarget.prototype.addEventListener);
export const unlisten = unbound(EventTarget.prototype.removeEventListener);
const thenOf = unbound(Promise.prototype.then);

/** Both outcomes of a promise of the browser's that the page will not see. Its own `constructor` keeps the page's species out. */
export function follow(promise: unknown, done: (value: unknown) => void, failed: (error: unknown) => void): void {
  defineProperty(promise as object, 'constructor', { __proto__: null, value: undefined } as PropertyDescriptor);
  thenOf(promise as Promise<unknown>, done, failed);
}

/** Runs in the place of a method or getter of the browser's. */
export type Around = (native: (this: unknown, ...args: readonly unknown[]) => unknown, self: unknown, args: readonly unknown[]) => unknown;

/** Puts `around` before a method or getter that the browser has. A proxy, so that all that is to be seen of it is the browser's own. */
export function wrap(owner: object, name: string, around: Around): void {
  const was = describe(owner, name) as PropertyDescriptor;
  const key = was.get ? 'get' : 'value';
  was[key] = new Proxy(was[key], { __proto__: null, apply: around } as ProxyHandler<never>);
  defineProperty(owner, name, was);
}
