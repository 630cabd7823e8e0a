// The frame of one act: its title, what stands in it, and the way out.

import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../ui/words';
import type { Host } from '../host';

export interface ActProps {
  readonly host: Host;
  /** It is done; how, in words. */
  readonly onDone: (words: string) => void;
  readonly onCancel: () => void;
}

interface Props {
  readonly title: string;
  readonly lead?: string;
  readonly testid: string;
  readonly onCancel: () => void;
  readonly children?: ComponentChildren;
}

export function Panel({ title, lead, testid, onCancel, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <div ref={box} class="way-panel" data-testid={testid}>
      <h3>{title}</h3>
      {lead !== undefined && <p class="lead">{lead}</p>}
      {children}
      <button type="button" class="link" data-testid="way-cancel" onClick={onCancel}>
        {t('cancel')}
      </button>
    </div>
  );
}
