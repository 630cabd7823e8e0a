// The vault's two copies as files of a profile whose browser is stopped, and what a disk does to files.

import { existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserName } from './trial';

/** `database` is IndexedDB, `shadow` is storage.local. */
export type Copy = 'database' | 'shadow';

export function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((name) => statSync(name, { throwIfNoEntry: false })?.isFile() === true);
}

/** In Firefox both are SQLite, told apart by the private container's name. */
export function filesOf(profile: string, copy: Copy): string[] {
  const isShadow = (file: string): boolean => /Local Extension Settings|userContextId=4294967295/.test(file);
  const chromium = ['IndexedDB', 'Local Extension Settings'].flatMap((name) => filesUnder(path.join(profile, 'Default', name)));
  const firefox = filesUnder(path.join(profile, 'storage/default')).filter((file) => /moz-extension.*\/idb\//.test(file));
  return [...chromium, ...firefox].filter((file) => isShadow(file) === (copy === 'shadow'));
}

/** 64 bytes of every `every`, from `from` on. */
function garble(file: string, every = 4096, from = every): void {
  const bytes = readFileSync(file);
  for (let at = Math.min(from, bytes.length >> 1); at < bytes.length; at += every) bytes.fill(0xa5, at, at + 64);
  writeFileSync(file, bytes);
}

function garbleOnce(file: string): void {
  const bytes = readFileSync(file);
  const middle = bytes.length >> 1;
  bytes.fill(0xa5, middle, middle + 64);
  writeFileSync(file, bytes);
}

/** Three pages of SQLite, the first one spared (security.md §3.1). */
function garblePages(file: string): void {
  const bytes = readFileSync(file);
  const pages = Math.floor(bytes.length / 4096);
  for (const at of [1, pages >> 1, pages - 1]) bytes.fill(0xa5, at * 4096, at * 4096 + 2048);
  writeFileSync(file, bytes);
}

const cut = (file: string): void => truncateSync(file, statSync(file).size >> 1);
const empty = (file: string): void => truncateSync(file, 0);
const remove = (file: string): void => rmSync(file, { force: true });
const zero = (file: string): void => writeFileSync(file, Buffer.alloc(statSync(file).size));

export interface Damage {
  readonly name: string;
  /** The files it befalls; it counts only where there is one. */
  readonly files: RegExp;
  readonly act: (file: string) => void;
  /** Of several files only the largest: one table of many. */
  readonly one?: true;
  /** Done to both copies it leaves no trace that there ever was a vault, which no extension can tell from a first run. */
  readonly traceless?: true;
  /** Needs tables, which LevelDB writes once its log has grown. */
  readonly tables?: true;
}

export const damages: Readonly<Record<BrowserName, readonly Damage[]>> = {
  chromium: [
    { name: 'log: 64 bytes garbled', files: /\.log$/, act: garbleOnce },
    { name: 'log: every page garbled', files: /\.log$/, act: garble },
    { name: 'log cut to half', files: /\.log$/, act: cut },
    { name: 'log deleted', files: /\.log$/, act: remove },
    { name: 'one table garbled', files: /\.ldb$/, act: garble, one: true, tables: true },
    { name: 'one table deleted', files: /\.ldb$/, act: remove, one: true, tables: true },
    { name: 'MANIFEST deleted', files: /MANIFEST/, act: remove },
    { name: 'CURRENT deleted', files: /CURRENT$/, act: remove },
    { name: 'every file zeroed', files: /\.(log|ldb)$|MANIFEST|CURRENT$/, act: zero },
  ],
  firefox: [
    { name: 'three pages garbled', files: /\.sqlite$/, act: garblePages },
    { name: 'every page garbled', files: /\.sqlite$/, act: garble },
    { name: 'first page garbled', files: /\.sqlite$/, act: (file) => garble(file, Number.MAX_SAFE_INTEGER, 16) },
    { name: 'file cut to half', files: /\.sqlite$/, act: cut },
    { name: 'last page cut', files: /\.sqlite$/, act: (file) => truncateSync(file, Math.max(0, statSync(file).size - 3000)) },
    { name: 'file emptied', files: /\.sqlite$/, act: empty },
    { name: 'file deleted', files: /\.sqlite$/, act: remove, traceless: true },
    { name: 'file zeroed', files: /\.sqlite$/, act: zero },
    { name: 'a stray write-ahead log', files: /\.sqlite$/, act: (file) => writeFileSync(`${file}-wal`, Buffer.alloc(65_536, 0xa5)) },
  ],
};

/** Does this damage; how many files it befell. */
export function inflict(profile: string, copy: Copy, { files, act, one }: Damage): number {
  const found = filesOf(profile, copy)
    .filter((file) => files.test(file))
    .sort((a, b) => statSync(b).size - statSync(a).size);
  const hit = one === true ? found.slice(0, 1) : found;
  for (const file of hit) act(file);
  return hit.length;
}
