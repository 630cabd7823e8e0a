// What a person wants to know of a scored corpus: found, missed, and offered where nothing should be.

import { exactInterval } from './score-detection-interval';
import {
  allCodesRead,
  channelOf,
  falselyOffered,
  isOrdinary,
  type Judged,
  keyRead,
  offered,
  prompts,
  rightlyOffered,
  uriRead,
} from './score-detection-judge';
import type { CorpusPage, DetectionRow } from './score-detection-types';

const percent = (part: number, whole: number): string =>
  `${part}/${whole}${whole === 0 ? '' : ` (${((100 * part) / whole).toFixed(1)} %)`}`;

export function scoreTable(judged: readonly Judged[]): string {
  const lines: string[] = [];
  const tell = (name: string, pages: readonly Judged[], good: (one: Judged) => boolean) => {
    const bad = pages.filter((one) => !good(one));
    lines.push(`${name.padEnd(58)} ${percent(pages.length - bad.length, pages.length)}`);
    for (const { page, row } of bad) lines.push(`    ${page.id} [${page.channel}]: ${row.findings.map(brief).join('; ') || 'nothing'}`);
  };
  const of = (kind: CorpusPage['kind']) => judged.filter(({ page }) => page.kind === kind);
  const codes = of('otp-prompt');
  const ours = codes.filter(({ page }) => ['authenticator', 'unknown'].includes(channelOf(page.channel)));
  const others = codes.filter((one) => !ours.includes(one));
  const setups = of('otp-setup');

  tell('code prompts of every channel: found', codes, ({ row }) => prompts(row).length > 0);
  tell('code prompts of every channel: channel right', codes, ({ page, row }) =>
    prompts(row).some((finding) => finding.channel === channelOf(page.channel) || channelOf(page.channel) === 'unknown'),
  );
  tell('authenticator prompts: right fields, code offered', ours, rightlyOffered);
  tell('authenticator prompts: channel as in the corpus or unknown', ours, ({ page, row }) =>
    offered(row).some((finding) => finding.channel === channelOf(page.channel) || channelOf(page.channel) === 'unknown'),
  );
  tell('other prompts: no authenticator code offered', others, ({ row }) => offered(row).length === 0);
  tell('other prompts: found with their channel', others, ({ page, row }) =>
    prompts(row).some((finding) => finding.channel === channelOf(page.channel)),
  );
  tell('set-up: URI or key as expected', setups, keyRead);
  tell(
    'set-up: URI where there is one',
    setups.filter(({ expected }) => expected.uri !== null),
    uriRead,
  );
  tell(
    'set-up: confirmation field offered',
    setups.filter(({ page }) => page.fields?.some((field) => field.role === 'otp' && field.hidden !== true)),
    rightlyOffered,
  );
  tell('recovery prompts: no code offered', of('recovery-prompt'), ({ row }) => offered(row).length === 0);
  tell('recovery prompts: found as such', of('recovery-prompt'), ({ row }) =>
    row.findings.some((finding) => finding.kind === 'recovery-prompt'),
  );
  tell('recovery displays: all codes', of('recovery-display'), allCodesRead);
  tell('recovery displays: nothing else offered', of('recovery-display'), ({ row }) =>
    row.findings.every((finding) => finding.kind === 'recovery-display'),
  );
  tell('password pages: nothing', of('password-login'), ({ row }) => row.findings.length === 0);
  tell(
    'negatives: no code, no set-up offered',
    of('negative'),
    ({ row }) => offered(row).length === 0 && !row.findings.some((finding) => finding.kind === 'setup'),
  );
  tell('negatives: nothing', of('negative'), ({ row }) => row.findings.length === 0);
  for (const kind of ['password-login', 'negative'] as const) {
    const pages = of(kind);
    const awake = pages.filter(({ woke }) => woke);
    lines.push(
      `${`detector woken on ${kind} pages`.padEnd(58)} ${percent(awake.length, pages.length)}  ${awake.map(({ page }) => page.id).join(' ')}`,
    );
  }
  const asleep = judged.filter(({ page, woke }) => !woke && !['password-login', 'negative'].includes(page.kind));
  lines.push(`${'pages of interest where the sentinel slept'.padEnd(58)} ${asleep.length}  ${asleep.map(({ page }) => page.id).join(' ')}`);
  const times = judged.map(({ row }) => row.ms).sort((a, b) => a - b);
  lines.push(
    `${'detector, ms a look: median / 95th / longest'.padEnd(58)} ${[0.5, 0.95, 1].map((share) => times[Math.min(times.length - 1, Math.floor(share * times.length))]).join(' / ')}`,
  );
  return lines.join('\n');
}

/** False offers over many renders of the ordinary pages. Renders of one page are no independent trials: so the pages are counted, too. */
export function falseOfferTable(renders: readonly Judged[]): string {
  const ordinary = renders.filter(({ page }) => isOrdinary(page));
  const bad = ordinary.filter(falselyOffered);
  const count = (name: string, events: number, trials: number) => {
    const { low, high } = exactInterval(events, trials);
    const between = `95 % interval ${(100 * low).toFixed(2)}–${(100 * high).toFixed(2)} %`;
    return `${name.padEnd(58)} ${percent(events, trials)}, ${between}`;
  };
  const pages = (of: readonly Judged[]) => new Set(of.map(({ page }) => page.id));
  return [
    count('false offers on ordinary pages, by render', bad.length, ordinary.length),
    count('false offers on ordinary pages, by page', pages(bad).size, pages(ordinary).size),
    ...[...pages(bad)].map((id) => `    ${id}: ${bad.filter(({ page }) => page.id === id).length} renders`),
  ].join('\n');
}

function brief(finding: DetectionRow['findings'][number]): string {
  if (finding.kind === 'code-prompt') return `code ${finding.channel} [${finding.fields}]`;
  if (finding.kind === 'setup') return `setup ${finding.uri === null ? '' : 'uri '}${finding.secret === null ? '' : 'secret'}`;
  return finding.kind === 'recovery-prompt' ? `recovery [${finding.fields}]` : `display ${finding.codes.length}: ${finding.codes[0]}`;
}
