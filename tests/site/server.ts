// The test site: http and, where asked, https on ports of 127.0.0.1, answering under any Host.

import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { selfSigned } from './certificate';
import { answer, type Reply } from './routes';
import { SiteState } from './state';
import { variantOf } from './variants';

export interface Site {
  /** `http://localhost:PORT` */
  readonly url: string;
  /** `https://localhost:PORT`, null unless asked for. */
  readonly httpsUrl: string | null;
  /** People and every code that was tried, for tests to look at. */
  readonly state: SiteState;
  /** The same site under another host name: `at('accounts.heroku.test', 'https')`. The browser needs a rule that maps it to 127.0.0.1. */
  at(host: string, scheme?: 'http' | 'https'): string;
  close(): Promise<void>;
}

const HOSTS = ['localhost', 'heroku.test', '*.heroku.test', 'other.test', '*.other.test', '*.cdn.test', '*.example.test'];
const BODY_LIMIT = 64 * 1024;

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) break;
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString());
}

/** A sandboxed frame, whose origin is nobody's, may send what it got: the judgement is the point. */
const CORS = { 'access-control-allow-origin': '*' };

function strictHeaders(nonce: string): Record<string, string> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      `script-src 'nonce-${nonce}'`,
      `style-src 'nonce-${nonce}'`,
      "img-src 'self' data:",
      "connect-src 'self'",
      "frame-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join('; '),
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-opener-policy': 'same-origin',
  };
}

function send(response: ServerResponse, reply: Reply, headers: Record<string, string>): void {
  if ('to' in reply) response.writeHead(303, { ...headers, location: reply.to }).end();
  else if ('json' in reply)
    response.writeHead(reply.status ?? 200, { ...headers, ...CORS, 'content-type': 'application/json' }).end(JSON.stringify(reply.json));
  else if ('png' in reply) response.writeHead(200, { 'content-type': 'image/png', 'cache-control': 'no-store' }).end(reply.png);
  else response.writeHead(reply.status ?? 200, { ...headers, 'content-type': 'text/html; charset=utf-8' }).end(reply.page);
}

function listener(state: SiteState, scheme: 'http' | 'https'): RequestListener {
  return async (request, response) => {
    try {
      const host = request.headers.host ?? 'localhost';
      const url = new URL(request.url ?? '/', `${scheme}://${host}`);
      const session = state.session(request.headers.cookie?.match(/(?:^|; )sid=([0-9a-f]{32})/)?.[1]);
      const nonce = randomBytes(12).toString('hex');
      const variant = variantOf(url.searchParams);
      const reply = await answer(state, {
        method: request.method ?? 'GET',
        path: url.pathname,
        query: url.searchParams,
        scheme,
        form: request.method === 'POST' ? await formOf(request) : new URLSearchParams(),
        session,
        variant,
        setting: { host, nonce, email: session.user?.email ?? null, spa: variant.layout === 'spa' },
      });
      send(response, reply, {
        'set-cookie': `sid=${session.id}; Path=/; HttpOnly; SameSite=Lax`,
        'cache-control': 'no-store',
        ...(variant.strict ? strictHeaders(nonce) : {}),
        ...(state.clockAheadMs === 0 ? {} : { date: new Date(Date.now() + state.clockAheadMs).toUTCString() }),
        ...state.headers,
      });
    } catch (trouble) {
      console.error('test site:', trouble);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    }
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Starts a site of its own, with nobody signed up. Ports are the system's choice unless given. */
export async function startSite(options: { https?: boolean; port?: number } = {}): Promise<Site> {
  const state = new SiteState();
  const plain = createServer(listener(state, 'http'));
  const port = await listen(plain, options.port ?? 0);
  const secure = options.https === true ? createSecureServer(selfSigned(HOSTS), listener(state, 'https')) : null;
  const securePort = secure === null ? null : await listen(secure, 0);
  return {
    url: `http://localhost:${port}`,
    httpsUrl: securePort === null ? null : `https://localhost:${securePort}`,
    state,
    at(host, scheme = 'https') {
      const its = scheme === 'https' ? securePort : port;
      if (its === null) throw new Error('startSite({ https: true }) was not asked for');
      return `${scheme}://${host}:${its}`;
    },
    async close() {
      await Promise.all([stop(plain), secure === null ? Promise.resolve() : stop(secure)]);
    },
  };
}
