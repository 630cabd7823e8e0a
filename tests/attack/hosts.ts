// The battery of names: pages whose address looks like that of the bank, begins like it, ends like it, or is written another way. In the
// browser by the list and by keys; every one is judged by the pure policy too, by every path, with a chip that proves all it can.

import words from '../../public/_locales/en/messages.json';
import { decideRelease } from '../../src/core/matching/release-policy';
import { errorKey } from '../../src/core/result';
import { type RigDriver, startDriver } from '../e2e/driver';
import { byId, endOf, rowOf, stageOf } from '../e2e/popup-steps';
import { PageSurface } from '../e2e/surface';
import { until } from '../e2e/waiting';
import { PATHS, PROOF } from './chip-proof';
import type { BrowserName, Row } from './row';
import { startVictim, type VictimServer } from './victim-page';

/** `own`: another way to write the bank's name. The rest are the policy's words; `look-alike` is `other-site` with its warning. */
export type HostExpected = 'own' | 'remember' | 'look-alike' | 'other-site' | 'insecure';

export interface HostFixture {
  readonly kind: string;
  /** `PORT` is the port of the bank, `OTHER` another one of the same machine. */
  readonly url: string;
  readonly expected: HostExpected;
  /** For whom it is; the bank when left out. */
  readonly account?: keyof typeof ACCOUNTS;
  /** Only judged: no browser goes there without a certificate, or at all. */
  readonly judgedOnly?: true;
}

const of = (kind: string, expected: HostExpected, urls: readonly string[], more: Partial<HostFixture> = {}): readonly HostFixture[] =>
  urls.map((url) => ({ kind, url: url.includes('://') ? url : `http://${url}:PORT`, expected, ...more }));

export const hostFixtures: readonly HostFixture[] = [
  ...of('control: the bank', 'own', ['harbourbank.com', 'HARBOURBANK.com']),
  ...of('written otherwise', 'own', [
    'ｈarbourbank.com',
    'harbourbank。com',
    'har\u00adbourbank.com',
    'harbour%62ank.com',
    'ⓗarbourbank.com',
  ]),
  ...of('edit distance', 'look-alike', [
    'harborbank.com',
    'harbourbnak.com',
    'harbourbamk.com',
    'haarbourbank.com',
    'harbourban.com',
    'harbour-bank.com',
    'harbourbanl.com',
    'arbourbank.com',
    'harbourbanks.com',
  ]),
  ...of('another ending', 'look-alike', ['harbourbank.co', 'harbourbank.net', 'harbourbank.org', 'harbourbank.co.uk', 'harbourbank.test']),
  ...of('digits and pairs', 'look-alike', ['harb0urbank.com', 'h4rb0urbank.com', 'harbourbarik.com', 'harbcurbank.com']),
  ...of('confusable letters', 'look-alike', [
    'harbourbаnk.com',
    'hаrbourbank.com',
    'harboυrbank.com',
    'ħarbourbank.com',
    'harbourbɑnk.com',
    'harbourbanĸ.com',
    'harbourbänk.com',
    'һarbourbank.com',
    'harbourbanḵ.com',
  ]),
  ...of('punycode', 'look-alike', ['xn--harbourbnk-6qi.com', 'xn--arbourbank-nzj.com', 'xn--harbourank-2eb.com']),
  ...of('suffix and prefix tricks', 'look-alike', [
    'harbourbank.com.evil.test',
    'login.harbourbank.com.evil.test',
    'harbourbank.com.harbourbank-secure.test',
    'harbourbank.com-login.test',
    'harbourbank.com%2eevil.test',
    'harbourbank-login.com',
    'wwwharbourbank.com',
    'harbourbankcom.test',
  ]),
  ...of('the name elsewhere', 'other-site', [
    'harbourbank.evil.test',
    'http://evil.test:PORT/harbourbank.com',
    'http://evil.test:PORT/?https://harbourbank.com',
    'http://evil.test:PORT/#harbourbank.com',
  ]),
  ...of('userinfo', 'other-site', ['http://harbourbank.com@evil.test:PORT/', 'http://harbourbank.com:443@evil.test:PORT/']),
  ...of('trailing dot', 'look-alike', ['harbourbank.com.']),
  ...of('numbers', 'other-site', ['127.0.0.1', 'http://2130706433:PORT', 'http://[::1]:PORT'], { judgedOnly: true }),
  ...of('single label', 'look-alike', ['harbourbank'], { judgedOnly: true }),
  ...of('another host of the domain', 'remember', ['www.harbourbank.com', 'a.b.harbourbank.com', 'login.harbourbank.com']),
  ...of('another port', 'remember', ['http://harbourbank.com:OTHER']),
  ...of('the same, encrypted', 'remember', ['https://harbourbank.com', 'https://harbourbank.com:PORT'], { judgedOnly: true }),
  ...of('unencrypted', 'insecure', ['tidebank.com', 'www.tidebank.com', 'http://tidebank.com:OTHER'], { account: 'secure' }),
  ...of('shared suffix', 'other-site', ['bob.myshopify.com', 'myshopify.com', 'alice.myshopify.com.evil.test'].slice(0, 2), {
    account: 'tenant',
  }),
  ...of('shared suffix', 'remember', ['www.alice.myshopify.com'], { account: 'tenant' }),
  ...of('another port of this machine', 'other-site', ['http://localhost:OTHER', 'http://app.localhost:PORT'], { account: 'local' }),
];

