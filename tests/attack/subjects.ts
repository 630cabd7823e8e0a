// What the battery tries to get out of the extension: one-time codes, or recovery codes, each with the chip that would give them.

import { HOTP, Secret } from 'otpauth';
import type { RigDriver } from '../e2e/driver';
import type { Chip } from '../e2e/rig';

/** `victim` is attacked; the others have codes of their own. `plain` is the page of `secure` without encryption. */
export const PLACES = ['victim', 'foreign', 'plain', 'secure'] as const;
export type Place = (typeof PLACES)[number];
export type Sites = Readonly<Record<Place, string>>;

export interface Subject {
  readonly name: 'code' | 'recovery';
  readonly chip: Chip['kind'];
  /** Of the page that asks for it. */
  readonly path: '/' | '/recovery';
  /** Into an open vault. */
  setUp(driver: RigDriver, sites: Sites): Promise<void>;
  /** Which site's code that is; null: nobody's. */
  whose(code: string): Place | null;
  /** The victim's codes that have left the vault, as it counts them itself. `last`: the one that was released last. */
  spent(driver: RigDriver, sites: Sites, last: string): Promise<number>;
}

const SECRETS: Sites = {
  victim: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  foreign: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
  plain: 'KRUGKIDROVUWG2ZAMJZG653OEBTG66DA',
  secure: 'MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U',
};
const counterOf = (place: Place, code: string): number => {
  const hotp = new HOTP({ secret: Secret.fromBase32(SECRETS[place]) });
  return Array.from({ length: 200 }, (_, counter) => hotp.generate({ counter })).indexOf(code);
};

const two = (n: number): string => String(n).padStart(2, '0');
const listOf = (place: Place): readonly string[] =>
  Array.from({ length: place === 'victim' ? 40 : 4 }, (_, i) => `${place.slice(0, 2)}${two(i)}-9k${two(99 - i)}`);

export const subjects: Readonly<Record<Subject['name'], Subject>> = {
  code: {
    name: 'code',
    chip: 'fill-code',
    path: '/',
    async setUp(driver, sites) {
      // Counter based: no waiting for the next step after a release, and each release can be counted.
      for (const place of PLACES)
        await driver.addByHand({ issuer: place, account: 'v', secret: SECRETS[place], type: 'hotp', counter: 0, site: sites[place] });
    },
    whose: (code) => PLACES.find((place) => counterOf(place, code) >= 0) ?? null,
    spent: async (_, __, last) => counterOf('victim', last) + 1,
  },
  recovery: {
    name: 'recovery',
    chip: 'fill-recovery-code',
    path: '/recovery',
    async setUp(driver, sites) {
      for (const place of PLACES) await driver.addRecoveryCodes(listOf(place).join('\n'), sites[place]);
    },
    whose: (code) => PLACES.find((place) => listOf(place).includes(code)) ?? null,
    async spent(driver, sites) {
      const set = (await driver.recoverySets()).find(({ site }) => site === sites.victim);
      if (set === undefined) throw new Error('the set is gone');
      return set.total - set.left;
    },
  },
};
