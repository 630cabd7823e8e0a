// ZIPs of exports: each member that is text is read as a file of its own; attachments are left alone.

import type { Found } from './entry';
import { Unreadable } from './failure';
import { fileText } from './file-text';
import type { Content, ReadBytes } from './format';
import { readText } from './read-text';
import { openZip, type ZipMember } from './zip';

const READABLE = /(?:\.(?:json|csv|txt|data|html?|xml|2fas)|(?:^|\/)export\.data)$/i;
/** Attachments of 1Password and Proton Pass, and what a Mac adds. */
const ATTACHED = /(?:^|\/)(?:files|__MACOSX)\//i;
const BESIDE_THE_POINT: ReadonlySet<string> = new Set(['import-unknown', 'import-no-otp', 'import-empty']);

export const readArchive: ReadBytes = async (bytes, keyed) => {
  const zip = openZip(bytes, keyed.env.subtle);
  const files = zip.members.filter(({ name }) => !name.endsWith('/'));
  if (files.length === 0) throw new Unreadable('import-empty');
  if (files.some(({ name }) => /\.(?:pgp|gpg)$/i.test(name))) throw new Unreadable('import-pgp');
  const readable = files.filter(({ name }) => READABLE.test(name) && !ATTACHED.test(name)).sort(mostTelling);
  let missed: Unreadable | null = null;
  const contents: Content[] = [];
  for (const member of readable) {
    const text = fileText(await zip.read(member, keyed.password));
    if (text === null) continue;
    try {
      contents.push(await readText(text, keyed));
    } catch (problem) {
      if (!(problem instanceof Unreadable) || !BESIDE_THE_POINT.has(problem.failure.code)) throw problem;
      if (missed === null || problem.failure.code === 'import-no-otp') missed = problem;
    }
  }
  const [first] = contents;
  if (first === undefined) throw missed ?? new Unreadable('import-unknown');
  const found: Found[] = contents.flatMap((content) => content.found);
  return { format: first.format, plain: !readable.some(({ encrypted }) => encrypted) && contents.some(({ plain }) => plain), found };
};

/** The one with the accounts before lists of whatever else. */
const mostTelling = (a: ZipMember, b: ZipMember): number => weight(a) - weight(b);
const weight = ({ name }: ZipMember): number => (/\.(?:json|data)$/i.test(name) ? 0 : 1);
