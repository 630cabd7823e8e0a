// The trials of `npm run torture`, in the order of issue and table.

import { atRest } from './at-rest';
import { damage } from './damage';
import { edits } from './edits';
import { full } from './full';
import { kills } from './kills';
import { memory } from './memory';
import { migrate } from './migrate';
import { tamper } from './tamper';
import type { Trial } from './trial';

export const trials: readonly Trial[] = [damage, tamper, kills, edits, full, migrate, atRest, memory];
