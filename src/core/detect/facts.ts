// What the detector knows of a page: plain data without any value a person typed or the page keeps secret. A recorded PageFacts file
// is a bug report and a test at once (tests/facts/).

/** A piece of visible text. `action`: a button or link, which names an alternative more often than what is asked for. */
export interface TextFacts {
  readonly kind: 'text' | 'heading' | 'action' | 'label';
  readonly text: string;
}

/** CSS px in the frame's viewport, rounded. */
export interface BoxFacts {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface FieldFacts {
  /** `type` as the browser understands it; `textarea` for one. */
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly className: string;
  readonly autocomplete: string;
  readonly inputMode: string;
  readonly maxLength: number | null;
  readonly pattern: string;
  readonly placeholder: string;
  readonly ariaLabel: string;
  readonly title: string;
  /** label elements, aria-labelledby, aria-describedby, fieldset legends. */
  readonly labels: readonly string[];
  /** The text just before, where no label names the field. */
  readonly before: string;
  /** On screen or reachable by scrolling. Opacity does not count: overlay inputs are transparent. */
  readonly visible: boolean;
  /** Neither disabled nor read-only. */
  readonly editable: boolean;
  readonly filled: boolean;
  readonly box: BoxFacts;
  /** Ordinal of the form (-1 for none), and of the shadow root or document. */
  readonly form: number;
  readonly root: number;
  /** Half-open range in `PageFacts.texts`: the text of the largest surrounding block that is still about this field. */
  readonly near: readonly [number, number];
}

/** A QR-like picture; the pixels travel beside the facts. */
export interface PictureFacts {
  readonly how: 'img' | 'canvas' | 'svg' | 'background' | 'grid';
  readonly box: BoxFacts;
  /** alt, title, aria-label, id, class and file name, as words; never an otpauth URI. */
  readonly words: string;
  /** false: these pixels are no two-tone pattern. null: they cannot be read here. */
  readonly twoTone: boolean | null;
  readonly near: readonly [number, number];
}

/** A text of the shape of a Base32 key; the key itself travels beside the facts. */
export interface KeyFacts {
  readonly length: number;
  readonly where: 'text' | 'field' | 'attribute';
  /** The words just before it, without the key. */
  readonly before: string;
}

/** A list of short opaque texts. */
export interface CodeListFacts {
  readonly count: number;
  readonly length: number;
  readonly near: readonly [number, number];
}

export interface PageFacts {
  readonly version: 1;
  /** Path and query names of the document and of same-origin pages around it, as words. */
  readonly path: string;
  readonly title: string;
  readonly lang: string;
  readonly texts: readonly TextFacts[];
  readonly fields: readonly FieldFacts[];
  readonly pictures: readonly PictureFacts[];
  readonly keys: readonly KeyFacts[];
  readonly codeLists: readonly CodeListFacts[];
  /** How many well-formed `otpauth:` URIs stand in the page. */
  readonly uris: number;
}
