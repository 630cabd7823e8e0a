// The address bar: what is suggested, what Enter does, and that neither holds a code.

import { describe, expect, test } from 'vitest';
import words from '../../public/_locales/en/messages.json';
import { createOmnibox, type Omnibox, readText } from '../../src/background/omnibox';
import { fail, ok, type Result } from '../../src/core/result';
import type { OtpEntry } from '../../src/core/vault/index-entry';
import { messageOf } from '../ui/gallery/words-of-file';

const entry = (id: string, issuer: string, account: string, sites: readonly string[] = []): OtpEntry => ({
  kind: 'otp',
  id,
  issuer,
  account,
  sites,
  revision: 1,
  schema: 1,
  tags: [],
  order: 1,
  pinned: false,
  createdAt: 1,
  trashedAt: null,
  otpType: 'totp',
  digits: 6,
  period: 30,
});
const heroku = entry('h', 'Heroku', 'ada', ['https://id.heroku.com']);
const twin = entry('t', 'Heroku', 'ada');
const odd = entry('o', `<match>&'"`, 'a\u0007b');

let did: string[];

function address(found: Result<readonly OtpEntry[]>, firefox = false): Omnibox {
  did = [];
  const done = (what: string) => async (): Promise<Result<null>> => {
    did.push(what);
    return ok(null);
  };
  return createOmnibox({
    accounts: { named: async (_query, _page, most) => (found.ok ? ok(found.value.slice(0, most)) : found) },
    fillHere: { prompt: (_tab, id, path) => done(`fill ${id} ${path}`)() },
    copies: { account: (id, path) => done(`copy ${id} ${path}`)(), here: (_tab, path) => done(`copy here ${path}`)() },
    words: (key, args) => messageOf(words, key, args),
    openList: async () => {
      did.push('list');
      return true;
    },
    firefox,
  });
}

describe('what is typed', () => {
  test.each([
    ['heroku', false, 'heroku'],
    ['fill heroku', true, 'heroku'],
    ['FILL  heroku ', true, 'heroku'],
    ['fill', true, ''],
    ['filler', false, 'filler'],
    ['', false, ''],
  ])('%j', (text, fill, query) => expect(readText(text)).toEqual({ fill, query }));
});

describe('suggestions', () => {
  test('Chromium: the first line says what Enter does, the others follow', async () => {
    const { first, others } = await address(ok([heroku, twin])).suggest('her');
    expect(first).toBe('Copy the code of Heroku · ada · id.heroku.com');
    expect(others).toEqual([{ content: 'Heroku ada (2)', description: 'Copy the code of Heroku · ada' }]);
  });
  test('Firefox: the first line never speaks of an account', async () => {
    const { first, others } = await address(ok([heroku]), true).suggest('her');
    expect(first).toBe(words.omniboxHint.message);
    expect(others).toEqual([{ content: 'Heroku ada', description: 'Copy the code of Heroku · ada · id.heroku.com' }]);
  });
  test('names are no markup in Chromium, and stay as they are in Firefox', async () => {
    const chromium = await address(ok([odd])).suggest('x');
    expect(chromium.first).toBe('Copy the code of &#60;match&#62;&#38;&#39;&#34; · a b');
    const firefox = await address(ok([odd]), true).suggest('x');
    expect(firefox.others[0]?.description).toBe(`Copy the code of <match>&'" · a\u0007b`);
  });
  test.each([
    ['locked', words.omniboxLocked.message],
    ['no-vault', words.omniboxNoVault.message],
  ])('%s is said, in both', async (code, message) => {
    expect(await address(fail(code)).suggest('her')).toEqual({ first: message, others: [] });
    expect((await address(fail(code), true).suggest('her')).others.map((one) => one.description)).toEqual([message]);
  });
  test('contents are told apart, and none is what was typed', async () => {
    const { others } = await address(ok([heroku, twin, entry('x', 'Heroku', 'ada')]), true).suggest('Heroku ada');
    expect(new Set(['Heroku ada', ...others.map((one) => one.content)]).size).toBe(4);
  });
});

describe('Enter', () => {
  const press = async (text: string, found: Result<readonly OtpEntry[]> = ok([heroku, twin]), typed = text): Promise<string[]> => {
    const bar = address(found);
    await bar.suggest(typed);
    await bar.entered(text, 1);
    return did;
  };
  test('copies the best match', async () => expect(await press('her')).toEqual(['copy h omnibox']));
  test('copies the line that was chosen', async () =>
    expect(await press('Heroku ada (2)', ok([heroku, twin]), 'her')).toEqual(['copy t omnibox']));
  test('fills where `fill` was said', async () => expect(await press('fill her')).toEqual(['fill h omnibox']));
  test('fills this site without a name', async () => expect(await press('fill')).toEqual(['fill null omnibox']));
  test('copies for this site without a name', async () => expect(await press('')).toEqual(['copy here omnibox']));
  test('opens the list where nothing is found', async () => expect(await press('nobody', ok([]))).toEqual(['list']));
  test('opens the password where the vault is locked', async () => expect(await press('her', fail('locked'))).toEqual(['list']));
  test('works after the worker was stopped in between', async () => {
    await address(ok([heroku])).entered('her', 1);
    expect(did).toEqual(['copy h omnibox']);
  });
});
