// The check mark of *Never offer on this site* in the menu: of the site in front.

import type { Origin } from '../core/item';

export interface MarkParts {
  /** The tab in front of the window in use; null: none. */
  readonly tabInFront: () => Promise<number | null>;
  readonly originOf: (tabId: number) => Promise<Origin | null>;
  readonly isNeverOffered: (origin: Origin) => Promise<boolean>;
  readonly check: (checked: boolean) => Promise<void>;
}

export interface NeverOfferMark {
  /** Another tab came to the front, shows another site, or the list changed. */
  refresh(): Promise<void>;
}

/** One look at a time, and one more where something changed meanwhile: the last word is about what is in front then. */
export function createNeverOfferMark({ tabInFront, originOf, isNeverOffered, check }: MarkParts): NeverOfferMark {
  let looking: Promise<void> | null = null;
  let again = false;

  async function look(): Promise<void> {
    do {
      again = false;
      const tabId = await tabInFront();
      const origin = tabId === null ? null : await originOf(tabId);
      await check(origin !== null && (await isNeverOffered(origin)));
    } while (again);
  }

  return {
    refresh() {
      again = looking !== null;
      looking ??= look().finally(() => {
        looking = null;
      });
      return looking;
    },
  };
}