const ACCOUNTS = {
  bank: { issuer: 'Harbour Bank', seed: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', site: 'http://harbourbank.com:PORT' },
  secure: { issuer: 'Tide Bank', seed: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', site: 'https://tidebank.com:PORT' },
  tenant: { issuer: 'Alice’s shop', seed: 'KRUGKIDROVUWG2ZAMJZG653OEBTG66DA', site: 'http://alice.myshopify.com:PORT' },
  local: { issuer: 'My machine', seed: 'MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U', site: 'http://localhost:PORT' },
} as const;

const fill = (text: string, port: number, other: number): string =>
  text.replaceAll('PORT', String(port)).replaceAll('OTHER', String(other));

/** What the policy says by every path; one word where all agree. */
export function judge(fixture: HostFixture, port: number, other: number): string {
  const account = ACCOUNTS[fixture.account ?? 'bank'];
  const { origin } = new URL(fill(fixture.url, port, other));
  const said = PATHS.map((path) => {
    const decision = decideRelease({
      purpose: 'fill',
      path,
      target: { origin, isTopFrame: true, ancestors: [], incognito: false, active: true },
      account: { issuer: account.issuer, sites: [fill(account.site, port, other)] },
      evidence: path === 'chip' ? PROOF : null,
      confirmed: [],
      confirmInWindow: false,
    });
    if (decision.decision === 'release') return 'own';
    if (decision.decision === 'refuse') return decision.warning?.code === 'look-alike' ? 'look-alike' : decision.code;
    return decision.reasons[0]?.code ?? 'nothing';
  });
  return [...new Set(said)].join(' or ');
}

const sentence = (code: string): string => (words as Readonly<Record<string, { message: string }>>)[errorKey(code)]?.message ?? '?';

export interface HostBattery {
  rows(note: (row: Row) => void): Promise<void>;
  close(): Promise<void>;
}

export async function startHostBattery(browser: BrowserName, dist?: string): Promise<HostBattery> {
  const [victim, other] = await Promise.all([startVictim(), startVictim()]);
  const driver = await startDriver({ browser, hostRule: 'MAP * 127.0.0.1', ...(dist === undefined ? {} : { dist }) });
  await driver.createVault('attack battery, not a secret');
  const battery = new RealHostBattery(browser, driver, victim, other);
  for (const { issuer, seed, site } of Object.values(ACCOUNTS))
    await driver.addByHand({ issuer, account: 'v', secret: seed, type: 'hotp', counter: 0, site: battery.at(site) });
  return battery;
}

class RealHostBattery implements HostBattery {
  readonly #browser: BrowserName;
  readonly #driver: RigDriver;
  readonly #servers: readonly [VictimServer, VictimServer];

  constructor(browser: BrowserName, driver: RigDriver, victim: VictimServer, other: VictimServer) {
    this.#browser = browser;
    this.#driver = driver;
    this.#servers = [victim, other];
  }

  at(text: string): string {
    const [port, other] = this.#servers.map(({ origin }) => Number(new URL(origin).port)) as [number, number];
    return fill(text, port, other);
  }

  async rows(note: (row: Row) => void): Promise<void> {
    for (const fixture of hostFixtures) note(await this.#row(fixture));
  }

  async #row(fixture: HostFixture): Promise<Row> {
    const { kind, url, expected, judgedOnly } = fixture;
    const [port, other] = this.#servers.map(({ origin }) => Number(new URL(origin).port)) as [number, number];
    const judged = judge(fixture, port, other);
    const seen = judgedOnly ? null : await this.#visit(fixture).catch((error: Error) => `broke off: ${error.message}`);
    return {
      battery: 'hosts',
      attack: `${kind}: ${url.replace('http://', '').replace(':PORT', '')}`,
      browser: this.#browser,
      expected,
      seen: seen === null ? `policy: ${judged}` : `${seen}; policy: ${judged}`,
      ok: judged === expected && (seen === null || seen === expected),
    };
  }

  /** Fill in the list, then the keys: what the first says, and whether a code came of either. */
  async #visit({ url, account = 'bank', expected }: HostFixture): Promise<string> {
    const page = await this.#driver.newPage(this.at(url));
    try {
      await page.waitForSelector('#otp');
      const tabId = await this.#driver.rig.tabIdOf(page);
      const list = await this.#driver.rig.openOwnPage(`src/popup/index.html?tab=${tabId}`);
      const surface = new PageSurface(list);
      let seen = '';
      try {
        await until('the list', async () => (await surface.run(stageOf)) === 'open');
        const button = `${await rowOf(list, ACCOUNTS[account].issuer)} ${byId('fill')}`;
        await list.waitForSelector(button, { timeout: 3_000 });
        await list.$eval(button, (one) => (one as HTMLButtonElement).click());
        seen = await until('the list to say how it went', async () => {
          if ((await surface.run(stageOf)) === 'confirming')
            return surface.run((root) => (root.querySelector('[data-reason="remember"]') === null ? 'asked' : 'remember'));
          const end = await surface.run(endOf);
          if (end === null) return null;
          return end.ok
            ? 'own'
            : (['look-alike', 'other-site', 'insecure'].find((code) => end.message.startsWith(sentence(code))) ?? end.message);
        });
        if (seen === 'remember' || seen === 'asked') {
          await list.$eval(byId('confirm-cancel'), (one) => (one as HTMLButtonElement).click());
          await until('the question to go', async () => (await surface.run(stageOf).catch(() => null)) !== 'confirming');
        }
      } finally {
        await list.close();
      }
      const filled = await page.$eval('#otp', (box) => (box as HTMLInputElement).value);
      if (filled !== '' && expected !== 'own') return `RELEASED (${seen})`;
      return filled === '' && seen === 'own' ? 'nothing filled' : seen;
    } finally {
      await page.close();
    }
  }

  async close(): Promise<void> {
    await this.#driver.close();
    for (const server of this.#servers) await server.close();
  }
}
