// The gallery on a local port: straight from the sources, or built where many scenes are opened one after the other.

import path from 'node:path';
import { build, createServer, type InlineConfig, preview } from 'vite';

export type SceneKind = 'popup' | 'options' | 'chip';

export interface Gallery {
  readonly url: (kind: SceneKind, scene: string, more?: string) => string;
  /** With a slash at its end. */
  readonly folder: string;
  readonly close: () => Promise<void>;
}

const root = path.resolve(import.meta.dirname, '../../..');
const common: InlineConfig = {
  root,
  configFile: false,
  logLevel: 'error',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
};

const galleryAt = (address: string | undefined, close: () => Promise<void>): Gallery => ({
  url: (kind, scene, more = '') => `${address}tests/ui/gallery/${kind}.html?scene=${scene}${more}`,
  folder: `${address}tests/ui/gallery/`,
  close,
});

export async function serveGallery(): Promise<Gallery> {
  const server = await createServer({
    ...common,
    cacheDir: path.join(root, 'node_modules/.vite-gallery'),
    server: { port: 0, hmr: false, watch: null },
    optimizeDeps: { noDiscovery: true, include: ['preact', 'preact/hooks', 'preact/jsx-runtime', 'preact/jsx-dev-runtime'] },
  });
  await server.listen();
  return galleryAt(server.resolvedUrls?.local[0], () => server.close());
}

/** `name` keeps apart what runs at the same time; `more`: pages beside those of the scenes. */
export async function serveBuiltGallery(name: string, more: readonly string[] = []): Promise<Gallery> {
  const outDir = path.join(root, 'out/gallery-site', name);
  const input = ['popup', 'options', 'chip', ...more].map((page) => path.join(import.meta.dirname, `${page}.html`));
  await build({ ...common, build: { outDir, emptyOutDir: true, target: 'esnext', rolldownOptions: { input } } });
  const server = await preview({ ...common, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
  return galleryAt(server.resolvedUrls?.local[0] ?? server.resolvedUrls?.network[0], () => server.close());
}
