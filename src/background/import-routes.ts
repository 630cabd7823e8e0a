// Page audience: imports.

import { ok, type Result } from '../core/result';
import type { PageProtocol } from '../messages/page-protocol';
import { decodeImage } from '../platform/worker-host';
import type { ImportService } from './import-service';
import type { PageRoutes } from './router';

type Route = Extract<keyof PageProtocol, `import/${string}` | 'items/import'>;

export const importRoutes = (imports: ImportService): Pick<PageRoutes, Route> => ({
  async 'import/image'({ dataUrl }): Promise<Result<{ texts: readonly string[] }>> {
    const texts = await decodeImage(dataUrl);
    return texts.ok ? ok({ texts: texts.value }) : texts;
  },
  async 'import/check'({ items }) {
    const verdicts = await imports.check(items);
    return verdicts.ok ? ok({ verdicts: verdicts.value }) : verdicts;
  },
  'items/import': ({ items }) => imports.add(items),
});
