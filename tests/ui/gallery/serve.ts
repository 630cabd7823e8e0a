// The gallery on a local port: straight from the sources, no build.

import path from 'node:path';
import { createServer } from 'vite';

export interface Gallery {
  readonly url: (kind: 'popup' | 'options', scene: string, more?: string) => string;
  readonly close: () => Promise<void>;
}

export async function serveGallery(): Promise<Gallery> {
  const root = path.resolve(import.meta.dirname, '../../..');
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    cacheDir: path.join(root, 'node_modules/.vite-gallery'),
    server: { port: 0, hmr: false, watch: null },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    optimizeDeps: { noDiscovery: true, include: ['preact', 'preact/hooks', 'preact/jsx-runtime', 'preact/jsx-dev-runtime'] },
  });
  await server.listen();
  const base = `${server.resolvedUrls?.local[0]}tests/ui/gallery/`;
  return {
    url: (kind, scene, more = '') => `${base}${kind}.html?scene=${scene}${more}`,
    close: () => server.close(),
  };
}
