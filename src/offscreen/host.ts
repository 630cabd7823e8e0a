// The worker host's page in Chromium, where a service worker can start no Worker: an offscreen document that passes jobs on.
// Firefox's event page runs platform/decode-host.ts itself.

import { decodeHere, whenIdle } from '../platform/decode-host';
import { serveWorkerHost } from '../platform/worker-host';

serveWorkerHost(decodeHere);
whenIdle(() => window.close());
