// Where in the page a reported finding is. Elements never leave the content script.

export interface FindingTarget {
  /** As reported in `detector/findings`. */
  readonly id: number;
  readonly kind: 'code-prompt' | 'setup' | 'recovery-prompt' | 'recovery-display';
  /** What the chip stands beside: the first field, the QR code, the shown key, the list of codes. */
  readonly anchor: Element;
  /** Prompts: the box or boxes, in order. */
  readonly fields: readonly HTMLInputElement[];
}
