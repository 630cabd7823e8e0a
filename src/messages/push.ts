// What the background says unasked. A push is a hint: it holds no secret but the one code that its frame is to write.

import type { PageFacts } from '../core/detect/facts';
import type { Origin } from '../core/item';
import type { CandidateImage, FillResult, Outcome } from './views';

/** To popup and options. Receivers ask again. */
export interface PagePush {
  readonly push: 'status-changed' | 'items-changed' | 'confirmation-changed' | 'approval-changed';
}

/** To one frame of one tab. */
export type ContentPush =
  /** The vault or the settings changed: report the findings again. */
  | { readonly push: 'look-again' }
  /**
   * Write the code into the finding's field (null: the frame's own code prompt; `focused`: the box that the person is in) and answer with a FillResult. A document whose
   * `self.origin` is not `origin` answers `gone`: it took the place of the one that asked. `offerId` is null where no chip was the way.
   */
  | {
      readonly push: 'fill';
      readonly offerId: string | null;
      readonly findingId: number | 'focused' | null;
      readonly origin: Origin;
      readonly code: string;
      /** What to say once the page took it; null: the usual words. */
      readonly taken: Outcome | null;
    }
  | { readonly push: 'outcome'; readonly offerId: string; readonly outcome: Outcome }
  /** Answer with the picture that has this address, as CandidateImage; null where there is none. */
  | { readonly push: 'picture'; readonly src: string }
  /** Answer with where frames of other sites lie: FramesReply. */
  | { readonly push: 'frames' }
  /** Answer with the field that the person points at: PointedFieldReply. */
  | { readonly push: 'pointed-field' };

export type ContentPushReply = FillResult | null;

/** The answer to `picture`. */
export type PictureReply = CandidateImage | null;

/** The answer to `frames`, in CSS px of the top viewport, which is `width` wide; null from any other frame. */
export type FramesReply = {
  readonly width: number;
  readonly boxes: readonly { readonly x: number; readonly y: number; readonly width: number; readonly height: number }[];
} | null;

/** The answer to `pointed-field`; null where it is no text field. `index` points into `facts.fields`. */
export type PointedFieldReply = { readonly index: number; readonly pathname: string; readonly facts: PageFacts } | null;
