// What a thief of the profile could read: every file of it looked through for twenty planted secrets, the password and the vault key.

import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { base32, base64, fromBase64 } from '../../src/core/bytes';
import { encodeCbor } from '../../src/core/vault/cbor';
import { itemToCbor } from '../../src/core/vault/item-codec';
import { recoverySet } from '../support/items';
import { asItem, make, nodeEnv } from './accounts';
import { Keeper } from './keeper';
import { tableBlocks } from './leveldb-table';
import { Haystack, inEveryForm, type Needle } from './needles';
import { notesOf, type Setting, type Trial } from './trial';

/** Letters that no dictionary has, so that a hit is ours. */
const word = (): string => base32(randomBytes(10)).toLowerCase();

interface Planted {
  readonly password: string;
  readonly items: readonly string[];
  readonly needles: Needle[];
}

/** Four OTP accounts of four secrets each, and two sets of recovery codes of two. */
function plant(): Planted {
  const needles: Needle[] = [];
  const named = (name: string, secret: string | Uint8Array): void => void needles.push(...inEveryForm(name, secret));
  const items: string[] = [];
  const pack = (item: Parameters<typeof itemToCbor>[0]): void =>
    void items.push(Buffer.from(encodeCbor(itemToCbor(item))).toString('base64'));
  for (let n = 0; n < 4; n++) {
    const made = make(word());
    const [account, site, note] = [word(), `${word()}.example`, word()];
    pack({ ...asItem(made), account, sites: [`https://${site}`], note });
    named(`secret ${n}`, made.secret);
    named(`issuer ${n}`, made.issuer);
    named(`user ${n}`, account);
    named(`site ${n}, never visited`, site);
    if (n === 0) named('note', note);
  }
  for (let n = 0; n < 2; n++) {
    const codes = [word(), word()];
    const sealed = codes.map((text) => ({ text, usedAt: null, usedOn: null }));
    pack(recoverySet(nodeEnv, { issuer: word(), codes: sealed }));
    for (const code of codes) named(`recovery code ${n}`, code);
  }
  const password = `${word()} ${word()}`;
  named('the password', password);
  return { password, items, needles };
}

function look(profile: string, haystack: Haystack): { readonly files: number; readonly megabytes: number; readonly hits: string[] } {
  const hits: string[] = [];
  let [files, bytes] = [0, 0];
  for (const name of readdirSync(profile, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(profile, name);
    // A running browser takes files away while they are read.
    let content: Buffer;
    try {
      if (!lstatSync(file).isFile()) continue;
      content = readFileSync(file);
    } catch {
      continue;
    }
    files++;
    bytes += content.length;
    const blocks = /\.(ldb|sst)$/.test(name) ? tableBlocks(content) : [];
    for (const part of [content, ...blocks])
      for (const { name: whose, form } of haystack.find(part))
        hits.push(`${whose} (${form}) in ${path.basename(path.dirname(file))}/${path.basename(file)}`);
  }
  return { files, megabytes: Math.round(bytes / 1e6), hits };
}

export const atRest: Trial = {
  name: 'at-rest',
  about: 'the whole profile on disk, unlocked, locked and closed: none of 20 secrets, labels and sites, not the password, not the key',
  rounds: 1,

  async run(setting: Setting) {
    const note = notesOf('at-rest', setting);
    const profile = path.join(setting.scratch, 'at-rest');
    const planted = plant();
    const [clear, packed] = [word(), word()];
    const keeper = await Keeper.start(setting, profile);
    let closed = false;
    try {
      await keeper.must('vault/create', { password: planted.password });
      await keeper.must('items/import', { items: planted.items });
      const page = await keeper.page();
      const key = fromBase64((await page.evaluate(() => chrome.storage.session.get('vaultKey'))).vaultKey as string);
      if (!key.ok) throw new Error('no vault key in storage.session');
      const needles = [...planted.needles, ...inEveryForm('the vault key', key.value)];
      // Use leaves traces too: a code shown, an edit, a search.
      const rows = await keeper.rows();
      await keeper.must('items/codes', { ids: rows.map(({ id }) => id) });
      await keeper.popupSays();
      const found = new Haystack(needles);
      const secrets = new Set(needles.map(({ name }) => name)).size;
      const inClear = setting.control ? planted.password : clear;
      await page.evaluate((words) => chrome.storage.local.set(words), { clear: inClear, packed: base64(Buffer.from(packed) as never) });
      const seen = (result: ReturnType<typeof look>) => ({
        ok: result.hits.length === 0,
        seen: `${result.hits.length} hits in ${result.files} files, ${result.megabytes} MB${result.hits.length > 0 ? `: ${[...new Set(result.hits)].slice(0, 3).join('; ')}` : ''}`,
      });
      const expected = `0 hits of ${secrets} secrets`;
      await note('unlocked, browser running', expected, 1, async () => seen(look(profile, found)));
      await keeper.must('vault/lock');
      await note('locked, browser running', expected, 1, async () => seen(look(profile, found)));
      await keeper.close();
      closed = true;
      await note('browser closed', expected, 1, async () => seen(look(profile, found)));
      await note('control: what lies in clear is found', 'raw and packed', 1, async () => {
        const control = look(profile, new Haystack([...inEveryForm('clear', inClear), ...inEveryForm('packed', packed)]));
        const forms = new Set(control.hits.map((hit) => hit.split(' in ')[0]));
        return { ok: forms.has('clear (raw)') && forms.has('packed (base64)'), seen: [...forms].join(', ') };
      });
    } finally {
      if (!closed) await keeper.close();
    }
  },
};
