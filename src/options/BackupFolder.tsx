// Where automatic backups go, and the way back to a folder that the browser or the person has taken away.

import type { AutoBackupView, BackupPlace } from '../messages/backup-protocol';
import type { FolderRights } from '../platform/backup-folder';
import { t } from '../ui/words';

interface Props {
  readonly view: NonNullable<AutoBackupView>;
  /** null: this browser has none. */
  readonly rights: FolderRights | null;
  readonly busy: boolean;
  readonly onMove: (place: BackupPlace) => Promise<void>;
  /** The browser is to be asked for the same folder once more. */
  readonly onAllow: () => Promise<void>;
}

export function BackupFolder({ view: { place, folder, failure }, rights, busy, onMove, onAllow }: Props) {
  if (rights === null) return place === 'downloads' ? <p class="note">{t('folderUnsupported')}</p> : null;
  const inFolder = place === 'folder';
  return (
    <div class="facts" data-testid="backup-place" data-place={place} data-folder={folder ?? undefined}>
      {inFolder && folder !== null && <p>{t('folderNow', folder)}</p>}
      {inFolder && failure === 'folder-permission' && (
        <>
          <p>
            <button type="button" class="primary" data-testid="folder-allow" disabled={busy} onClick={() => void onAllow()}>
              {t('folderAllow')}
            </button>
          </p>
          <p class="note">{t('folderAllowHint')}</p>
        </>
      )}
      <p class="folder-ways">
        <button type="button" class="link" data-testid="folder-pick" disabled={busy} onClick={() => void onMove('folder')}>
          {t(inFolder ? 'folderOther' : 'folderUse')}
        </button>
        {inFolder && (
          <button type="button" class="link" data-testid="folder-leave" disabled={busy} onClick={() => void onMove('downloads')}>
            {t('folderLeave')}
          </button>
        )}
      </p>
    </div>
  );
}
