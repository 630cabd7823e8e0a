// The WebAuthn ceremony that waits for a person, kept on screen until its end was seen.

import { useCallback, useRef, useState } from 'preact/hooks';
import type { Approval } from '../messages/approval-protocol';
import type { Host } from './host';

interface Asked {
  readonly approval: Approval | null;
  /** It ended without an answer from here. */
  readonly over: boolean;
}

export interface ApprovalApi extends Asked {
  /** It is in the way of everything else; a conditional one stands on top of the list instead. */
  readonly isModal: boolean;
  /** The passkey that was picked where more is to be asked. */
  readonly picked: string | null;
  readonly ask: () => Promise<void>;
  /** Asks a conditional one like the others. */
  readonly pick: (passkeyId: string) => void;
  readonly answering: (now: boolean) => void;
  /** Its end was seen. */
  readonly done: () => void;
}

export function useApproval(host: Host, first: Approval | null): ApprovalApi {
  const [{ approval, over }, setAsked] = useState<Asked>({ approval: first, over: false });
  const [pickedAt, setPickedAt] = useState<{ readonly of: string; readonly id: string } | null>(null);
  const picked = approval !== null && pickedAt?.of === approval.id ? pickedAt.id : null;
  const isAnswering = useRef(false);
  const isModal = approval !== null && (!approval.conditional || picked !== null);
  const shown = useRef(isModal);
  shown.current = isModal;

  const ask = useCallback(async (): Promise<void> => {
    const reply = await host.ask('approval/current', { tabId: host.pageTab });
    if (!reply.ok) return;
    const { value } = reply;
    setAsked((before) => {
      if (shown.current && before.approval !== null && before.approval.id !== value?.id) {
        if (isAnswering.current) return before;
        if (value === null || value.conditional) return { ...before, over: true };
      }
      return { approval: value, over: false };
    });
  }, [host]);

  const answering = useCallback((now: boolean): void => {
    isAnswering.current = now;
  }, []);
  const done = useCallback((): void => {
    isAnswering.current = false;
    shown.current = false;
    setPickedAt(null);
    setAsked({ approval: null, over: false });
    void ask();
  }, [ask]);
  const pick = (id: string): void => setPickedAt(approval === null ? null : { of: approval.id, id });
  return { approval, over, isModal, picked, ask, pick, answering, done };
}
