// Names a page that looks like, or claims to be, another one. A warning beside a question, never the decision itself.

import type { Origin } from '../item';
import { edits } from './edit-distance';
import { KNOWN_ISSUERS } from './known-issuers';
import { unicodeHost } from './punycode';
import { parseOrigin } from './site';

export type LookalikeWarning =
  /** The page's name is, to the eye, nearly that of `expected`. */
  | { readonly code: 'look-alike'; readonly origin: Origin; readonly expected: string }
  /** A known issuer's account, on a domain where that issuer does not live. */
  | { readonly code: 'unknown-domain'; readonly origin: Origin; readonly expected: string };

const MAX_DISTANCE = 2;

/** Compares the page with the account's own sites and with the domains of its issuer, where that one is known. Null: nothing to say. */
export function lookalikeOf(origin: Origin, account: { issuer: string; sites: readonly Origin[] }): LookalikeWarning | null {
  const page = parseOrigin(origin);
  if (!page.ok) return null;
  const known = KNOWN_ISSUERS.get(account.issuer.trim().toLowerCase()) ?? [];
  const homes = [...account.sites.flatMap(domainsOf), ...known];
  const { domain, host } = page.value;
  if (domain !== null && homes.includes(domain)) return null;
  // `github.com.evil.example` and `github.com-login.example` begin like the real one; `gitlab.my-company.example` is how people name
  // their own servers.
  const begins = (home: string): boolean => ['.', '-'].some((after) => `.${host}`.includes(`.${home}${after}`));
  const double = homes.find((home) => looksLike(domain ?? host, home) || begins(home));
  if (double !== undefined) return { code: 'look-alike', origin, expected: double };
  const home = known[0];
  return home === undefined ? null : { code: 'unknown-domain', origin, expected: home };
}

function domainsOf(origin: Origin): readonly string[] {
  const site = parseOrigin(origin);
  return site.ok && site.value.domain !== null ? [site.value.domain] : [];
}

/** A shorter name is part of too many others. */
const MIN_PART = 6;

/**
 * Compares registrable domains. Alike: the same first label elsewhere (`github.co`), the same skeleton (`rnicrosoft.com`), few letters
 * apart, or the whole of a longer name with something added (`paypal-login.com`). Short names are judged more strictly: `x.com` is not
 * like `t.co`, `gitlab` not like `github`.
 */
export function looksLike(name: string, home: string): boolean {
  if (name === home) return false;
  const [a, b] = [skeleton(firstLabel(name)), skeleton(firstLabel(home))];
  const most = b.length < 4 ? 0 : b.length < 8 ? 1 : MAX_DISTANCE;
  if (b.length >= MIN_PART && a.includes(b)) return true;
  return a === b || (Math.abs(a.length - b.length) <= most && edits(a, b, most) <= most);
}

const firstLabel = (name: string): string => name.split('.')[0] as string;

// The letters that are mistaken most, after UTS #39: Cyrillic and Greek twins, digits, and pairs that run together.
const TWINS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    а: 'a',
    е: 'e',
    о: 'o',
    р: 'p',
    с: 'c',
    у: 'y',
    х: 'x',
    і: 'i',
    ј: 'j',
    ѕ: 's',
    ԁ: 'd',
    һ: 'h',
    ԛ: 'q',
    ԝ: 'w',
    к: 'k',
    м: 'm',
    т: 't',
    в: 'b',
    н: 'h',
    α: 'a',
    ο: 'o',
    ν: 'v',
    ρ: 'p',
    τ: 't',
    κ: 'k',
    ι: 'i',
    υ: 'u',
    ɡ: 'g',
    ı: 'i',
    ɑ: 'a',
    ʟ: 'l',
    ⅼ: 'l',
    ø: 'o',
    ł: 'l',
    đ: 'd',
    '0': 'o',
    '1': 'l',
    '3': 'e',
    '5': 's',
    '8': 'b',
    i: 'l',
    j: 'l',
  }),
);

/** A form in which names that look alike are equal: only compared, never shown. */
export function skeleton(host: string): string {
  const plain = unicodeHost(host).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const letters = [...plain].map((letter) => TWINS.get(letter) ?? letter).map((letter) => TWINS.get(letter) ?? letter);
  return letters.join('').replace(/rn/g, 'm').replace(/vv/g, 'w').replace(/cl/g, 'd').replaceAll('-', '');
}
