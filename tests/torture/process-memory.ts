// What the processes of a browser hold in memory, on a system that shows it: /proc of Linux, as the user that runs them.

import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import type { Haystack } from './needles';

const CHUNK = 4 << 20;
/** A needle may lie across two chunks. */
const OVERLAP = 256;

/** The process and all that came of it. */
export function family(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // gone meanwhile
    }
  }
  const all = [pid];
  for (const one of all) for (const [child, parent] of parents) if (parent === one && !all.includes(child)) all.push(child);
  return all;
}

/** Firefox's children, which are forked, write their whole command line as one word. */
export const kindIn = (commandLine: string): string => {
  const words = commandLine.split(/[\0 ]/).filter((word) => word !== '');
  const type = words.find((one) => one.startsWith('--type='))?.slice('--type='.length);
  return type ?? (words.includes('-contentproc') ? (words.at(-1) ?? 'child') : 'browser');
};

export const kindOf = (pid: number): string => kindIn(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));

/** Names of what is found, and how much was looked through. */
export function lookInto(pid: number, haystack: Haystack): { readonly hits: string[]; readonly bytes: number } {
  const hits = new Set<string>();
  let bytes = 0;
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  try {
    const buffer = Buffer.alloc(CHUNK);
    for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
      const region = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line);
      if (region === null) continue;
      const end = BigInt(`0x${region[2]}`);
      for (let at = BigInt(`0x${region[1]}`); at < end; at += BigInt(CHUNK - OVERLAP)) {
        const size = Number(end - at < BigInt(CHUNK) ? end - at : BigInt(CHUNK));
        let read = 0;
        try {
          read = readSync(memory, buffer, 0, size, at as never);
        } catch {
          // unmapped meanwhile
          break;
        }
        bytes += read;
        for (const { name, form } of haystack.find(buffer.subarray(0, read))) hits.add(`${name} (${form})`);
      }
    }
  } finally {
    closeSync(memory);
  }
  return { hits: [...hits], bytes };
}
