// Accounts that a person types or pastes in the popup.

import type { ItemId } from '../core/item';
import { readManualEntry } from '../core/otp/manual';
import { parseOtpUri } from '../core/otp/uri';
import { fail, ok, type Result } from '../core/result';
import type { PageProtocol } from '../messages/page-protocol';
import { type AccountService, sitesOf } from './account-service';

interface Added {
  readonly id: ItemId;
  readonly warnings: readonly string[];
}

export interface NewAccounts {
  fromUri(uri: string, site: string | null): Promise<Result<Added>>;
  fromKey(entry: PageProtocol['items/add-key']['req']): Promise<Result<Added>>;
}

export function createNewAccounts(accounts: AccountService): NewAccounts {
  return {
    async fromUri(uri, site) {
      const parsed = parseOtpUri(uri);
      if (!parsed.ok) return parsed;
      const sites = sitesOf(site);
      if (!sites.ok) return sites;
      const { issuer, account, otp, warnings } = parsed.value;
      const added = await accounts.add({ issuer, account, otp, sites: sites.value });
      return added.ok ? ok({ id: added.value.id, warnings: noted(warnings, added.value.added) }) : added;
    },

    async fromKey({ site, ...entry }) {
      const parsed = readManualEntry({ ...entry, ...(site === null ? {} : { site }) });
      if (!parsed.ok) return parsed;
      const { issuer, account, otp, warnings } = parsed.value;
      if (issuer === '' && account === '' && parsed.value.site === null) return fail('no-name');
      const added = await accounts.add({ issuer, account, otp, sites: parsed.value.site === null ? [] : [parsed.value.site] });
      return added.ok ? ok({ id: added.value.id, warnings: noted(warnings, added.value.added) }) : added;
    },
  };
}

const noted = (warnings: readonly string[], added: boolean): readonly string[] => (added ? warnings : [...warnings, 'already-saved']);
