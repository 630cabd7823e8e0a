// Passkey autofill at the page's field: a chip that only opens the popup, for as long as the page waits and the vault has something for it.
// The chip's script has a line of its own; what it may do is to open the popup, and only while its document waits.

import type { BridgeSender } from '../../messages/audiences';
import type { Line } from './port';

export interface FieldOffers {
  /** This document waits for the autofill. */
  begin(sender: BridgeSender): void;
  end(sender: BridgeSender): void;
  /** The chip's script is there. */
  stands(line: Line): void;
  /** Its chip was pressed. */
  pressed(line: Line): void;
  gone(line: Line): void;
}

interface Parts {
  /** The person wants offers in this page. */
  readonly wanted: (sender: BridgeSender) => Promise<boolean>;
  readonly inject: (sender: BridgeSender) => Promise<void>;
  readonly show: (tabId: number) => Promise<boolean>;
  readonly onFailure: (error: unknown) => void;
}

const documentOf = ({ tabId, frameId, documentId }: BridgeSender): string => `${tabId} ${frameId} ${documentId}`;

export function createFieldOffers({ wanted, inject, show, onFailure }: Parts): FieldOffers {
  /** Documents that wait, with the line of their chip once it stands. */
  const waiting = new Map<string, Line | null>();

  return {
    begin(sender) {
      const key = documentOf(sender);
      if (waiting.has(key)) return;
      waiting.set(key, null);
      const offer = async (): Promise<void> => {
        if (await wanted(sender)) await inject(sender);
      };
      offer().catch(onFailure);
    },
    end(sender) {
      const key = documentOf(sender);
      waiting.get(key)?.end({ act: 'over' });
      waiting.delete(key);
    },
    stands(line) {
      const key = documentOf(line.sender);
      if (waiting.has(key)) waiting.set(key, line);
      else line.end({ act: 'over' });
    },
    pressed(line) {
      if (waiting.get(documentOf(line.sender)) === line) show(line.sender.tabId).catch(onFailure);
    },
    gone(line) {
      const key = documentOf(line.sender);
      if (waiting.get(key) === line) waiting.set(key, null);
    },
  };
}
