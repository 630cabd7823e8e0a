// A new computer: how everything gets there, step by step.

import { t } from '../ui/words';

const steps = ['Backup', 'Carry', 'Install', 'Restore', 'Test', 'Old'] as const;
const titles = {
  Backup: 'movingBackupTitle',
  Carry: 'movingCarryTitle',
  Install: 'movingInstallTitle',
  Restore: 'movingRestoreTitle',
  Test: 'movingTestTitle',
  Old: 'movingOldTitle',
} as const;
const texts = {
  Backup: 'movingBackup',
  Carry: 'movingCarry',
  Install: 'movingInstall',
  Restore: 'movingRestore',
  Test: 'movingTest',
  Old: 'movingOld',
} as const;
const links = { Backup: '#backup', Restore: '#restore' } as const;
const linkWords = { Backup: 'backupTitle', Restore: 'restoreTitle' } as const;

export function Moving() {
  return (
    <div class="stack-wide" data-testid="moving">
      <section class="card">
        <p class="lead">{t('movingLead')}</p>
        <ol class="moving">
          {steps.map((step) => (
            <li key={step}>
              <h2>{t(titles[step])}</h2>
              {/* the link that the first run has, by its very words */}
              <p>{t(texts[step], t('troubleRestore'))}</p>
              {(step === 'Backup' || step === 'Restore') && (
                <p>
                  <a href={links[step]}>{t(linkWords[step])}</a>
                </p>
              )}
            </li>
          ))}
        </ol>
      </section>
      <section class="card">
        <h2>{t('movingStaysTitle')}</h2>
        <p>{t('movingStays')}</p>
      </section>
    </div>
  );
}
