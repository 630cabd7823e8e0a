// One line of the table that `npm run attack` prints.

export type BrowserName = 'chromium' | 'firefox';

export interface Row {
  readonly battery: string;
  readonly attack: string;
  readonly browser: BrowserName;
  readonly expected: string;
  readonly seen: string;
  readonly ok: boolean;
}
