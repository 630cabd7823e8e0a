// The benchmarks by name.

import { offers } from './offers';
import { pages } from './pages';
import { popup, search, unlock } from './popup';
import type { BenchOptions, Row } from './row';
import { size } from './size';
import { webauthn } from './webauthn';

export const benches = { popup, search, unlock, offers, pages, webauthn, size } satisfies Record<
  string,
  (options: BenchOptions) => Promise<Row[]>
>;
