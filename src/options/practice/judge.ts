// The practice site's judgement of a code, as strict as a real site's: RFC 6238 §5.2 allows one step of delay and takes a code once. Pure.

export interface SeenCode {
  readonly code: string;
  /** Unix ms. */
  readonly validUntil: number;
}

/** Milliseconds that a code may be late. */
const DELAY = 30_000;

/** `used`: codes that the site has taken before. */
export function judge(typed: string, seen: readonly SeenCode[], used: ReadonlySet<string>, now: number): 'accepted' | 'wrong' | 'used' {
  const code = typed.replace(/\s/g, '');
  if (!seen.some((one) => one.code === code && now < one.validUntil + DELAY)) return 'wrong';
  return used.has(code) ? 'used' : 'accepted';
}
