// Tests wait for conditions, never for fixed times.

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * What puppeteer says of a page that is between two documents, or draws anew what was asked about: it may be there at the next look. Not
 * what it says of one that is closed, as its frame is then detached: an act may have ended there.
 */
const PASSING =
  /failed to find element matching|execution context was destroyed|cannot find context|node is detached|no such (node|element)|destroyed before query/i;

/** Asks until the answer is neither null, undefined nor false; says what it waited for when the time is up. */
export async function until<T>(what: string, ask: () => Promise<T | null | undefined | false>, timeoutMs = 10_000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    let passing = '';
    const answer = await ask().catch((cause: unknown) => {
      if (!(cause instanceof Error && PASSING.test(cause.message))) throw cause;
      passing = `: ${cause.message}`;
      return null;
    });
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms for ${what}${passing}`);
    await pause(40);
  }
}
