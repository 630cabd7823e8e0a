// Where in the popup the person is: the list, or what was opened from it, each on top of where it was opened from.

import { useCallback, useState } from 'preact/hooks';
import type { Row } from '../messages/views';

export type Place =
  | { readonly at: 'list' | 'add' | 'keys' | 'found' | 'trash' | 'tag' }
  | { readonly at: 'card'; readonly row: Row }
  | { readonly at: 'passkey' | 'recovery' | 'damaged'; readonly id: string }
  | { readonly at: 'wrong-code'; readonly id: string; readonly name: string };

export interface PlacesApi {
  readonly place: Place;
  readonly go: (place: Place) => void;
  /** Instead of this place. */
  readonly inPlace: (place: Place) => void;
  /** To where this place was opened from. */
  readonly back: () => void;
  /** To the list. */
  readonly home: () => void;
}

const LIST: Place = { at: 'list' };

export function usePlaces(first: Place): PlacesApi {
  /** Without the list, which is always below. */
  const [stack, setStack] = useState<readonly Place[]>(first.at === 'list' ? [] : [first]);
  const go = useCallback((place: Place): void => setStack((before) => (place.at === 'list' ? [] : [...before, place])), []);
  const inPlace = useCallback((place: Place): void => setStack((before) => [...before.slice(0, -1), place]), []);
  const back = useCallback((): void => setStack((before) => before.slice(0, -1)), []);
  const home = useCallback((): void => setStack([]), []);
  return { place: stack.at(-1) ?? LIST, go, inPlace, back, home };
}
