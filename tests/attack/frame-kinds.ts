// Where a prompt for a code can stand: at the top and in frames, of the same origin, the same site and another one, sandboxed or not,
// with an address or without. Each with what may come of it.

export interface Places {
  /** The account's own origin; another host of its domain; another domain. No slash at the end. */
  readonly site: string;
  readonly sub: string;
  readonly evil: string;
}

/**
 * `release`: the account's own origin, all around it of the same site. `ask`: something that the person must have seen first.
 * `never`: not the account's, or of no origin that could be compared.
 */
export type Expected = 'release' | 'ask' | 'never';

export interface FrameKind {
  readonly name: string;
  readonly expected: Expected;
  /** The page that is opened. */
  readonly url: (places: Places) => string;
  /** Opens the prompt from that page, as another page: JavaScript of it. */
  readonly opens?: string;
  /** Only this browser has it, or only this one runs scripts of extensions there. */
  readonly only?: 'chromium' | 'firefox';
  /** The prompt is prepared behind this page, and comes to the front at the end. */
  readonly prerendered?: true;
  /** A document without an address of its own: where it cannot be named, nothing comes of it, which is right too. */
  readonly shy?: true;
}

export const INLINE_PROMPT =
  '<!doctype html><title>Two-factor authentication</title><h1>Two-factor authentication</h1><form><label>Authentication code <input id=otp name=otp autocomplete=one-time-code inputmode=numeric maxlength=6></label></form>';

const query = (parts: Readonly<Record<string, string | undefined>>): string => {
  const search = new URLSearchParams(Object.entries(parts).filter((part): part is [string, string] => part[1] !== undefined));
  return search.size === 0 ? '' : `?${search}`;
};
const headersOf = (headers?: Readonly<Record<string, string>>): string | undefined =>
  headers === undefined ? undefined : JSON.stringify(headers);

const prompt = (origin: string, headers?: Readonly<Record<string, string>>): string =>
  `${origin}/${query({ headers: headersOf(headers) })}`;
const page = (origin: string, html: string, headers?: Readonly<Record<string, string>>): string =>
  `${origin}/parent${query({ html: `<!doctype html><title>Sign in</title>${html}`, headers: headersOf(headers) })}`;

const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
const frame = (src: string, more = ''): string =>
  `<iframe ${more} src="${attribute(src)}" style="width:900px;height:500px;border:0"></iframe>`;
const inline = (more = ''): string => `<iframe ${more} srcdoc="${attribute(INLINE_PROMPT)}" style="width:900px;height:500px"></iframe>`;
const data = (): string => frame(`data:text/html,${encodeURIComponent(INLINE_PROMPT)}`);
const scripted = (work: string): string =>
  `<iframe id="f" style="width:900px;height:500px"></iframe><script>const html = ${JSON.stringify(INLINE_PROMPT).replaceAll('</', '<\\/')}; ${work}</script>`;
const blob = (): string => scripted('f.src = URL.createObjectURL(new Blob([html], { type: "text/html" }));');
const blank = (): string => scripted('f.contentDocument.open(); f.contentDocument.write(html); f.contentDocument.close();');
const blankLater = (): string => scripted('f.contentDocument.body.innerHTML = html;');

const kind = (name: string, expected: Expected, url: (places: Places) => string, more: Partial<FrameKind> = {}): FrameKind => ({
  name,
  expected,
  url,
  ...more,
});

const SANDBOX = 'sandbox="allow-scripts allow-forms"';
const LOOSE = 'sandbox="allow-scripts allow-forms allow-same-origin"';
const POLICY = 'allow="publickey-credentials-get *; otp-credentials *; identity-credentials-get *"';
const OPENED = `const html = ${JSON.stringify(INLINE_PROMPT)};`;

