// The host names and ports of web-platform-tests' own server (wptserve, tools/wptserve/docs/server-templates): tests name them through
// `{{host}}`, `{{domains[www]}}`, `{{hosts[alt][]}}`, `{{ports[https][0]}}`.

export const HOST = 'web-platform.test';
export const OTHER_HOST = 'not-web-platform.test';

/** Label as tests write it → as it stands in a host name. */
const LABELS: readonly (readonly [string, string])[] = [
  ['www', 'www'],
  ['www1', 'www1'],
  ['www2', 'www2'],
  ['天気の良い日', 'xn--n8j6ds53lwwkrqhv28a'],
  ['élève', 'xn--lve-6lad'],
];
const NESTED = [['', ''], ...LABELS, ...LABELS.flatMap(([a, x]) => LABELS.map(([b, y]) => [`${a}.${b}`, `${x}.${y}`] as const))] as const;

/** Every host under `host`, by the label that tests use: '' is the host itself. */
export const domainsOf = (host: string): Readonly<Record<string, string>> =>
  Object.fromEntries(NESTED.map(([label, ascii]) => [label, ascii === '' ? host : `${ascii}.${host}`]));

/** For the certificate. */
export const CERTIFIED: readonly string[] = [HOST, OTHER_HOST].flatMap((host) => Object.values(domainsOf(host)));

/** Two of each, as tests that need a second origin on one host expect. */
export interface Ports {
  readonly http: readonly [number, number];
  readonly https: readonly [number, number];
}
