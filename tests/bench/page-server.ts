// Pages at paths, each in a fresh document; nothing else of a site is needed to measure what we cost it.

import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asset {
  readonly type: string;
  readonly body: Buffer | string;
}

export interface PageServer {
  readonly url: string;
  serve(path: string, asset: Asset): void;
  close(): Promise<void>;
}

export async function servePages(): Promise<PageServer> {
  const assets = new Map<string, Asset>();
  const server = http.createServer((request, response) => {
    const asset = assets.get(new URL(request.url ?? '/', 'http://localhost').pathname);
    response.writeHead(asset === undefined ? 404 : 200, { 'content-type': asset?.type ?? 'text/plain' });
    response.end(asset?.body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    serve: (path, asset) => void assets.set(path, asset),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
