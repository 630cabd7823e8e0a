// `.sub.` files: `{{…}}` as wptserve's "sub" pipe replaces it, as far as these two folders use it.

import { randomUUID } from 'node:crypto';
import { domainsOf, HOST, OTHER_HOST, type Ports } from './hosts';

export interface Asked {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly ports: Ports;
}

function substituteFor(expression: string, { url, headers, ports }: Asked): string | undefined {
  const name = /^\w+/.exec(expression)?.[0];
  const keys = [...expression.matchAll(/\[([^\]]*)\]/g)].map(([, key]) => key ?? '');
  const [first = '', second = ''] = keys;
  switch (name) {
    case 'host':
      return HOST;
    case 'domains':
      return domainsOf(HOST)[first];
    case 'hosts':
      return domainsOf(first === 'alt' ? OTHER_HOST : HOST)[second];
    case 'ports':
      // No test here opens a socket; wss and ws get a number because a shared script writes them down.
      return String((first === 'http' || first === 'ws' ? ports.http : ports.https)[Number(second)] ?? 0);
    case 'GET':
      return url.searchParams.get(first) ?? undefined;
    case 'headers':
      return headers[first.toLowerCase()]?.toString();
    case 'location':
      return {
        scheme: url.protocol.slice(0, -1),
        host: url.host,
        hostname: url.hostname,
        port: url.port,
        path: url.pathname,
        query: url.search,
      }[first];
    case 'uuid':
      return randomUUID();
    default:
      return undefined;
  }
}

/** What is not known stays as it stands: the test that needs it says so itself. */
export const substitute = (text: string, asked: Asked): string =>
  text.replace(/\{\{([^}]*)\}\}/g, (whole, expression: string) => substituteFor(expression.trim().replace(/^\$\w+:/, ''), asked) ?? whole);
