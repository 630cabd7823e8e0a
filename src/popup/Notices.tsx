// What the person should be told about the vault, above the list, until put away.

import { useState } from 'preact/hooks';
import type { Notice } from '../messages/views';
import { IconButton } from '../ui/IconButton';
import { keyOf, t } from '../ui/words';
import { isPutAway, putAway } from './put-away';

/** Put right on the page that makes backups. */
const aboutBackups: ReadonlySet<Notice['code']> = new Set(['neverBackedUp', 'manyChanges', 'backupFailing', 'backupNeedsFolder']);

interface Props {
  readonly notices: readonly Notice[];
  readonly anyAccount: boolean;
  readonly onBackup: () => void;
}

export function Notices({ notices, anyAccount, onBackup }: Props) {
  const [, setCount] = useState(0);
  const shown = notices.filter(({ code }) => !isPutAway(code) && (code !== 'neverBackedUp' || anyAccount));
  return (
    <>
      {shown.map(({ code, detail }) => (
        <div class="notice" key={code} data-testid="notice" data-code={code}>
          <p>{t(keyOf('notice', code), detail ?? '')}</p>
          {aboutBackups.has(code) && (
            <button type="button" class="small" onClick={onBackup}>
              {t('backupOpen')}
            </button>
          )}
          <IconButton
            icon="close"
            name={t('noticeClose')}
            onPress={() => {
              putAway(code);
              setCount((n) => n + 1);
            }}
          />
        </div>
      ))}
    </>
  );
}
