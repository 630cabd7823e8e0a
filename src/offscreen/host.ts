// The worker host's page in Chromium, where a service worker can start no Worker: an offscreen document that passes jobs on.
// Firefox's event page runs platform/decode-host.ts itself.

import { serveBlobUrls } from '../platform/blob-url';
import { serveClipboard } from '../platform/clipboard';
import { decodeHere, restSoon, whenIdle } from '../platform/decode-host';
import { serveWorkerHost } from '../platform/worker-host';
import { clipboardHands } from './clipboard';

serveWorkerHost(decodeHere);
serveClipboard(clipboardHands, restSoon);
serveBlobUrls(restSoon);
whenIdle(() => window.close());
