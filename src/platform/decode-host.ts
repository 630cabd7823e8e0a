// Owns the decode worker: starts it when needed, gives it one image at a time, ends it when it takes too long or idles. Runs where
// Worker exists: the offscreen document (Chromium), the event page (Firefox).

import { fail, type Result } from '../core/result';
import { browser } from './browser';

/**
 * `no-code`: no QR code found. `not-an-image`: no PNG, JPEG, WebP or GIF. `too-large`: over 5 MB of text or 40 million pixels.
 * `timeout`: the worker was ended, or never started.
 */
export type DecodeError = 'no-code' | 'not-an-image' | 'too-large' | 'timeout';
export type Decoded = Result<readonly string[], DecodeError>;

/** Length of the data URL. */
export const MAX_DATA_URL = 5 * 1024 * 1024;
/** From the moment that the worker has its readers and the job. */
const JOB_MS = 1500;
/** Loading one script and one megabyte of wasm from the package. */
const START_MS = 5000;
const IDLE_MS = 30_000;

interface Running {
  readonly worker: Worker;
  readonly ready: Promise<boolean>;
}

let running: Running | null = null;
let queue: Promise<unknown> = Promise.resolve();
let idle: ReturnType<typeof setTimeout> | undefined;
let lastId = 0;
let onIdle = (): void => {};

/** Called when the worker has idled for half a minute and was ended: the offscreen document then closes itself. */
export function whenIdle(act: () => void): void {
  onIdle = act;
}

/** One image at a time, in the order of the calls. */
export function decodeHere(dataUrl: string): Promise<Decoded> {
  if (dataUrl.length > MAX_DATA_URL) return Promise.resolve(fail('too-large'));
  const turn = queue.then(() => decodeNow(dataUrl));
  queue = turn;
  return turn;
}

async function decodeNow(dataUrl: string): Promise<Decoded> {
  clearTimeout(idle);
  running ??= start();
  const { worker, ready } = running;
  const result = (await ready) ? await job(worker, dataUrl) : null;
  if (result === null) end();
  else idle = setTimeout(rest, IDLE_MS);
  return result ?? fail('timeout');
}

function end(): void {
  running?.worker.terminate();
  running = null;
}

/** Another job of the same page is done: it idles from now on. */
export function restSoon(): void {
  clearTimeout(idle);
  idle = setTimeout(rest, IDLE_MS);
}

function rest(): void {
  end();
  onIdle();
}

function start(): Running {
  const worker = new Worker(workerUrl() as string);
  const ready = first(worker, START_MS, (data) => ('ready' in data ? true : null));
  return { worker, ready: ready.then((value) => value === true) };
}

function job(worker: Worker, dataUrl: string): Promise<Decoded | null> {
  const id = ++lastId;
  const answer = first(worker, JOB_MS, (data) => ('id' in data && data.id === id && 'result' in data ? (data.result as Decoded) : null));
  worker.postMessage({ id, dataUrl });
  return answer;
}

/** The first message that `pick` takes; null on an error or when time is up. */
function first<T>(worker: Worker, ms: number, pick: (data: object) => T | null): Promise<T | null> {
  return new Promise((resolve) => {
    const listening = new AbortController();
    const settle = (value: T | null): void => {
      clearTimeout(timer);
      listening.abort();
      resolve(value);
    };
    const timer = setTimeout(() => settle(null), ms);
    worker.addEventListener('error', () => settle(null), listening);
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<object>) => {
        const picked = pick(data);
        if (picked !== null) settle(picked);
      },
      listening,
    );
  });
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(input: string): string }): { createScriptURL(input: string): unknown };
}

let trusted: unknown = null;

/** The only script URL that this page ever trusts, whatever it is asked for (`trusted-types countersign` in the manifest). */
function workerUrl(): unknown {
  const url = browser.runtime.getURL('decode-worker.js');
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  trusted ??=
    trustedTypes === undefined ? url : trustedTypes.createPolicy('countersign', { createScriptURL: () => url }).createScriptURL(url);
  return trusted;
}
