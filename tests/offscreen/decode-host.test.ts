import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as DecodeHost from '../../src/platform/decode-host';

vi.mock('../../src/platform/browser', () => ({ browser: { runtime: { getURL: (path: string) => `chrome-extension://own/${path}` } } }));

/** A Worker that does what the test says with a job, or nothing at all. */
class ScriptedWorker extends EventTarget {
  static readonly made: ScriptedWorker[] = [];
  static onJob: (worker: ScriptedWorker, job: { id: number; dataUrl: string }) => void = () => {};
  static starts = true;
  readonly url: unknown;
  ended = false;

  constructor(url: unknown) {
    super();
    this.url = url;
    ScriptedWorker.made.push(this);
    if (ScriptedWorker.starts) setTimeout(() => this.say({ ready: true, readers: [] }), 10);
  }

  say(data: object): void {
    if (!this.ended) this.dispatchEvent(new MessageEvent('message', { data }));
  }

  postMessage(job: { id: number; dataUrl: string }): void {
    ScriptedWorker.onJob(this, job);
  }

  terminate(): void {
    this.ended = true;
  }
}

let host: typeof DecodeHost;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('Worker', ScriptedWorker);
  ScriptedWorker.made.length = 0;
  ScriptedWorker.starts = true;
  ScriptedWorker.onJob = (worker, job) => {
    if (job.dataUrl !== 'hang') setTimeout(() => worker.say({ id: job.id, result: { ok: true, value: [job.dataUrl] } }), 20);
  };
  vi.resetModules();
  host = await import('../../src/platform/decode-host');
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('decodeHere', () => {
  it('answers, and keeps the worker for the next image', async () => {
    const answers = Promise.all([host.decodeHere('a'), host.decodeHere('b')]);
    await vi.advanceTimersByTimeAsync(100);
    expect(await answers).toEqual([
      { ok: true, value: ['a'] },
      { ok: true, value: ['b'] },
    ]);
    expect(ScriptedWorker.made).toHaveLength(1);
  });

  it('ends a worker that hangs after 1.5 s and reads the next image with a new one', async () => {
    const hanging = host.decodeHere('hang');
    const next = host.decodeHere('next');
    await vi.advanceTimersByTimeAsync(10 + 1499);
    expect(ScriptedWorker.made[0]?.ended).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(ScriptedWorker.made[0]?.ended).toBe(true);
    expect(await hanging).toEqual({ ok: false, error: { code: 'timeout' } });
    await vi.advanceTimersByTimeAsync(100);
    expect(await next).toEqual({ ok: true, value: ['next'] });
    expect(ScriptedWorker.made).toHaveLength(2);
  });

  it('gives up on a worker that never starts, or breaks', async () => {
    ScriptedWorker.starts = false;
    const never = host.decodeHere('a');
    await vi.advanceTimersByTimeAsync(5000);
    expect(await never).toEqual({ ok: false, error: { code: 'timeout' } });
    const broken = host.decodeHere('b');
    await vi.advanceTimersByTimeAsync(1);
    ScriptedWorker.made[1]?.dispatchEvent(new Event('error'));
    expect(await broken).toEqual({ ok: false, error: { code: 'timeout' } });
    expect(ScriptedWorker.made.map((worker) => worker.ended)).toEqual([true, true]);
  });

  it('takes no late answer of another job', async () => {
    ScriptedWorker.onJob = (worker, job) => {
      worker.say({ id: job.id - 1, result: { ok: true, value: ['old'] } });
      worker.say({ id: job.id, result: { ok: true, value: ['new'] } });
    };
    const answer = host.decodeHere('a');
    await vi.advanceTimersByTimeAsync(100);
    expect(await answer).toEqual({ ok: true, value: ['new'] });
  });

  it('ends the worker after half a minute without work, and says so', async () => {
    const idle = vi.fn();
    host.whenIdle(idle);
    void host.decodeHere('a');
    await vi.advanceTimersByTimeAsync(20_000);
    void host.decodeHere('b');
    await vi.advanceTimersByTimeAsync(29_000);
    expect(idle).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2000);
    expect(idle).toHaveBeenCalledOnce();
    expect(ScriptedWorker.made[0]?.ended).toBe(true);
  });

  it('refuses what is too large before anything starts', async () => {
    expect(await host.decodeHere('x'.repeat(host.MAX_DATA_URL + 1))).toEqual({ ok: false, error: { code: 'too-large' } });
    expect(ScriptedWorker.made).toHaveLength(0);
  });

  it('makes its script URL through the one Trusted Types policy that the manifest allows', async () => {
    const createPolicy = vi.fn((_: string, rules: { createScriptURL(input: string): string }) => ({
      createScriptURL: (input: string) => ({
        trusted: rules.createScriptURL(input),
        other: rules.createScriptURL('https://evil.test/x.js'),
      }),
    }));
    vi.stubGlobal('trustedTypes', { createPolicy });
    const answer = host.decodeHere('a');
    await vi.advanceTimersByTimeAsync(100);
    await answer;
    expect(createPolicy.mock.calls[0]?.[0]).toBe('countersign');
    const own = 'chrome-extension://own/decode-worker.js';
    expect(ScriptedWorker.made[0]?.url).toEqual({ trusted: own, other: own });
  });
});
