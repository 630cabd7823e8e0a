// A proxy between the browser and everything: what goes through is the site's that the test runs, or somebody wanted to talk to a stranger.

import http from 'node:http';

export interface Recorded {
  readonly method: string;
  /** `host:port`, as the browser names it. */
  readonly host: string;
  readonly path: string;
  /** Sec-Fetch-Dest: `document`, `image`, `empty` (a script asks) …; null where the browser does not say. */
  readonly for: string | null;
}

export interface RecordingProxy {
  readonly port: number;
  readonly seen: readonly Recorded[];
  close(): Promise<void>;
}

/** Forwards plain HTTP to `known` hosts and lets nothing else out of this machine. */
export async function startProxy(known: (host: string) => boolean): Promise<RecordingProxy> {
  const seen: Recorded[] = [];
  const server = http.createServer((request, response) => {
    const url = URL.parse(request.url ?? '');
    const host = url?.host ?? request.headers.host ?? '';
    const purpose = request.headers['sec-fetch-dest'];
    seen.push({
      method: request.method ?? '',
      host,
      path: url?.pathname ?? request.url ?? '',
      for: typeof purpose === 'string' ? purpose : null,
    });
    if (url === null || !known(host)) {
      response.writeHead(502).end();
      return;
    }
    const { 'proxy-connection': _, ...headers } = request.headers;
    const onward = http.request(
      { host: '127.0.0.1', port: url.port, path: url.pathname + url.search, method: request.method, headers, agent: false },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  });
  server.on('connect', (request, socket) => {
    seen.push({ method: 'CONNECT', host: request.url ?? '', path: '', for: null });
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Makers' hosts, which browsers ask for by themselves. A request of ours to one of them would pass unseen here; the content security policy refuses it, which the network battery tries. */
const BROWSERS_OWN =
  /(^|\.)(mozilla\.(com|org|net)|firefox\.com|firefoxusercontent\.com|google\.com|googleapis\.com|gstatic\.com|gvt1\.com|googleusercontent\.com|chromium\.org)(:\d+)?$/;

/** Neither the site's own pages nor the browser itself: a script of somebody asked the site, or a stranger was asked. */
export const strange = (seen: readonly Recorded[], site: string): readonly Recorded[] =>
  seen.filter((one) => (one.host === site ? one.for === 'empty' : !BROWSERS_OWN.test(one.host)));
