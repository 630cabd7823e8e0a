// Page audience: exports.

import type { ExportReplies } from '../messages/export-protocol';
import type { ExportService } from './export-service';
import type { PageRoutes } from './router';

export const exportRoutes = (exports: ExportService): Pick<PageRoutes, keyof ExportReplies> => ({
  'export/preview': ({ target }) => exports.preview(target),
  'export/file': ({ target, password, filePassword }) => exports.file(target, password, filePassword),
  'export/codes': ({ password }) => exports.codes(password),
  'export/sheet': ({ password }) => exports.sheet(password),
});
