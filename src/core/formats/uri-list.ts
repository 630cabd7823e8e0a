// Lists of `otpauth:` lines, as most authenticators write them, with everything else that their lines may be: Google's migration
// codes in several parts, `steam:`, comments, HTML around them. Ente, WinAuth and Authenticator-Extension say more in extra parameters.

import { parseMigration } from '../otp/migration';
import { batchesOf, isWhole } from '../otp/migration-batches';
import { percentDecode, readQuery } from '../otp/uri-parts';
import { withHost } from './authenticator-extension-host';
import { type EntryWarning, type Extras, type Found, refused } from './entry';
import { Unreadable } from './failure';
import type { Content } from './format';
import { keep, otpFromUri } from './found-otp';
import { field, flagAt, listAt, parseJson, textAt, textOf } from './json';
import { MAX_ENTRIES } from './limits';

/** Letters before them would make them another word; a quote or a tag ends them. */
const URIS = /(?<![\w.+-])(?:apple-)?otpauth(?:-migration)?:\/\/[^\r\n"<>]+|(?<![\w.+-])(?:steam|motp):\/\/[^\r\n"<>\s]+/gi;

/** A line of its own is taken whole: names in it may hold quotes and brackets. */
const WHOLE_LINE = /^\s*(?:(?:apple-)?otpauth(?:-migration)?|steam|motp):\/\/(?!.*<\/)/i;

/** `#` at a line's start is a comment, whatever follows. Null where no line holds a URI. */
export function readUriList(text: string): Content | null {
  const uris = text
    .split(/\r\n|\r|\n/)
    .filter((line) => !/^\s*(?:#|\/\/)/.test(line))
    .flatMap((line) => (WHOLE_LINE.test(line) ? [line] : (line.match(URIS) ?? [])))
    .map((uri) => uri.trim());
  if (uris.length === 0) return null;
  if (uris.length > MAX_ENTRIES) throw new Unreadable('import-too-many');
  const migrations = uris.filter((uri) => /^otpauth-migration:/i.test(uri));
  const found = uris.filter((uri) => !migrations.includes(uri)).map(entryOf);
  const format =
    migrations.length > 0 ? 'Google Authenticator' : uris.some((uri) => uri.includes('codeDisplay=')) ? 'Ente Auth' : 'otpauth';
  return { format, plain: true, found: [...found, ...readMigrations(migrations)] };
}

function entryOf(uri: string): Found {
  const mark = uri.indexOf('?');
  const { values } = readQuery(mark < 0 ? '' : uri.slice(mark + 1));
  const display = values.get('codedisplay');
  const extras: Extras = display === undefined ? { tags: tagsOf(uri) } : displayOf(percentDecode(display.replaceAll('+', ' ')));
  return withHost(otpFromUri(uri, {}, extras));
}

/** andOTP repeats `tags=`. */
const tagsOf = (uri: string): readonly string[] => [...uri.matchAll(/[?&]tags=([^&]*)/gi)].map(([, tag]) => percentDecode(tag ?? ''));

/** Ente's own part: what its app shows beside the code. */
function displayOf(text: string): Extras {
  let display: unknown;
  try {
    display = parseJson(text);
  } catch {
    return {};
  }
  return {
    pinned: flagAt(display, 'pinned'),
    trashed: flagAt(display, 'trashed'),
    note: textAt(display, 'note'),
    tags: Array.isArray(field(display, 'tags')) ? listAt(display, 'tags').map(textOf) : [],
  };
}

/** Parts in any order and more than once; a gap is an entry of its own, so that nobody takes a part for the whole. */
export function readMigrations(texts: readonly string[]): readonly Found[] {
  const parts = texts.map(parseMigration);
  const broken = parts.flatMap((part) => (part.ok ? [] : [refused({ issuer: '', account: '' }, 'malformed-migration')]));
  const batches = batchesOf(parts.flatMap((part) => (part.ok ? [part.value] : [])));
  const entries = batches.flatMap((batch) =>
    batch.parts.flatMap((part) =>
      part.entries.map((entry, i): Found => {
        const because = part.refused.get(i);
        if (!entry.ok) return refused({ issuer: because?.issuer ?? '', account: because?.account ?? '' }, entry.error.code);
        const assumed: EntryWarning[] = entry.value.otp.type === 'totp' ? ['period-assumed'] : [];
        const { issuer, account, otp, warnings } = entry.value;
        return keep({ issuer, account, otp, warnings: [...warnings, ...assumed] }, {});
      }),
    ),
  );
  const gaps = batches
    .filter((batch) => !isWhole(batch))
    .map((batch) => refused({ issuer: '', account: '' }, 'migration-gap', `${batch.parts.length}/${batch.size}`));
  return [...entries, ...broken, ...gaps];
}
