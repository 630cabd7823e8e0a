// The benchmarks by name.

import { large, mutations } from './busy-pages';
import { offers } from './offers';
import { ordinary } from './ordinary';
import { popup, search, unlock } from './popup';
import type { BenchOptions, Row } from './row';
import { size } from './size';
import { speedometer } from './speedometer';
import { webauthn } from './webauthn';

export const benches = { popup, search, unlock, offers, ordinary, large, mutations, webauthn, size, speedometer } satisfies Record<
  string,
  (options: BenchOptions) => Promise<Row[]>
>;