export const frameKinds: readonly FrameKind[] = [
  kind('top: the site', 'release', ({ site }) => prompt(site)),
  kind('top: the site, strict policy', 'release', ({ site }) =>
    prompt(site, { 'content-security-policy': "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'" }),
  ),
  kind('top: the site, isolated', 'release', ({ site }) =>
    prompt(site, { 'cross-origin-embedder-policy': 'require-corp', 'cross-origin-opener-policy': 'same-origin' }),
  ),
  kind('top: the site, permissions policy', 'release', ({ site }) =>
    prompt(site, { 'permissions-policy': 'publickey-credentials-get=(), otp-credentials=(), focus-without-user-activation=()' }),
  ),
  kind('top: the site, sandboxed by policy', 'never', ({ site }) =>
    prompt(site, { 'content-security-policy': 'sandbox allow-scripts allow-forms' }),
  ),
  kind('top: the site, sandboxed, same origin', 'release', ({ site }) =>
    prompt(site, { 'content-security-policy': 'sandbox allow-scripts allow-forms allow-same-origin' }),
  ),
  kind('top: another host of the domain', 'ask', ({ sub }) => prompt(sub)),
  kind('top: another site', 'never', ({ evil }) => prompt(evil)),
  kind('top: another site, strict policy', 'never', ({ evil }) =>
    prompt(evil, { 'content-security-policy': "script-src 'unsafe-inline'" }),
  ),
  kind('top: another site, sandboxed by policy', 'never', ({ evil }) =>
    prompt(evil, { 'content-security-policy': 'sandbox allow-scripts' }),
  ),
  kind('top: data:', 'never', () => `data:text/html,${encodeURIComponent(INLINE_PROMPT)}`),
  kind('top: about:blank by the site', 'release', ({ site }) => page(site, ''), {
    shy: true,
    opens: `${OPENED} const w = open('about:blank'); w.document.write(html); w.document.close();`,
  }),
  kind('top: about:blank by another site', 'never', ({ evil }) => page(evil, ''), {
    opens: `${OPENED} const w = open('about:blank'); w.document.write(html); w.document.close();`,
  }),
  kind('top: blob: of the site', 'release', ({ site }) => page(site, ''), {
    shy: true,
    opens: `${OPENED} open(URL.createObjectURL(new Blob([html], { type: 'text/html' })));`,
  }),
  kind('top: blob: of another site', 'never', ({ evil }) => page(evil, ''), {
    opens: `${OPENED} open(URL.createObjectURL(new Blob([html], { type: 'text/html' })));`,
  }),
  kind('top: the site, opened by another', 'release', ({ evil }) => page(evil, ''), { opens: `open(SITE_PROMPT);` }),
  kind('top: the site, prerendered by itself', 'never', ({ site }) => page(site, ''), { prerendered: true, only: 'chromium' }),
  kind('site > site', 'release', ({ site }) => page(site, frame(prompt(site)))),
  kind('site > site, sandboxed', 'never', ({ site }) => page(site, frame(prompt(site), SANDBOX))),
  kind('site > site, sandboxed, same origin', 'release', ({ site }) => page(site, frame(prompt(site), LOOSE))),
  kind('site > site, sandboxed by policy', 'never', ({ site }) =>
    page(site, frame(prompt(site, { 'content-security-policy': 'sandbox allow-scripts' }))),
  ),
  kind('site > site, credentialless', 'release', ({ site }) => page(site, frame(prompt(site), 'credentialless')), { only: 'chromium' }),
  kind('site > other host', 'ask', ({ site, sub }) => page(site, frame(prompt(sub)))),
  kind('site > another site', 'never', ({ site, evil }) => page(site, frame(prompt(evil)))),
  kind('site > another site, all policies', 'never', ({ site, evil }) => page(site, frame(prompt(evil), POLICY))),
  kind('site > another site, sandboxed', 'never', ({ site, evil }) => page(site, frame(prompt(evil), SANDBOX))),
  kind('site > srcdoc', 'release', ({ site }) => page(site, inline()), { shy: true }),
  kind('site > srcdoc, sandboxed', 'never', ({ site }) => page(site, inline(SANDBOX))),
  // Chromium does not list frames at such an address, so that what is above them is not known.
  kind('site > blob:', 'ask', ({ site }) => page(site, blob()), { shy: true, only: 'chromium' }),
  kind('site > blob:', 'release', ({ site }) => page(site, blob()), { shy: true, only: 'firefox' }),
  kind('site > data:', 'never', ({ site }) => page(site, data())),
  kind('site > about:blank', 'release', ({ site }) => page(site, blank()), { shy: true }),
  kind('site > about:blank, filled later', 'release', ({ site }) => page(site, blankLater()), { shy: true }),
  kind('site > another site > site', 'ask', ({ site, evil }) => page(site, frame(page(evil, frame(prompt(site)))))),
  kind('site > other host > site', 'release', ({ site, sub }) => page(site, frame(page(sub, frame(prompt(site)))))),
  kind('other host > site', 'release', ({ site, sub }) => page(sub, frame(prompt(site)))),
  kind('another site > site', 'ask', ({ site, evil }) => page(evil, frame(prompt(site)))),
  kind('another site > site, all policies', 'ask', ({ site, evil }) => page(evil, frame(prompt(site), POLICY))),
  kind('another site > site, no referrer', 'ask', ({ site, evil }) => page(evil, frame(prompt(site), 'referrerpolicy="no-referrer"'))),
  kind('another site > site, sandboxed', 'never', ({ site, evil }) => page(evil, frame(prompt(site), SANDBOX))),
  kind('another site > site, sandboxed, same origin', 'ask', ({ site, evil }) => page(evil, frame(prompt(site), LOOSE))),
  kind('another site > site as object', 'ask', ({ site, evil }) =>
    page(evil, `<object data="${attribute(prompt(site))}" style="width:900px;height:500px"></object>`),
  ),
  kind('another site > site as embed', 'ask', ({ site, evil }) =>
    page(evil, `<embed src="${attribute(prompt(site))}" type="text/html" style="width:900px;height:500px">`),
  ),
  kind('another site > site > site', 'ask', ({ site, evil }) => page(evil, frame(page(site, frame(prompt(site)))))),
  kind('another site > third site > site', 'ask', ({ site, evil }) =>
    page(evil, frame(page(evil.replace('evil', 'third'), frame(prompt(site))))),
  ),
  kind('another site > other host', 'ask', ({ sub, evil }) => page(evil, frame(prompt(sub)))),
  kind('another site > srcdoc > site', 'ask', ({ site, evil }) =>
    page(evil, `<iframe srcdoc="${attribute(frame(prompt(site)))}" style="width:950px;height:550px"></iframe>`),
  ),
  kind('another site > another site', 'never', ({ evil }) => page(evil, frame(prompt(evil)))),
  kind('another site > srcdoc', 'never', ({ evil }) => page(evil, inline())),
  kind('another site > blob:', 'never', ({ evil }) => page(evil, blob())),
  kind('another site > data:', 'never', ({ evil }) => page(evil, data())),
  kind('another site > about:blank', 'never', ({ evil }) => page(evil, blank())),
];
