// Page audience, capture: what is pasted, dropped, filmed or drawn, and the choice among what was found.

import { ok } from '../core/result';
import type { PageSender } from '../messages/audiences';
import type { captureRequests } from '../messages/capture-protocol';
import type { PageProtocol } from '../messages/page-protocol';
import type { Handlers } from '../messages/routes';
import type { CaptureOnRequest } from './capture-on-request';
import type { CaptureRegion } from './capture-region';
import type { CaptureTray } from './capture-tray';
import { tellAllTabs, tellPages } from './push';

export interface CaptureParts {
  readonly captures: CaptureOnRequest;
  readonly region: CaptureRegion;
  readonly tray: CaptureTray;
}

export function captureRoutes({
  captures,
  region,
  tray,
}: CaptureParts): Handlers<Pick<PageProtocol, keyof typeof captureRequests>, PageSender> {
  return {
    'capture/text': ({ text }) => captures.fromText(text),
    'capture/image': ({ dataUrl, more }) => captures.fromImage(dataUrl, more),
    'capture/resume': () => captures.resume(),
    'capture/region': ({ tabId }) => region.start(tabId),
    'capture/current': async () => ok(await tray.current()),
    async 'capture/add'({ keys }) {
      const added = await tray.add(keys);
      if (added.ok) {
        tellPages('items-changed');
        await tellAllTabs({ push: 'look-again' });
      }
      return added;
    },
    async 'capture/drop'() {
      await tray.drop();
      return ok(null);
    },
  };
}
