// Which of its pages the options tab shows, by the part of its address behind `#`.

import { useEffect, useState } from 'preact/hooks';

export type Place =
  | 'settings'
  | 'scan'
  | 'import'
  | 'export'
  | 'welcome'
  | 'practice'
  | 'help'
  | 'moving'
  | 'health'
  | 'seen'
  | 'unlock'
  | 'recovery';

/** What stands over each. Left out: those that say by themselves what they are now. */
export const titles: Readonly<Partial<Record<Place, string>>> = {
  settings: 'optionsTitle',
  scan: 'scanTitle',
  import: 'importTitle',
  export: 'exportTitle',
  welcome: 'firstRunTitle',
  practice: 'practiceTitle',
  help: 'helpTitle',
  moving: 'movingTitle',
  health: 'healthTitle',
  seen: 'seenTitle',
};

/** Without a vault there is nothing to do there. */
export const works: ReadonlySet<Place> = new Set(['scan', 'import', 'export', 'practice', 'health']);

/** Pages of their own; every other address is a section of the settings. */
const pages: readonly Place[] = ['scan', 'import', 'export', 'welcome', 'practice', 'help', 'moving', 'health', 'seen', 'unlock'];

const placeOf = (hash: string): Place =>
  pages.find((page) => hash === `#${page}`) ?? (hash.startsWith('#recovery-') ? 'recovery' : 'settings');

/** Follows the address. A section of the settings is scrolled to once it is there. */
export function usePlace(): Place {
  const [place, setPlace] = useState(placeOf(location.hash));
  useEffect(() => {
    const moved = (): void => setPlace(placeOf(location.hash));
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, []);
  // the first showing is scrolled to like any other
  useEffect(() => {
    if (place !== 'settings') scrollTo(0, 0);
    else if (location.hash !== '') document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, [place]);
  return place;
}
