// A browser whose vault holds n accounts: made as a backup file here, restored there, so that it is filled as a person would fill it.

import type { Page } from 'puppeteer';
import type { Bytes } from '../../src/core/bytes';
import type { Env } from '../../src/core/env';
import type { OtpAccount } from '../../src/core/item';
import { sealBackup } from '../../src/core/vault/backup';
import { argon2 } from '../../src/platform/argon2';
import { launch } from '../e2e/launch';
import type { Rig } from '../e2e/rig';

export const PASSWORD = 'correct horse battery staple';

const env: Env = {
  now: () => Date.now(),
  random: (length) => crypto.getRandomValues(new Uint8Array(length)) as Bytes,
  subtle: crypto.subtle,
};

function accountOf(n: number): OtpAccount {
  return {
    kind: 'otp',
    id: n.toString(16).padStart(32, '0'),
    issuer: `Service ${n}`,
    account: `person${n}@example.com`,
    sites: [`https://service-${n}.example`],
    note: '',
    tags: [],
    pinned: false,
    createdAt: 1_700_000_000_000 + n,
    changedAt: 1_700_000_000_000 + n,
    trashedAt: null,
    verifiedAt: null,
    sentSteps: {},
    otp: { type: 'totp', secret: env.random(20), algorithm: 'SHA1', digits: 6, period: 30 },
  };
}

export interface FilledVault {
  readonly rig: Rig;
  /** A page of the extension, to ask the background from. */
  readonly page: Page;
  /** Milliseconds between question and answer, as that page sees them. */
  ask(route: string, body: unknown): Promise<{ readonly ms: number; readonly ok: boolean; readonly value: unknown }>;
}

export async function filledVault(count: number): Promise<FilledVault> {
  const items = Array.from({ length: count }, (_, n) => accountOf(n));
  const content = await sealBackup(env, argon2, PASSWORD, { vaultId: env.random(16), createdAt: env.now(), items });
  if (!content.ok) throw new Error(content.error.code);
  const rig = await launch({ browser: 'chromium' });
  const page = await rig.openOwnPage('src/options/index.html');
  const ask: FilledVault['ask'] = (route, body) =>
    page.evaluate(
      async (message) => {
        const begun = performance.now();
        const reply = (await chrome.runtime.sendMessage(message)) as { ok: boolean; value?: unknown };
        return { ms: performance.now() - begun, ok: reply.ok, value: reply.value };
      },
      { route, body },
    );
  const restored = await ask('vault/restore', { content: content.value, password: PASSWORD });
  if (!restored.ok) throw new Error(`the vault of ${count} was not restored`);
  return { rig, page, ask };
}
