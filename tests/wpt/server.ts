// The tests' server: static files of a checkout, read-only, under the names that the tests expect, with the few things of wptserve that
// these two folders use (`.sub.`, `.headers`, script tests' documents). Two files are ours: what connects a page to this runner.

import { readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { selfSigned } from '../site/certificate';
import { metaOf, type WptTest } from './discover';
import { CERTIFIED, HOST, type Ports } from './hosts';
import { type Asked, substitute } from './substitute';

export interface WptServer {
  urlOf(test: WptTest): string;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.idl': 'text/plain; charset=utf-8',
  '.css': 'text/css',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
};

const OURS: Readonly<Record<string, string>> = {
  '/resources/testdriver-vendor.js': 'testdriver-vendor.js',
  '/resources/testharnessreport.js': 'testharnessreport.js',
};

/** As wptserve does. */
const REWRITES: Readonly<Record<string, string>> = { '/resources/WebIDLParser.js': '/resources/webidl2/lib/webidl2.js' };

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

const NOT_FOUND: Reply = { status: 404, headers: {}, body: 'not in this checkout' };

const isFile = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isFile() === true;

/** The document around a `.window.js` or `.any.js` test. */
function documentFor(script: string, source: string, query: string): string {
  const meta = metaOf(source);
  const of = (key: string): readonly string[] => meta.filter(([name]) => name === key).map(([, value]) => value);
  return [
    '<!doctype html>',
    '<meta charset=utf-8>',
    ...of('title').map((title) => `<title>${title}</title>`),
    ...(of('timeout').includes('long') ? ['<meta name="timeout" content="long">'] : []),
    '<script>self.GLOBAL = { isWindow: () => true, isWorker: () => false, isShadowRealm: () => false };</script>',
    '<script src="/resources/testharness.js"></script>',
    '<script src="/resources/testharnessreport.js"></script>',
    ...of('script').map((src) => `<script src="${src}"></script>`),
    '<div id=log></div>',
    `<script src="/${script}${query}"></script>`,
  ].join('\n');
}

/** Lines of a `.headers` file. */
function headersIn(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const at = line.indexOf(':');
    if (at > 0) found[line.slice(0, at).trim().toLowerCase()] = line.slice(at + 1).trim();
  }
  return found;
}

function extraHeaders(file: string, asked: Asked): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [suffix, sub] of [
    ['.headers', false],
    ['.sub.headers', true],
  ] as const) {
    if (!isFile(`${file}${suffix}`)) continue;
    const text = readFileSync(`${file}${suffix}`, 'utf8');
    Object.assign(found, headersIn(sub ? substitute(text, asked) : text));
  }
  return found;
}

/** `?pipe=header(name,value)|sub|status(404)`: the pipes that need no program. */
function piped(reply: Reply, asked: Asked): Reply {
  let { status, body } = reply;
  const headers: Record<string, string> = { ...reply.headers };
  for (const [, name, argument = ''] of (asked.url.searchParams.get('pipe') ?? '').matchAll(/(\w+)(?:\(((?:\\.|[^)])*)\))?/g)) {
    if (name === 'sub') body = substitute(body.toString(), asked);
    else if (name === 'status') status = Number(argument);
    else if (name === 'header') {
      const [key = '', ...value] = argument.split(',');
      headers[key.trim().toLowerCase()] = value.join(',').replace(/\\(.)/g, '$1').trim();
    }
  }
  return { status, headers, body };
}

export function replyTo(root: string, asked: Asked): Reply {
  const wanted = decodeURIComponent(asked.url.pathname);
  const ours = OURS[wanted];
  if (ours !== undefined)
    return {
      status: 200,
      headers: { 'content-type': TYPES['.js'] ?? '' },
      body: readFileSync(path.join(import.meta.dirname, 'page', ours)),
    };
  const file = path.join(root, path.normalize(REWRITES[wanted] ?? wanted));
  if (!file.startsWith(root + path.sep)) return NOT_FOUND;
  if (isFile(file)) {
    const type = TYPES[path.extname(file)] ?? (wanted.startsWith('/.well-known/') ? 'application/json' : 'application/octet-stream');
    const raw = readFileSync(file);
    const isTemplate = /\.sub\./.test(path.basename(file));
    return piped(
      {
        status: 200,
        headers: { 'content-type': type, ...extraHeaders(file, asked) },
        body: isTemplate ? substitute(raw.toString('utf8'), asked) : raw,
      },
      asked,
    );
  }
  const script = file.replace(/\.html$/, '.js');
  if (!/\.(window|any)\.html$/.test(file) || !isFile(script)) return NOT_FOUND;
  const source = readFileSync(script, 'utf8');
  return {
    status: 200,
    headers: { 'content-type': TYPES['.html'] ?? '', ...extraHeaders(script, asked) },
    body: documentFor(path.relative(root, script).split(path.sep).join('/'), source, asked.url.search),
  };
}

const listening = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

export async function serveWpt(folder: string): Promise<WptServer> {
  const root = path.resolve(folder);
  let ports: Ports = { http: [0, 0], https: [0, 0] };
  const listener =
    (scheme: 'http' | 'https'): RequestListener =>
    (request: IncomingMessage, response) => {
      let reply = NOT_FOUND;
      try {
        const url = new URL(request.url ?? '/', `${scheme}://${request.headers.host ?? HOST}`);
        reply = replyTo(root, { url, headers: request.headers, ports });
      } catch (error) {
        reply = { status: 500, headers: {}, body: String(error) };
      }
      response.writeHead(reply.status, { 'cache-control': 'no-store', ...reply.headers }).end(reply.body);
    };
  const certificate = selfSigned(CERTIFIED);
  const plain = [createServer(listener('http')), createServer(listener('http'))];
  const secure = [createSecureServer(certificate, listener('https')), createSecureServer(certificate, listener('https'))];
  const [http0 = 0, http1 = 0, https0 = 0, https1 = 0] = await Promise.all([...plain, ...secure].map((one) => listening(one as Server)));
  ports = { http: [http0, http1], https: [https0, https1] };
  return {
    urlOf: ({ id, https }) => `${https ? 'https' : 'http'}://${HOST}:${https ? https0 : http0}/${id}`,
    async close() {
      await Promise.all(
        [...plain, ...secure].map((one) => {
          one.closeAllConnections();
          return new Promise((resolve) => one.close(resolve));
        }),
      );
    },
  };
}
