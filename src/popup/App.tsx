// Which screen the popup shows: a question that waits for an answer first, then what the state of the vault asks for.

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Confirmation, Status } from '../messages/views';
import { errorWords } from '../ui/words';
import { Accounts } from './Accounts';
import { ApprovalView } from './ApprovalView';
import { ConfirmationView } from './ConfirmationView';
import type { FirstAnswers } from './first-answers';
import type { Host } from './host';
import { Locked } from './Locked';
import { Trouble } from './Trouble';
import { useApproval } from './use-approval';
import { Welcome } from './Welcome';

interface Props {
  readonly host: Host;
  readonly first: FirstAnswers;
}

export function App({ host, first }: Props) {
  const [status, setStatus] = useState<Status | null>(first.status);
  const [failure, setFailure] = useState<string | null>(first.error === null ? null : errorWords(first.error));
  const [confirmation, setConfirmation] = useState<Confirmation | null>(first.confirmation);
  const approving = useApproval(host, first.approval);
  const askApproval = approving.ask;

  // the question stays on screen until its answer has been carried out and its end was shown
  const answering = useRef(false);

  const askStatus = useCallback(async (): Promise<void> => {
    const reply = await host.ask('status', {});
    setStatus((before) => (reply.ok ? reply.value : before));
    setFailure(reply.ok ? null : errorWords(reply.error));
  }, [host]);

  const askConfirmation = useCallback(async (): Promise<void> => {
    const reply = await host.ask('confirmation/current', {});
    if (reply.ok) setConfirmation((before) => reply.value ?? (answering.current ? before : null));
  }, [host]);

  const askAll = useCallback(async (): Promise<void> => {
    await Promise.all([askStatus(), askConfirmation(), askApproval()]);
  }, [askStatus, askConfirmation, askApproval]);

  useEffect(() => {
    const stop = host.onPush(({ push }) => {
      if (push === 'status-changed') void askAll();
      if (push === 'confirmation-changed') void askConfirmation();
      // the page in front may be another one
      if (push === 'approval-changed' || push === 'items-changed') void askApproval();
    });
    // between the first answers and now nobody listened: a question may have come or gone
    void askConfirmation();
    void askApproval();
    return stop;
  }, [host, askAll, askConfirmation, askApproval]);

  // good for the first showing of the list only: later it may have changed
  const firstList = useRef(first.list);
  const list = firstList.current;
  // as good as the list: for the first showing
  const firstWays = useRef(first.ways);
  const ways = firstWays.current;
  const listed = status?.vault === 'open' && confirmation === null && !approving.isModal;
  useEffect(() => {
    if (listed || status?.vault !== 'open') firstList.current = null;
    if (status?.vault !== 'locked') firstWays.current = null;
  }, [listed, status]);

  if (status === null || status.vault === 'trouble') {
    return <Trouble host={host} status={status} failure={failure} onChanged={askAll} onStatus={setStatus} />;
  }
  const { approval } = approving;
  if (approval !== null && approving.isModal) {
    return (
      <ApprovalView
        key={approval.id}
        host={host}
        approval={approval}
        locked={status.vault !== 'open'}
        ways={ways}
        over={approving.over}
        picked={approving.picked}
        onChanged={askAll}
        onAnswering={approving.answering}
        onDone={approving.done}
      />
    );
  }
  if (confirmation !== null) {
    return (
      <ConfirmationView
        key={confirmation.id}
        host={host}
        confirmation={confirmation}
        locked={status.vault !== 'open'}
        ways={ways}
        onChanged={askAll}
        onAnswering={(now) => {
          answering.current = now;
        }}
        onDone={() => {
          answering.current = false;
          setConfirmation(null);
        }}
      />
    );
  }
  if (status.vault === 'none') return <Welcome host={host} lost={status.lostSince !== null} onChanged={askAll} />;
  if (status.vault === 'locked') return <Locked host={host} ways={ways} captured={first.found} onChanged={askAll} />;
  return (
    <Accounts
      host={host}
      status={status}
      firstList={list}
      foundFirst={first.found && list !== null}
      onStatusChanged={askStatus}
      onConfirming={askConfirmation}
      approval={approval}
      onPick={approving.pick}
    />
  );
}
