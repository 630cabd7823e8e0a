// Percent-decoding and queries of `otpauth:` URIs, which strangers write by hand.

/** RFC 3986 §2.1, but what is malformed stays as it is written. Never turns `+` into a space. */
export function percentDecode(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}

export interface Query {
  /** By lower-case name, still percent-encoded; the first occurrence counts; `''` for a name without a value. */
  readonly values: ReadonlyMap<string, string>;
  /** A name that decides about the codes or the issuer occurred again with another value. */
  readonly repeated: boolean;
}

const DECIDES: ReadonlySet<string> = new Set(['secret', 'issuer', 'algorithm', 'digits', 'period', 'counter', 'encoder']);

/** `a=1&b&c=3`. Understands `&amp;`, which pages leave behind that escape twice. */
export function readQuery(text: string): Query {
  const values = new Map<string, string>();
  let repeated = false;
  for (const part of text.split('&')) {
    const equals = part.indexOf('=');
    const name = percentDecode(equals < 0 ? part : part.slice(0, equals))
      .trim()
      .replace(/^amp;/i, '')
      .toLowerCase();
    if (name === '') continue;
    const value = equals < 0 ? '' : part.slice(equals + 1);
    const earlier = values.get(name);
    if (earlier === undefined) values.set(name, value);
    else if (earlier !== value && DECIDES.has(name)) repeated = true;
  }
  return { values, repeated };
}
