// What the test of a backup found.

import type { NamedItems, TestedBackup as Tested } from '../messages/backup-protocol';
import { momentWords } from '../ui/dates';
import { Icon } from '../ui/icons';
import { t, tCount } from '../ui/words';

const differences = ['missing', 'changed', 'more'] as const;
const differenceWords = { missing: 'testedMissing', changed: 'testedChanged', more: 'testedMore' } as const;

export function TestedBackup({ tested: { createdAt, content, beside } }: { readonly tested: Tested }) {
  const parts = [
    tCount('countAccounts', content.accounts),
    ...(content.recoverySets > 0 ? [tCount('countRecoverySets', content.recoverySets)] : []),
    ...(content.passkeys > 0 ? [tCount('countPasskeys', content.passkeys)] : []),
    ...(content.trashed > 0 ? [tCount('countTrashed', content.trashed)] : []),
  ];
  const same = beside !== null && beside.missing.count + beside.more.count + beside.changed.count === 0;
  return (
    <div class="tested" role="status" data-testid="backup-tested" data-same={beside === null ? undefined : same}>
      <p class="tested-good">
        <Icon name="check" /> <strong>{t('testedOpens')}</strong>
      </p>
      <p>{t('testedHolds', momentWords(createdAt), parts.join(', '))}</p>
      {beside === null && <p class="note">{t('testedNothingBeside')}</p>}
      {same && <p>{t('testedSame')}</p>}
      {beside !== null && differences.map((one) => <Difference key={one} items={beside[one]} words={differenceWords[one]} />)}
    </div>
  );
}

function Difference({ items: { count, names }, words }: { readonly items: NamedItems; readonly words: string }) {
  if (count === 0) return null;
  const rest = count - names.length;
  return (
    <div data-testid={words} data-count={count}>
      <p>{tCount(words, count)}</p>
      <ul class="tested-names">
        {names.map((name, index) => (
          <li key={index}>
            <bdi>{name || t('accountUnnamed')}</bdi>
          </li>
        ))}
        {rest > 0 && <li>{tCount('andMore', rest)}</li>}
      </ul>
    </div>
  );
}
