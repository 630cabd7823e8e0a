// An empty list: no account yet, or none that matches.

import { Icon } from '../ui/icons';
import { t } from '../ui/words';

interface Props {
  readonly query: string;
  readonly onAdd: () => void;
  readonly onCapture: () => void;
}

export function NothingHere({ query, onAdd, onCapture }: Props) {
  if (query !== '') {
    return (
      <div class="nothing" id="accounts" data-testid="no-hits">
        <h2>{t('noHitsTitle')}</h2>
        <p>{t('noHitsLead', query)}</p>
      </div>
    );
  }
  return (
    <div class="nothing" id="accounts" data-testid="empty">
      <h2>{t('emptyTitle')}</h2>
      <p>{t('emptyLead')}</p>
      <div class="stack">
        <button type="button" class="primary wide" onClick={onCapture}>
          <Icon name="scan" /> {t('captureThisPage')}
        </button>
        <button type="button" class="wide" onClick={onAdd}>
          <Icon name="add" /> {t('addByHand')}
        </button>
      </div>
    </div>
  );
}
