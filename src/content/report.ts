// From scored facts to what the background is told, and to where the offers will stand.

import type { Finding } from '../core/detect/finding';
import { promptOrdinal } from '../core/recovery/prompt-ordinal';
import type { ContentProtocol } from '../messages/content-protocol';
import type { CandidateImage } from '../messages/views';
import type { QrLook } from './find-qr';
import type { FindingTarget } from './finding-target';
import type { PageReading } from './read-page';
import { shownCodes } from './shown-codes';

type Findings = ContentProtocol['detector/findings']['req']['findings'];

export interface Report {
  readonly findings: Findings;
  readonly targets: ReadonlyMap<number, FindingTarget>;
}

const MAX_IMAGES = 8;
const MAX_KEYS = 8;

export function buildReport(
  found: readonly Finding[],
  reading: PageReading,
  looks: readonly QrLook[],
  idOf: (anchor: Element) => number,
): Report {
  const findings: Findings = [];
  const targets = new Map<number, FindingTarget>();
  for (const finding of found) {
    if (finding.kind === 'code-prompt' || finding.kind === 'recovery-prompt') {
      const fields = finding.fields
        .map((index) => reading.fields[index])
        .filter((field): field is HTMLInputElement => field instanceof HTMLInputElement);
      const anchor = fields[0];
      if (anchor === undefined || fields.length !== finding.fields.length) continue;
      const id = idOf(anchor);
      if (finding.kind === 'code-prompt')
        findings.push({ id, kind: 'code-prompt', mode: finding.mode, digits: finding.digits, channel: finding.channel });
      else findings.push({ id, kind: 'recovery-prompt', ordinal: promptOrdinal(wordsAround(reading, finding.fields[0] ?? -1)) });
      targets.set(id, { id, kind: finding.kind, anchor, fields });
    } else if (finding.kind === 'recovery-display') {
      const { codes, anchor } = shownCodes(reading, finding.lists);
      if (codes.length === 0) continue;
      const id = idOf(anchor);
      findings.push({ id, kind: 'recovery-display', codes: [...codes] });
      targets.set(id, { id, kind: 'recovery-display', anchor, fields: [] });
    } else if (finding.kind === 'setup') {
      const images = finding.pictures
        .map((index) => looks[index]?.image ?? null)
        .filter((image): image is CandidateImage => image !== null);
      const secrets = finding.keys.map((index) => reading.keys[index]?.text).filter((text): text is string => text !== undefined);
      if (images.length === 0 && secrets.length === 0 && reading.uris.length === 0) continue;
      const seen = finding.pictures.find((index) => looks[index]?.image != null);
      const anchor =
        (seen === undefined ? undefined : reading.pictures[seen]) ??
        reading.keys[finding.keys[0] ?? -1]?.element ??
        reading.uriElement ??
        document.body;
      const id = idOf(anchor);
      findings.push({
        id,
        kind: 'setup',
        words: finding.words,
        uris: reading.uris.slice(0, 8),
        secrets: secrets.slice(0, MAX_KEYS),
        images: images.slice(0, MAX_IMAGES),
      });
      targets.set(id, { id, kind: 'setup', anchor, fields: [] });
    }
  }
  return { findings, targets };
}

/** What is written on the field and around it. */
function wordsAround({ facts }: PageReading, index: number): readonly string[] {
  const field = facts.fields[index];
  if (field === undefined) return [];
  const near = facts.texts.slice(field.near[0], field.near[1]).map(({ text }) => text);
  return [...field.labels, field.before, field.placeholder, field.ariaLabel, ...near];
}
