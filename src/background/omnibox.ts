// The address bar, after the keyword `2fa`: names are suggested, never codes. Enter copies, `fill NAME` fills the page in front.

import type { ItemId } from '../core/item';
import { siteName } from '../core/matching/site';
import { ok, type Result } from '../core/result';
import type { OtpEntry } from '../core/vault/index-entry';
import type { Outcome } from '../messages/views';
import type { AccountService } from './account-service';
import type { Copies } from './copies';
import type { FillHere } from './fill-here';

export interface Suggestion {
  /** What Enter gives back. */
  readonly content: string;
  readonly description: string;
}

export interface Suggestions {
  /** What Enter does with the text as it stands. */
  readonly first: string;
  readonly others: readonly Suggestion[];
}

export interface Omnibox {
  /** What Enter does before anything was typed. */
  hint(): string;
  suggest(text: string): Promise<Suggestions>;
  entered(text: string, tabId: number): Promise<Result<Outcome | null>>;
}

interface Parts {
  readonly accounts: Pick<AccountService, 'named'>;
  readonly fillHere: Pick<FillHere, 'prompt'>;
  readonly copies: Pick<Copies, 'account' | 'here'>;
  readonly words: (key: string, args: readonly string[]) => string;
  readonly openList: (tabId: number) => Promise<boolean>;
  /**
   * Chromium reads descriptions as XML and draws the first line once it is known. Firefox takes them as they are and draws the first line
   * before it asks: words about an account in it would be those of the letter before.
   */
  readonly firefox: boolean;
}

/** Browsers show about as many. */
const MOST = 6;
const FILL = 'fill ';

export function createOmnibox({ accounts, fillHere, copies, words, openList, firefox }: Parts): Omnibox {
  /** Of the last answer; after a stopped worker the text is searched for instead. */
  let offered: ReadonlyMap<string, ItemId> = new Map();

  function written(key: string, args: readonly string[]): string {
    const text = words(key, args);
    return firefox ? text : escaped(text);
  }

  const hint = (): string => written('omniboxHint', []);

  function alone(key: string, args: readonly string[], text: string): Suggestions {
    const said = written(key, args);
    return firefox ? { first: hint(), others: [{ content: `${text} `, description: said }] } : { first: said, others: [] };
  }

  function line(entry: OtpEntry, fill: boolean): string {
    const site = entry.sites[0];
    const names = [entry.issuer, entry.account, site === undefined ? '' : siteName(site).ascii].filter((word) => word !== '').join(' · ');
    return written(fill ? 'omniboxFill' : 'omniboxCopy', [names]);
  }

  return {
    hint,

    async suggest(text) {
      const { fill, query } = readText(text);
      const found = await accounts.named(query, null, MOST);
      offered = new Map();
      if (!found.ok) return alone(found.error.code === 'locked' ? 'omniboxLocked' : 'omniboxNoVault', [], text);
      const [first] = found.value;
      if (first === undefined) return alone('omniboxNothing', [query], text);
      const ids = new Map<string, ItemId>([[text, first.id]]);
      const lines = found.value.map((entry): Suggestion => {
        const content = unused(`${fill ? FILL : ''}${wordsOf(entry)}`, ids);
        ids.set(content, entry.id);
        return { content, description: line(entry, fill) };
      });
      offered = ids;
      if (firefox || query === '') return { first: hint(), others: lines };
      return { first: line(first, fill), others: lines.slice(1) };
    },

    async entered(text, tabId) {
      const { fill, query } = readText(text);
      // Nothing was named: the list says what there is.
      if (query === '') return fill ? fillHere.prompt(tabId, null, 'omnibox') : copies.here(tabId, 'omnibox');
      const known = offered.get(text);
      const found = known === undefined ? await accounts.named(query, null, 1) : ok([{ id: known }]);
      const id = found.ok ? found.value[0]?.id : undefined;
      // Locked, or nothing of that name: the popup asks for the password or shows the list.
      if (id === undefined) return (await openList(tabId)) ? ok(null) : found.ok ? ok(null) : found;
      return fill ? fillHere.prompt(tabId, id, 'omnibox') : copies.account(id, 'omnibox', tabId);
    },
  };
}

export function readText(text: string): { readonly fill: boolean; readonly query: string } {
  const typed = text.trimStart();
  const fill = typed.toLowerCase() === FILL.trim() || typed.toLowerCase().startsWith(FILL);
  return { fill, query: (fill ? typed.slice(FILL.length) : typed).trim() };
}

const wordsOf = ({ issuer, account }: OtpEntry): string => [issuer, account].filter((word) => word !== '').join(' ');

function unused(content: string, taken: ReadonlyMap<string, ItemId>): string {
  let candidate = content;
  for (let n = 2; taken.has(candidate); n++) candidate = `${content} (${n})`;
  return candidate;
}

const escaped = (text: string): string => text.replace(/\p{Cc}/gu, ' ').replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
