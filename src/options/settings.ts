// Settings change the moment they are touched.

import type { Settings, Status } from '../messages/views';
import type { Host, Say } from './host';

export type ChangeSetting = <K extends keyof Settings>(name: K, value: Settings[K]) => Promise<void>;

/** What every section that touches the vault is given. */
export interface SectionProps {
  readonly host: Host;
  readonly say: Say;
  readonly vault: Status['vault'];
  /** The vault has changed: ask for its status again. */
  readonly onChanged: () => Promise<void>;
}
