// The last events, kept in memory for a report. An event is a name and a code: there is no field that a secret fits in.

export interface LogEvent {
  readonly at: number;
  readonly name: string;
  readonly code: string;
}

const kept = 200;
const events: LogEvent[] = [];

export function log(name: string, code: string): void {
  events.push({ at: Date.now(), name, code });
  if (events.length > kept) events.splice(0, events.length - kept);
}

/** Names a failure by the class of the error only: messages may quote what was being worked on. */
export const logFailure = (name: string, error: unknown): void => log(name, error instanceof Error ? error.name : typeof error);

export const logEvents = (): readonly LogEvent[] => events;
