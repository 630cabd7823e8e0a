// How long our scripts ran on a page's main thread, by the browser's own trace.

import type { Page } from 'puppeteer';

interface TraceEvent {
  readonly name: string;
  readonly ts: number;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  /** On the thread's own clock: a busy machine does not lengthen it. */
  readonly tdur?: number;
  readonly args?: { readonly data?: { readonly url?: string } };
}

export interface OurTime {
  /** Milliseconds. */
  readonly ms: number;
  /** The detector was among what ran. */
  readonly detector: boolean;
}

/**
 * Traces `act` on a page and adds up what ran of ours, with the layout that it asked for. What follows a promise bears no name in a trace:
 * all of it is taken for ours, so the page that is measured must use none.
 */
export async function ourTime(page: Page, origin: string, act: () => Promise<void>): Promise<OurTime> {
  await page.tracing.start({ categories: ['devtools.timeline', 'v8'] });
  await act();
  const bytes = (await page.tracing.stop()) ?? new Uint8Array();
  const { traceEvents } = JSON.parse(Buffer.from(bytes).toString()) as { traceEvents: TraceEvent[] };
  const scripts = traceEvents.filter(({ name, dur }) => dur !== undefined && /^(?:EvaluateScript|v8\.compile|FunctionCall)$/.test(name));
  const ours = scripts.filter(({ args }) => args?.data?.url?.startsWith(origin) === true);
  const threads = new Set(ours.map(({ pid, tid }) => `${pid} ${tid}`));
  const promises = traceEvents.filter(({ name, pid, tid }) => name === 'RunMicrotasks' && threads.has(`${pid} ${tid}`));
  const outermost = [...ours, ...promises].filter((one) => ![...scripts, ...promises].some((other) => other !== one && holds(other, one)));
  return {
    ms: outermost.reduce((sum, event) => sum + (event.tdur ?? event.dur ?? 0), 0) / 1000,
    detector: ours.some(({ args }) => args?.data?.url?.endsWith('/detector.js')),
  };
}

const holds = (outer: TraceEvent, inner: TraceEvent): boolean =>
  outer.pid === inner.pid &&
  outer.tid === inner.tid &&
  outer.ts <= inner.ts &&
  outer.ts + (outer.dur ?? 0) >= inner.ts + (inner.dur ?? 0) &&
  (outer.ts < inner.ts || (outer.dur ?? 0) > (inner.dur ?? 0));
