// What the browser's administrator has decided here, so that nobody looks for a switch that does nothing.

import { useEffect, useState } from 'preact/hooks';
import type { Policy } from '../messages/policy';
import { t, tCount } from '../ui/words';
import type { Host } from './host';

export function Managed({ host }: { readonly host: Host }) {
  const [policy, setPolicy] = useState<Policy | null>(null);
  useEffect(() => void host.ask('settings/policy', {}).then((reply) => setPolicy(reply.ok ? reply.value : null)), [host]);
  if (policy === null) return null;
  const { longestAutoLockMinutes, exports, backupRequired, sitesOff } = policy;
  const decided = [
    longestAutoLockMinutes === null ? null : tCount('managedAutoLock', longestAutoLockMinutes),
    exports ? null : t('managedNoExports'),
    backupRequired ? t('managedBackup') : null,
    sitesOff.length === 0 ? null : t('managedSitesOff', sitesOff.join(', ')),
  ].filter((words) => words !== null);
  if (decided.length === 0) return null;
  return (
    <section id="managed" class="card" data-testid="managed">
      <h2>{t('managedTitle')}</h2>
      <p class="lead">{t('managedLead')}</p>
      <ul class="plain-list">
        {decided.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </section>
  );
}
