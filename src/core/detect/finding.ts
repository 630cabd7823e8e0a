// What the scorer says, with its reasons. Indices point into the PageFacts that were scored.

export type PromptChannel = 'authenticator' | 'sms' | 'email' | 'hardware' | 'device' | 'unknown';

interface Weighed {
  readonly score: number;
  /** Short names of the evidence with its weight, `+3 near:authenticator`; for reports and tests, not for people. */
  readonly reasons: readonly string[];
}

export interface CodePrompt extends Weighed {
  readonly kind: 'code-prompt';
  readonly mode: 'single' | 'split' | 'two' | 'appended';
  readonly digits: number | null;
  readonly channel: PromptChannel;
  readonly fields: readonly number[];
}

export interface RecoveryPrompt extends Weighed {
  readonly kind: 'recovery-prompt';
  readonly fields: readonly number[];
}

export interface Setup extends Weighed {
  readonly kind: 'setup';
  /** The page says in words that a second factor is set up here. */
  readonly words: boolean;
  /** All `uris` of the page belong to it; these keys and pictures do. */
  readonly keys: readonly number[];
  readonly pictures: readonly number[];
}

export interface RecoveryDisplay extends Weighed {
  readonly kind: 'recovery-display';
  readonly lists: readonly number[];
}

export type Finding = CodePrompt | RecoveryPrompt | Setup | RecoveryDisplay;
