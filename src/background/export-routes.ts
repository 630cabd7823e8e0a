// Page audience: exports.

import type { ExportReplies } from '../messages/export-protocol';
import type { ExportService } from './export-service';
import type { PageRoutes } from './router';

export const exportRoutes = (exports: ExportService): Pick<PageRoutes, keyof ExportReplies> => ({
  'export/choose': ({ ids }) => exports.choose(ids),
  'export/chosen': () => exports.chosen(),
  'export/preview': ({ target, only }) => exports.preview(target, only),
  'export/file': ({ target, only, password, filePassword }) => exports.file(target, only, password, filePassword),
  'export/codes': ({ only, password }) => exports.codes(only, password),
  'export/sheet': ({ only, password }) => exports.sheet(only, password),
});
