// Where in the page a reported finding is. Elements never leave the content script.

export interface FindingTarget {
  /** As reported in `detector/findings`. */
  readonly id: number;
  readonly kind: 'code-prompt' | 'setup';
  /** What the chip stands beside: the first field, the QR code, the shown key. */
  readonly anchor: Element;
  /** Code prompts: the box or boxes, in order. */
  readonly fields: readonly HTMLInputElement[];
}
