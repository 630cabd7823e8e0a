// What the scorer needs of a corpus page, and the rows it prints (the contract's DetectionRow).

export type { DetectionRow } from '../tests/e2e/contract.ts';

export interface CorpusField {
  readonly role: string;
  readonly hidden: boolean | null;
  readonly extra?: Readonly<Record<string, unknown>>;
}

export interface CorpusPage {
  readonly id: string;
  readonly app?: string;
  readonly lang?: string;
  readonly kind: 'otp-prompt' | 'otp-setup' | 'recovery-display' | 'recovery-prompt' | 'password-login' | 'negative';
  readonly channel: string | null;
  readonly url_path: string | null;
  readonly fields?: readonly CorpusField[];
}

export interface Expected {
  readonly uri: string | null;
  readonly secret: string | null;
  readonly codes: readonly string[] | null;
}

export type Render = (
  page: CorpusPage,
  options: { qrMatrix(text: string): boolean[][]; seed: number },
) => { html: string; assets: Map<string, { type: string; body: Buffer }>; expected: Expected };
